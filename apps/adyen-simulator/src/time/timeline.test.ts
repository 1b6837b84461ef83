/** Moves simulated time on and speeds it up. */

import { readDurationMs } from './duration.js'
import { showEventDate } from './event-date.js'
import { Timeline } from './timeline.js'

const standing = { now: () => ({ epochMilliseconds: 1000 }) }

let timeline: Timeline

beforeEach(() => {
  timeline = new Timeline(standing, 0)
})

afterEach(() => timeline.stop())

test('timers fall due in order when time is moved on, and none before', () => {
  const fired: string[] = []
  timeline.after(3 * 3_600_000, () => fired.push('third'))
  timeline.after(3_600_000, () => fired.push('first'))
  timeline.after(2 * 3_600_000, () => fired.push('second'))
  timeline.after(30 * 86_400_000, () => fired.push('much later'))
  timeline.advance(3_500_000)
  expect(fired).toEqual([])
  timeline.advance(8_000_000)
  expect(fired).toEqual(['first', 'second', 'third'])
  expect(timeline.nowMs()).toBe(1000 + 11_500_000)
})

test('timers run beside a clock that stands', async () => {
  await new Promise<void>(done => timeline.after(1, done))
  expect(timeline.nowMs()).toBe(1000)
})

test('time runs faster when it is told to, for timers set before and after', async () => {
  const speed = 200_000
  const hour = new Promise<void>(done => timeline.after(3_600_000, done))
  timeline.setSpeed(speed)
  await hour
  await new Promise<void>(done => timeline.after(3_600_000, done))
  // Node's timers may be a millisecond early, each of them.
  expect(timeline.nowMs()).toBeGreaterThan(2 * 3_600_000 - 4 * speed)
})

test('a reset drops timers and goes back to the clock', () => {
  const fired: string[] = []
  timeline.after(10, () => fired.push('never'))
  timeline.advance(5)
  timeline.reset()
  timeline.advance(1000)
  expect(fired).toEqual([])
  expect(timeline.nowMs()).toBe(2000)
})

test.each`
  text            | ms
  ${'P28D'}       | ${28 * 86_400_000}
  ${'PT5M'}       | ${300_000}
  ${'P1W'}        | ${604_800_000}
  ${'P1DT2H3M4S'} | ${93_784_000}
  ${'P'}          | ${undefined}
  ${'PT'}         | ${undefined}
  ${'5 minutes'}  | ${undefined}
  ${'P1M'}        | ${undefined}
`('$text lasts $ms ms', ({ text, ms }) => {
  expect(readDurationMs(text)).toBe(ms)
})

test.each`
  instant                   | shown
  ${'2026-11-22T14:04:05Z'} | ${'2026-11-22T15:04:05+01:00'}
  ${'2026-07-01T23:30:00Z'} | ${'2026-07-02T01:30:00+02:00'}
  ${'2026-10-25T00:59:59Z'} | ${'2026-10-25T02:59:59+02:00'}
  ${'2026-10-25T01:00:00Z'} | ${'2026-10-25T02:00:00+01:00'}
`('$instant is written $shown', ({ instant, shown }) => {
  expect(showEventDate(Date.parse(instant))).toBe(shown)
})
