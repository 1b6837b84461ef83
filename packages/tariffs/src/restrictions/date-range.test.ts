/** Tests the date range: the start inclusive, the end exclusive, by the site's calendar. */

import { FaultList, ObjectReader } from '../parse/read-object.js'
import type { Moment } from './condition.js'
import { dateRange } from './date-range.js'

const on = (date: number): Moment => ({
  secondOfDay: 0,
  weekday: 1,
  date,
  sessionSecond: 0,
  energyMilliWh: 0,
})

test.each`
  start           | end             | date        | holds
  ${'2026-01-20'} | ${undefined}    | ${20260119} | ${false}
  ${'2026-01-20'} | ${undefined}    | ${20260120} | ${true}
  ${undefined}    | ${'2026-01-20'} | ${20260119} | ${true}
  ${undefined}    | ${'2026-01-20'} | ${20260120} | ${false}
  ${'2026-12-31'} | ${'2027-01-01'} | ${20261231} | ${true}
`('from $start before $end holds on $date: $holds', ({ start, end, date, holds }) => {
  const restrictions = {
    ...(start && { startDate: start }),
    ...(end && { endDate: end }),
  }
  expect(dateRange.compile(restrictions)?.holds(on(date))).toBe(holds)
})

test('the price may change at midnight', () => {
  const condition = dateRange.compile({ startDate: '2026-01-20' })
  expect(condition?.cuts).toEqual([{ kind: 'clock', secondOfDay: 0 }])
})

test('a range that ends before it starts can never hold', () => {
  const compile = (startDate: string, endDate: string) =>
    dateRange.compile({ startDate, endDate })?.isNever
  expect(compile('2026-02-01', '2026-02-01')).toBe(true)
  expect(compile('2026-02-01', '2026-02-02')).toBe(false)
})

test('it says when it applies', () => {
  const condition = dateRange.compile({
    startDate: '2026-01-20',
    endDate: '2026-02-01',
  })
  expect(condition?.applies).toBe('from 2026-01-20 and before 2026-02-01')
})

test.each(['2026-02-30', '2026-2-3', '20260203', 'tomorrow'])('%p is no date', text => {
  const faults = new FaultList()
  const reader = ObjectReader.open({ end_date: text }, '$', faults)
  expect(reader && dateRange.read(reader)).toEqual({})
  expect(faults.faults).toMatchObject([{ path: '$.end_date', code: 'not-a-date' }])
})
