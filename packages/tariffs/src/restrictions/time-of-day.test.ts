/** Tests the daily window: its edges, midnight, and the times that mean the whole day. */

import { FaultList, ObjectReader } from '../parse/read-object.js'
import type { Moment } from './condition.js'
import { secondOfDayFrom, showClock, timeOfDay } from './time-of-day.js'

const at = (time: string): Moment => ({
  secondOfDay: secondOfDayFrom(time) ?? Number.NaN,
  weekday: 1,
  date: 20260302,
  sessionSecond: 0,
  energyMilliWh: 0,
})

test.each`
  start        | end          | time       | holds
  ${'07:00'}   | ${'18:00'}   | ${'06:59'} | ${false}
  ${'07:00'}   | ${'18:00'}   | ${'07:00'} | ${true}
  ${'07:00'}   | ${'18:00'}   | ${'17:59'} | ${true}
  ${'07:00'}   | ${'18:00'}   | ${'18:00'} | ${false}
  ${'22:00'}   | ${'06:00'}   | ${'23:00'} | ${true}
  ${'22:00'}   | ${'06:00'}   | ${'05:59'} | ${true}
  ${'22:00'}   | ${'06:00'}   | ${'06:00'} | ${false}
  ${'20:00'}   | ${'00:00'}   | ${'23:59'} | ${true}
  ${'20:00'}   | ${'00:00'}   | ${'00:00'} | ${false}
  ${'09:00'}   | ${'09:00'}   | ${'03:00'} | ${true}
  ${'00:00'}   | ${'00:00'}   | ${'12:00'} | ${true}
  ${'17:00'}   | ${undefined} | ${'16:59'} | ${false}
  ${'17:00'}   | ${undefined} | ${'23:59'} | ${true}
  ${undefined} | ${'17:00'}   | ${'00:00'} | ${true}
  ${undefined} | ${'17:00'}   | ${'17:00'} | ${false}
  ${undefined} | ${'00:00'}   | ${'12:00'} | ${true}
`('from $start to $end holds at $time: $holds', ({ start, end, time, holds }) => {
  const restrictions = {
    ...(start && { startTime: start }),
    ...(end && { endTime: end }),
  }
  expect(timeOfDay.compile(restrictions)?.holds(at(time))).toBe(holds)
})

test('the price may change where the clock shows either end', () => {
  const condition = timeOfDay.compile({ startTime: '22:00', endTime: '00:00' })
  expect(condition?.cuts).toEqual([
    { kind: 'clock', secondOfDay: 79_200 },
    { kind: 'clock', secondOfDay: 0 },
  ])
  expect(condition?.readsClock).toBe(true)
})

test('it says when it applies', () => {
  const condition = timeOfDay.compile({ startTime: '07:00' })
  expect(condition?.applies).toBe('from 07:00 to 24:00')
})

test('without times there is no condition', () => {
  expect(timeOfDay.compile({})).toBeUndefined()
})

test.each(['24:00', '7:00', '07:60', '07:00:00', 'noon'])('%p is no time of day', text => {
  const faults = new FaultList()
  const reader = ObjectReader.open({ start_time: text }, '$', faults)
  expect(reader && timeOfDay.read(reader)).toEqual({})
  expect(faults.faults).toMatchObject([{ path: '$.start_time', code: 'not-a-time' }])
})

test('seconds are shown only where there are some', () => {
  expect([showClock(0), showClock(9000), showClock(9001)]).toEqual(['00:00', '02:30', '02:30:01'])
})
