/** The order of price lists: as a table, as a property of any two, and as the SQL has it. */

import { Temporal } from '@wattline/units'
import fc from 'fast-check'

import { type Candidate, judge, type Place, places, precedence, shareOf } from './order.js'
import type { AssignmentMode } from './price-list-assignment.entity.js'

const at = Temporal.Instant.from('2026-06-01T00:00:00Z')
const connectorId = '0197a000-0000-7000-8000-000000000001'
const before = (hours: number) => at.subtract({ hours })

const plain: Candidate = {
  id: '0197a000-0000-7000-8000-0000000000ff',
  mode: 'live',
  shareBp: null,
  place: 'everywhere',
  connectorGroupRank: null,
  driverGroupRank: null,
  isForDriver: true,
  isApproved: true,
  startsAt: before(1),
  endsAt: null,
}
const group = (rank: number) => ({ place: 'connector-group', connectorGroupRank: rank }) as const

/** The first wins over the second. */
const decided: [why: string, winner: Partial<Candidate>, loser: Partial<Candidate>][] = [
  ['driver-group', { driverGroupRank: 9 }, { place: 'connector' }],
  ['driver-group', { driverGroupRank: 9, startsAt: before(9) }, { startsAt: before(1) }],
  ['driver-group-rank', { driverGroupRank: 1 }, { driverGroupRank: 2, place: 'connector' }],
  ['place', { place: 'connector', startsAt: before(9) }, group(1)],
  ['place', group(9), { place: 'location' }],
  ['place', { place: 'location' }, { place: 'everywhere' }],
  ['group-rank', { ...group(1), startsAt: before(9) }, group(2)],
  ['later-start', { startsAt: before(1) }, { startsAt: before(2) }],
  ['later-start', { mode: 'canary', shareBp: 9999, startsAt: before(1) }, { startsAt: before(2) }],
  ['later-start', { startsAt: before(1) }, { mode: 'canary', shareBp: 9999, startsAt: before(2) }],
]

test.each(decided)('%s decides between %j and %j', (why, winner, loser) => {
  const pair = [
    { ...plain, id: 'a-loser', ...loser },
    { ...plain, id: 'b-winner', ...winner },
  ]
  const judged = judge(pair, { connectorId, at })
  expect(judged.map(({ candidate, verdict }) => [candidate.id, verdict])).toEqual([
    ['b-winner', 'wins'],
    ['a-loser', why],
  ])
})

const outOfTheQuestion: [verdict: string, Partial<Candidate>][] = [
  ['not-started', { startsAt: at.add({ milliseconds: 1 }) }],
  ['ended', { endsAt: at }],
  ['waiting', { isApproved: false }],
  ['withdrawn', { isApproved: false, endsAt: before(0) }],
  ['withdrawn', { startsAt: at.add({ hours: 2 }), endsAt: before(0) }],
  ['other-drivers', { driverGroupRank: 1, isForDriver: false }],
  ['outside-share', { mode: 'canary', shareBp: shareOf(plain.id, connectorId) }],
  ['beside', { mode: 'shadow' }],
]

test.each(outOfTheQuestion)('%s: %j leaves the field to the wider place', (verdict, change) => {
  const other: Candidate = { ...plain, id: 'everywhere' }
  const judged = judge([{ ...plain, place: 'connector', ...change }, other], { connectorId, at })
  expect(judged.find(({ candidate }) => candidate.id === plain.id)?.verdict).toBe(verdict)
  expect(judged.find(({ candidate }) => candidate.id === other.id)?.verdict).toBe('wins')
})

test('it starts with its first instant, and ends before its last', () => {
  const bounds = { ...plain, startsAt: at, endsAt: at.add({ seconds: 1 }) }
  const verdictAt = (when: typeof at) => judge([bounds], { connectorId, at: when })[0]?.verdict
  expect(verdictAt(at)).toBe('wins')
  expect(verdictAt(bounds.endsAt)).toBe('ended')
  expect(verdictAt(before(1))).toBe('not-started')
})

test('a start inside a clock change is an instant, so each of two like hours has its own', () => {
  // The night of 25 October 2026 in Berlin: 02:30 comes twice.
  const from = (text: string) => Temporal.Instant.from(text)
  const change = [
    { ...plain, id: 'a-old', startsAt: from('2026-10-25T02:30:00+02:00') },
    { ...plain, id: 'b-new', startsAt: from('2026-10-25T02:30:00+01:00') },
  ]
  const winnerAt = (text: string) => {
    const judged = judge(change, { connectorId, at: from(text) })
    return judged.find(({ verdict }) => verdict === 'wins')?.candidate.id
  }
  expect(winnerAt('2026-10-25T02:45:00+02:00')).toBe('a-old')
  expect(winnerAt('2026-10-25T02:29:59+01:00')).toBe('a-old')
  expect(winnerAt('2026-10-25T02:30:00+01:00')).toBe('b-new')
})

const oneOf = <T>(...values: T[]) => fc.constantFrom(...values)
const generated = fc
  .record({
    place: oneOf<Place>(...places),
    connectorGroupRank: oneOf(1, 2),
    driverGroupRank: oneOf(null, 1, 2),
    isForDriver: fc.boolean(),
    isApproved: fc.boolean(),
    mode: oneOf<AssignmentMode>('live', 'canary', 'shadow'),
    shareBp: fc.integer({ min: 1, max: 9999 }),
    startsAt: oneOf(before(2), before(1), at, at.add({ hours: 1 })),
    endsAt: oneOf(null, null, before(1), at.add({ hours: 1 })),
  })
  .map(each => ({
    ...each,
    connectorGroupRank: each.place === 'connector-group' ? each.connectorGroupRank : null,
    isForDriver: each.isForDriver || each.driverGroupRank === null,
    shareBp: each.mode === 'canary' ? each.shareBp : null,
  }))

/** As the database holds them: no two with one start at one place for the same drivers. */
const field = (size: number) =>
  fc
    .uniqueArray(generated, {
      minLength: size,
      maxLength: size,
      selector: each =>
        [each.place, each.connectorGroupRank, each.driverGroupRank, each.startsAt].join(),
    })
    .map(all => all.map((each, index): Candidate => ({ ...each, id: `${index}` })))

test('any two that may stand side by side compare one way, and any three without a circle', () => {
  fc.assert(
    fc.property(field(3), ([a, b, c]) => {
      const order = (x?: Candidate, y?: Candidate) =>
        Math.sign(precedence(x as Candidate, y as Candidate).sign)
      expect(order(a, b)).not.toBe(0)
      expect(order(a, b)).toBe(-order(b, a))
      if (order(a, b) < 0 && order(b, c) < 0) expect(order(a, c)).toBeLessThan(0)
    }),
  )
})

test('at most one wins, whatever the order they are read in', () => {
  fc.assert(
    fc.property(field(6), given => {
      const judged = judge(given, { connectorId, at })
      expect(judged.filter(({ verdict }) => verdict === 'wins').length).toBeLessThanOrEqual(1)
      expect(judge([...given].reverse(), { connectorId, at })).toEqual(judged)
    }),
  )
})

test('a canary’s share of many connectors is close to what it says, and always the same', () => {
  const assignmentId = plain.id
  const ids = Array.from({ length: 20_000 }, (_, index) => `connector-${index}`)
  const inside = (shareBp: number) => ids.filter(id => shareOf(assignmentId, id) < shareBp)
  for (const shareBp of [100, 1000, 5000]) {
    const expected = (ids.length * shareBp) / 10_000
    const deviation = Math.sqrt((expected * (10_000 - shareBp)) / 10_000)
    expect(Math.abs(inside(shareBp).length - expected)).toBeLessThan(4 * deviation)
  }
  expect(inside(1000)).toEqual(inside(1000))
  const half = new Set(inside(5000))
  expect(inside(1000).every(id => half.has(id))).toBe(true)
})
