/** Tests that a bill keeps what its plugins were told, and is rated by it for ever. */

import { decimal, Temporal } from '@wattline/units'

import { canonicalJson } from '../canonical.js'
import { billSessions } from '../invoices/bill-sessions.js'
import { reRate } from '../pricing/price-as-of.js'
import { statementsDuring } from '../testing/count-statements.js'
import { allowancePlugin, endedSessions, lookingPlugin } from '../testing/fact-plugins.js'
import { type TestCore, testCore } from '../testing/test-core.js'
import { type World, world } from '../testing/world.js'
import { whatIf } from '../why/what-if.js'
import { whyCharged } from '../why/why-charged.js'
import { endMembership, putMembership } from './put-membership.js'
import { putPriceSeries } from './put-price-series.js'

let core: TestCore
let w: World
beforeEach(async () => {
  core = await testCore()
})
afterEach(() => core.close())

const start = Temporal.Instant.from('2026-03-01T10:00:00Z')
const reads = {
  tier: { fact: 'membership.tier' },
  recent: { fact: 'driver.sessions', days: 30 },
} as const

const key = () => ({ idempotencyKey: core.newId() })

async function priceFrom(from: string, perKwh: string): Promise<void> {
  const points = [{ from: Temporal.Instant.from(from), perKwh: decimal(perKwh) }]
  await putPriceSeries(core, w.operator, { name: 'spot', points, ...key() })
}

test('rated again after all has changed, a bill is the same to the byte', async () => {
  const looking = lookingPlugin(reads, { spot: { name: 'spot' } })
  w = await world(core, {
    plugins: [
      { plugin: looking, params: {} },
      { plugin: allowancePlugin, params: { perMonthWh: 4000 } },
    ],
  })
  const { operatorId, driverId } = w
  await putMembership(core, w.operator, { driverId, tier: 'gold', from: start, ...key() })
  await priceFrom('2026-03-01T10:00:00Z', '0.12')
  const [sessionId = ''] = await endedSessions(core, w, [{ startedAt: start }])
  await billSessions(core, operatorId, [sessionId])
  const then = await reRate(core, operatorId, sessionId)
  expect(then.plugins.map(({ told }) => told)).toEqual([
    {
      facts: { tier: 'gold', recent: 0 },
      series: { spot: [{ fromSecond: start.epochMilliseconds / 1000, amount: 120_000 }] },
    },
    { facts: { free: 4000 }, series: {} },
  ])
  expect(then.netMinor).toBe('300')

  core.clock.advance('P200D')
  await endMembership(core, w.operator, { driverId, at: start, ...key() })
  await priceFrom('2026-03-01T10:00:00Z', '9.99')
  await endedSessions(core, w, [{ startedAt: start.subtract({ hours: 20 }) }])
  expect(canonicalJson(await reRate(core, operatorId, sessionId))).toBe(canonicalJson(then))
  const { changes, invoice } = await whyCharged(core, [operatorId], sessionId)
  expect(changes).toEqual([])
  expect(invoice?.proof).toMatchObject({ plugins: then.plugins })
})

test('a failure is a fact of the bill: it is not found again, nor is it mended', async () => {
  let isBroken = true
  const plugin = lookingPlugin(reads, {}, () => isBroken)
  w = await world(core, { plugins: [{ plugin, params: {} }] })
  const [sessionId = ''] = await endedSessions(core, w, [{ startedAt: start }])
  await billSessions(core, w.operatorId, [sessionId])
  isBroken = false
  const asked = core.runner.jobs.length
  const { plugins } = await reRate(core, w.operatorId, sessionId)
  expect(plugins).toMatchObject([{ outcome: 'FAILED', cause: 'threw', told: { facts: {} } }])
  expect(core.runner.jobs).toHaveLength(asked)
  expect((await whyCharged(core, [w.operatorId], sessionId)).changes).toEqual([])
})

test('at another time other facts would have held', async () => {
  w = await world(core, { plugins: [{ plugin: lookingPlugin(reads), params: {} }] })
  const { driverId, operatorId } = w
  const from = start.add({ hours: 24 })
  await putMembership(core, w.operator, { driverId, tier: 'gold', from, ...key() })
  const [sessionId = ''] = await endedSessions(core, w, [{ startedAt: start }])
  await billSessions(core, operatorId, [sessionId])
  const asked = { sessionId, shiftMinutes: 24 * 60 }
  const { actual, otherwise } = await whatIf(core, [operatorId], asked)
  const tierIn = ({ plugins }: typeof actual) => plugins[0]?.told?.facts.tier
  expect([tierIn(actual), tierIn(otherwise)]).toEqual([null, 'gold'])
})

test('a session billed twice at once is told once, in one more round trip', async () => {
  w = await world(core, { plugins: [{ plugin: lookingPlugin(reads), params: {} }] })
  const rows = [{ startedAt: start }, { startedAt: start.add({ hours: 2 }) }]
  const [ids, others] = [await endedSessions(core, w, rows), await endedSessions(core, w, rows)]
  const bill = () => billSessions(core, w.operatorId, ids)
  await Promise.all([bill(), bill()])
  const told = await core.owner.query('select session_id from session_told')
  expect(told).toHaveLength(2)
  const billOthers = () => billSessions(core, w.operatorId, others)
  expect(await statementsDuring(core.db, billOthers)).toBe(3)
})
