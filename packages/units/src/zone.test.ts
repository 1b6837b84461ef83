/** Holds the offset tables equal to Temporal, above all on the two nights when clocks jump. */

import fc from 'fast-check'

import { isTimeZone, Temporal } from './time.js'
import {
  clockJumps,
  clockStrikes,
  clockStrikesOf,
  instantFromSecond,
  isSteady,
  offsetAt,
  readWallClock,
  secondOf,
  showSecond,
  zoneTable,
} from './zone.js'

const zones = [
  'Europe/Berlin',
  'Europe/London',
  'America/New_York',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'Africa/Casablanca',
  'Pacific/Apia',
  'UTC',
]

const second = (text: string): number => secondOf(Temporal.Instant.from(text))
const anyZone = fc.constantFrom(...zones)
const anySecond = fc.integer({
  min: second('2000-01-01T00:00:00Z'),
  max: second('2099-12-31T23:59:59Z'),
})

test('the table shows the clock that Temporal shows, in every zone, at any second', () => {
  fc.assert(
    fc.property(anyZone, anySecond, (timeZone, at) => {
      const zoned = instantFromSecond(at).toZonedDateTimeISO(timeZone)
      expect(readWallClock(zoneTable(timeZone), at)).toEqual({
        secondOfDay: zoned.hour * 3600 + zoned.minute * 60 + zoned.second,
        weekday: zoned.dayOfWeek,
        date: zoned.year * 10_000 + zoned.month * 100 + zoned.day,
      })
    }),
    { numRuns: 500 },
  )
})

test.each(zones)('%s: the second before, of and after each change of a decade is right', zone => {
  const table = zoneTable(zone)
  const decade = { after: second('2020-01-01T00:00:00Z'), before: second('2030-01-01T00:00:00Z') }
  for (const change of clockJumps(table, decade)) {
    for (const at of [change - 1, change, change + 1]) {
      const zoned = instantFromSecond(at).toZonedDateTimeISO(zone)
      expect(offsetAt(table, at)).toBe(zoned.offsetNanoseconds / 1e9)
    }
  }
})

/** Every minute of a stretch at which Temporal's clock shows the time: slow, and beyond doubt. */
function scan(timeZone: string, secondOfDay: number, from: number, to: number): number[] {
  const found: number[] = []
  for (let at = from + 60 - (from % 60); at < to; at += 60) {
    const shown = instantFromSecond(at).toZonedDateTimeISO(timeZone)
    if (shown.hour * 3600 + shown.minute * 60 + shown.second === secondOfDay) found.push(at)
  }
  return found
}

test.each([
  ['Europe/Berlin', '2026-03-28T20:00:00Z'],
  ['Europe/Berlin', '2026-10-24T20:00:00Z'],
  ['America/New_York', '2026-03-08T02:00:00Z'],
  ['America/New_York', '2026-11-01T00:00:00Z'],
  ['Australia/Lord_Howe', '2026-04-04T06:00:00Z'],
  ['Australia/Lord_Howe', '2026-10-03T06:00:00Z'],
])('%s from %s: strikes equal a scan minute by minute', (timeZone, from) => {
  const after = second(from)
  const before = after + 12 * 3600
  for (const shown of [0, 3600, 5400, 7200, 9000, 10_800, 21_600, 82_800]) {
    expect(clockStrikes(zoneTable(timeZone), shown, { after, before })).toEqual(
      scan(timeZone, shown, after, before),
    )
  }
})

test('02:30 strikes twice on the autumn night and never on the spring night in Berlin', () => {
  const berlin = zoneTable('Europe/Berlin')
  const night = (from: string, to: string) =>
    clockStrikes(berlin, 9000, { after: second(from), before: second(to) }).map(showSecond)
  expect(night('2026-10-24T22:00:00Z', '2026-10-25T06:00:00Z')).toEqual([
    '2026-10-25T00:30:00Z',
    '2026-10-25T01:30:00Z',
  ])
  expect(night('2026-03-28T22:00:00Z', '2026-03-29T06:00:00Z')).toEqual([])
})

test('both ends of a stretch are outside', () => {
  const utc = zoneTable('UTC')
  const noon = second('2026-06-01T12:00:00Z')
  expect(clockStrikes(utc, 43_200, { after: noon, before: noon + 86_400 })).toEqual([])
  expect(clockStrikes(utc, 43_200, { after: noon - 1, before: noon + 86_401 })).toEqual([
    noon,
    noon + 86_400,
  ])
})

test('a table is built once and then shared', () => {
  expect(zoneTable('Europe/Berlin')).toBe(zoneTable('Europe/Berlin'))
})

test('an unknown zone and a year without clocks are named', () => {
  expect(() => zoneTable('Europe/Atlantis')).toThrow('Europe/Atlantis is not an IANA time zone')
  expect(() => readWallClock(zoneTable('UTC'), 0)).toThrow('clocks are known from 2000 to 2099')
  expect(isTimeZone('Europe/Atlantis')).toBe(false)
})

test('seconds print as Temporal prints them', () => {
  fc.assert(
    fc.property(anySecond, at => {
      expect(showSecond(at)).toBe(instantFromSecond(at).toString({ smallestUnit: 'second' }))
    }),
  )
})

test('a clock is steady until the instant it jumps, and no longer', () => {
  const berlin = zoneTable('Europe/Berlin')
  const jump = Date.UTC(2026, 9, 25, 1) / 1000
  expect(isSteady(berlin, jump - 3600, jump)).toBe(true)
  expect(isSteady(berlin, jump - 3600, jump + 1)).toBe(false)
  expect(isSteady(berlin, jump, jump + 86_400)).toBe(true)
  expect(isSteady(zoneTable('UTC'), jump - 3600, jump + 1)).toBe(true)
})

test('several times of day are struck in one walk, in order of time', () => {
  const between = { after: Date.UTC(2026, 9, 24, 12) / 1000, before: Date.UTC(2026, 9, 26) / 1000 }
  const berlin = zoneTable('Europe/Berlin')
  const times = [0, 9000, 64_800]
  const single = times.flatMap(time => clockStrikes(berlin, time, between))
  expect(clockStrikesOf(berlin, times, between)).toEqual(single.sort((a, b) => a - b))
})
