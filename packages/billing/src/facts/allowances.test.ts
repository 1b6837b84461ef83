/** Tests that two bills never give the same Wh of an allowance away, whatever runs at once. */

import { type Instant, Temporal } from '@wattline/units'
import fc from 'fast-check'

import { registerDriver } from '../drivers/register.js'
import { billSessions } from '../invoices/bill-sessions.js'
import { allowancePlugin, endedSessions } from '../testing/fact-plugins.js'
import { type TestCore, testCore } from '../testing/test-core.js'
import { type World, world } from '../testing/world.js'

let core: TestCore
let w: World
const perMonthWh = 25_000
beforeAll(async () => {
  core = await testCore()
  w = await world(core, { plugins: [{ plugin: allowancePlugin, params: { perMonthWh } }] })
})
afterAll(() => core.close())

const start = Temporal.Instant.from('2026-02-10T06:00:00Z')

interface Visit {
  readonly startedAt: Instant
  readonly energyWh: bigint
}

async function visits(rows: readonly Visit[], driverId?: string): Promise<string[]> {
  const given = driverId ?? (await registerDriver(core, { operatorId: w.operatorId }))
  return endedSessions(
    core,
    w,
    rows.map(row => ({ ...row, driverId: given })),
  )
}

/** In the order of the sessions. */
async function claimedBy(sessionIds: readonly string[]): Promise<number[]> {
  const rows = await core.owner.query<{ session_id: string; energy_wh: string }[]>(
    'select session_id, energy_wh from allowance_claim where session_id = any($1)',
    [sessionIds],
  )
  const bySession = new Map(rows.map(row => [row.session_id, Number(row.energy_wh)]))
  return sessionIds.map(id => bySession.get(id) ?? 0)
}

const sumOf = (amounts: readonly number[]) => amounts.reduce((sum, one) => sum + one, 0)

test('bills at once share what there is: never more than all of it, and all of it', async () => {
  const anyVisits = fc.array(fc.bigInt(0n, 20_000n), { minLength: 1, maxLength: 6 })
  const anySize = fc.integer({ min: 1, max: 3 })
  await fc.assert(
    fc.asyncProperty(anyVisits, anySize, async (energies, size) => {
      const ids = await visits(
        energies.map((energyWh, index) => ({
          startedAt: start.add({ hours: 2 * index }),
          energyWh,
        })),
      )
      const batches = Array.from({ length: Math.ceil(ids.length / size) }, (_, index) =>
        ids.slice(index * size, (index + 1) * size),
      )
      await Promise.all(batches.map(batch => billSessions(core, w.operatorId, batch)))
      const claimed = await claimedBy(ids)
      expect(sumOf(claimed)).toBe(Math.min(perMonthWh, sumOf(energies.map(Number))))
      claimed.forEach((wh, index) => {
        expect(wh).toBeLessThanOrEqual(Number(energies[index]))
      })
    }),
    { numRuns: 12 },
  )
})

test('a month is the site’s: half past midnight in Berlin is another one', async () => {
  const ids = await visits([
    { startedAt: Temporal.Instant.from('2026-01-31T21:30:00Z'), energyWh: 20_000n },
    { startedAt: Temporal.Instant.from('2026-01-31T22:59:00Z'), energyWh: 20_000n },
    { startedAt: Temporal.Instant.from('2026-01-31T23:30:00Z'), energyWh: 20_000n },
  ])
  await billSessions(core, w.operatorId, ids)
  expect(await claimedBy(ids)).toEqual([20_000, 5_000, 20_000])
})

test('drivers have their own, and one who is not known has none', async () => {
  const visit = { startedAt: start, energyWh: 20_000n }
  const ids = [...(await visits([visit])), ...(await visits([visit]))]
  const stranger = await endedSessions(core, w, [{ ...visit, driverId: null }])
  await billSessions(core, w.operatorId, [...ids, ...stranger])
  expect(await claimedBy([...ids, ...stranger])).toEqual([20_000, 20_000, 0])
})

test('a bill that crashed after its claim is made with the same Wh', async () => {
  const ids = await visits([
    { startedAt: start, energyWh: 20_000n },
    { startedAt: start.add({ hours: 2 }), energyWh: 20_000n },
  ])
  const run = core.runner.run.bind(core.runner)
  core.runner.run = () => Promise.reject(new Error('the worker died'))
  await expect(billSessions(core, w.operatorId, ids.slice(1))).rejects.toThrow('died')
  core.runner.run = run
  await billSessions(core, w.operatorId, ids)
  expect(await claimedBy(ids)).toEqual([5_000, 20_000])
})

test.each([
  ['of another size', 40_000],
  ['of the same size', 25_000],
])('no price list counts one allowance twice, %s', async (_, second) => {
  const plugins = [25_000, second].map(perMonthWh => ({
    plugin: allowancePlugin,
    params: { perMonthWh },
  }))
  const refusal = await world(core, { plugins }).catch((caught: unknown) => caught)
  expect(refusal).toMatchObject({
    code: 'input-invalid',
    details: {
      faults: [{ path: 'plugins[1]', message: expect.stringContaining('allowance.free') }],
    },
  })
})
