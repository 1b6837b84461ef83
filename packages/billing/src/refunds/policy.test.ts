/** What the policy decides, from the claim and the findings alone. */

import { Temporal } from '@wattline/units'

import { type ClaimFacts, type SessionEvidence, weigh } from './evidence.js'
import { type Condition, decide, defaultRefundPolicy, type RefundPolicy } from './policy.js'
import type { RefundCause } from './states.js'

const policy = defaultRefundPolicy('EUR')
const issuedAt = Temporal.Instant.from('2026-03-02T10:00:00Z')

const session: SessionEvidence = {
  sessionId: 's1',
  source: 'live',
  startedAt: '2026-03-02T08:00:00Z',
  endedAt: '2026-03-02T09:00:00Z',
  stopReason: 'EVDisconnected',
  energyWh: '20000',
  energySource: 'registers',
  readings: {
    count: 5,
    firstAt: '2026-03-02T08:00:00Z',
    lastAt: '2026-03-02T09:00:00Z',
    largestGapSeconds: 900,
    energyAfterParkedWh: '0',
  },
  irregularities: [],
  overlapping: [],
  reRatedGrossMinor: '1190',
}

interface Given {
  readonly session?: Partial<SessionEvidence>
  readonly components?: Record<string, string>
  readonly rest?: string
  readonly granted?: boolean
  readonly held?: string
}

function factsOf(given: Given): ClaimFacts {
  const rest = given.rest ?? '1190'
  return {
    gatheredAt: '2026-03-03T10:00:00Z',
    invoice: {
      id: 'i1',
      number: 'OP-2026-000001',
      issuedAt: issuedAt.toString(),
      currency: 'EUR',
      grossMinor: '1190',
      creditedMinor: '0',
      components: given.components ?? { ENERGY: '1190' },
    },
    payment: {
      id: 'p1',
      state: 'captured',
      authorisedMinor: given.held ?? '1190',
      capturedMinor: '1190',
      refundedMinor: '0',
      refundingMinor: '0',
      restMinor: rest,
      history: [],
    },
    sessions: [{ ...session, ...given.session }],
    earlierRefunds: given.granted
      ? [{ refundId: 'r0', state: 'accepted', cause: 'goodwill', approvedMinor: '100' }]
      : [],
  }
}

function judge(
  cause: RefundCause,
  given: Given & { asked?: bigint; days?: number; by?: RefundPolicy },
) {
  const claim = {
    cause,
    askedMinor: given.asked ?? 1190n,
    claimedAt: issuedAt.add({ hours: 24 * (given.days ?? 1) }),
    invoiceIssuedAt: issuedAt,
  }
  const { outcome, clause, amountMinor } = decide(claim, weigh(factsOf(given)), given.by ?? policy)
  return `${outcome} ${amountMinor} ${clause.id}`
}

const noEnergy = { energyWh: '0' }
const expired = { ...noEnergy, reservationExpired: true }
const fault = { stopReason: 'PowerLoss' }
const pressed = { stopReason: 'EmergencyStop' }
const parking = { PARKING_TIME: '360', ENERGY: '830' }
const stillCharging = { readings: { ...session.readings, energyAfterParkedWh: '1500' } }
const cheaper = { reRatedGrossMinor: '1000' }
const dearer = { reRatedGrossMinor: '1300' }
const unpriced = { reRatedGrossMinor: null }
const twin = { overlapping: [{ sessionId: 's2', sameDriver: true, sameEnergy: true }] }
const neighbour = { overlapping: [{ sessionId: 's2', sameDriver: false, sameEnergy: true }] }

test.each`
  cause                  | given                                                | decision
  ${'no-energy'}         | ${{ session: noEnergy }}                             | ${'approved 1190 no-energy'}
  ${'no-energy'}         | ${{ session: { ...noEnergy, source: 'import' } }}    | ${'for-person 1190 no-clause'}
  ${'no-energy'}         | ${{ session: expired }}                              | ${'for-person 1190 no-clause'}
  ${'no-energy'}         | ${{}}                                                | ${'denied 0 no-energy-but-delivered'}
  ${'no-energy'}         | ${{ session: { energyWh: null } }}                   | ${'for-person 1190 no-clause'}
  ${'interrupted'}       | ${{ session: fault, components: { FLAT: '119' } }}   | ${'approved 119 interrupted-by-fault'}
  ${'interrupted'}       | ${{ session: fault }}                                | ${'for-person 0 interrupted-by-fault'}
  ${'interrupted'}       | ${{ session: pressed, components: { FLAT: '119' } }} | ${'for-person 1190 no-clause'}
  ${'overcharged'}       | ${{ session: cheaper }}                              | ${'approved 190 overcharged'}
  ${'overcharged'}       | ${{ session: cheaper, asked: 50n }}                  | ${'approved 50 overcharged'}
  ${'overcharged'}       | ${{ session: cheaper, rest: '120' }}                 | ${'approved 120 overcharged'}
  ${'overcharged'}       | ${{}}                                                | ${'denied 0 overcharged-but-right'}
  ${'overcharged'}       | ${{ session: dearer }}                               | ${'denied 0 overcharged-but-right'}
  ${'overcharged'}       | ${{ session: unpriced }}                             | ${'for-person 1190 no-clause'}
  ${'wrong-idle-fee'}    | ${{ session: stillCharging, components: parking }}   | ${'approved 360 idle-fee-while-charging'}
  ${'wrong-idle-fee'}    | ${{ components: parking }}                           | ${'for-person 1190 no-clause'}
  ${'duplicate'}         | ${{ session: twin }}                                 | ${'approved 1190 billed-twice'}
  ${'duplicate'}         | ${{ session: neighbour }}                            | ${'for-person 1190 no-clause'}
  ${'hold-not-released'} | ${{ held: '3000' }}                                  | ${'denied 0 hold-already-released'}
  ${'hold-not-released'} | ${{}}                                                | ${'for-person 1190 no-clause'}
  ${'fault'}             | ${{ session: { ...fault, ...noEnergy } }}            | ${'approved 1190 fault-without-energy'}
  ${'fault'}             | ${{ session: fault }}                                | ${'for-person 1190 no-clause'}
  ${'goodwill'}          | ${{ asked: 300n }}                                   | ${'for-person 300 goodwill'}
`('$cause with $given: $decision', ({ cause, given, decision }) => {
  expect(judge(cause, given)).toBe(decision)
})

test.each`
  what                         | given                | decision
  ${'nothing left'}            | ${{ rest: '0' }}     | ${'denied 0 nothing-left'}
  ${'the last day'}            | ${{ days: 90 }}      | ${'approved 1190 no-energy'}
  ${'a day too late'}          | ${{ days: 91 }}      | ${'denied 0 too-late'}
  ${'money given back before'} | ${{ granted: true }} | ${'for-person 1190 no-energy'}
`('$what: $decision', ({ given, decision }) => {
  expect(judge('no-energy', { session: noEnergy, ...given })).toBe(decision)
})

test('what is above the limit goes to a person with the amount proposed', () => {
  const strict = (automaticLimitMinor: string) => ({ ...policy, automaticLimitMinor })
  const given = { session: noEnergy }
  expect(judge('no-energy', { ...given, by: strict('1190') })).toBe('approved 1190 no-energy')
  expect(judge('no-energy', { ...given, by: strict('1189') })).toBe('for-person 1190 no-energy')
})

test('the first clause that fits applies, at the confidence it asks for', () => {
  const clause = (id: string, when: readonly Condition[]) =>
    ({ id, cause: 'fault', when, action: 'pay-asked', words: id }) as const
  const own = {
    ...policy,
    clauses: [
      clause('proved', [{ finding: 'stopped-by-fault', atLeast: 'certain' }]),
      clause('hinted', [{ finding: 'stopped-by-fault', atLeast: 'possible' }]),
    ],
  }
  expect(judge('fault', { session: fault, by: own })).toBe('approved 1190 proved')
  expect(judge('fault', { session: pressed, by: own })).toBe('approved 1190 hinted')
  expect(judge('fault', { by: own })).toBe('for-person 1190 no-clause')
})

test('every cause has a clause, and every clause tells the driver something', () => {
  expect(new Set(policy.clauses.map(({ id }) => id)).size).toBe(policy.clauses.length)
  for (const { words } of policy.clauses) expect(words).toMatch(/^[A-Z].*\.$/)
})

test('the default limit is in the operator’s own currency', () => {
  expect(defaultRefundPolicy('EUR').automaticLimitMinor).toBe('5000')
  expect(defaultRefundPolicy('JPY').automaticLimitMinor).toBe('50')
  expect(defaultRefundPolicy('KWD').automaticLimitMinor).toBe('50000')
})

test('findings name what was seen', () => {
  const given = {
    session: { ...fault, readings: { ...session.readings, count: 1, largestGapSeconds: 901 } },
    held: '3000',
    granted: true,
  }
  const { findings } = weigh(factsOf({ ...given, components: parking }))
  expect(findings.map(({ code, confidence }) => `${code} ${confidence}`).sort()).toEqual([
    'earlier-refund certain',
    'energy-delivered certain',
    'hold-rest-released certain',
    'parking-billed certain',
    'readings-gap possible',
    'readings-missing certain',
    'rerate-agrees certain',
    'stopped-by-fault certain',
  ])
})
