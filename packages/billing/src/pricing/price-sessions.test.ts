/** What becomes of a bill when plugins add lines, fail, or lie. */

import type { Manifest, Plugin, PluginAnswer } from '@wattline/plugin-sdk'
import { Temporal } from '@wattline/units'

import { billSessions } from '../invoices/bill-sessions.js'
import { readInvoices } from '../invoices/read-invoices.js'
import { importSessions } from '../sessions/import.js'
import { releaseSession } from '../sessions/release.js'
import { type TestCore, testCore } from '../testing/test-core.js'
import { sessionOf, type World, world } from '../testing/world.js'

let core: TestCore
beforeAll(async () => {
  core = await testCore()
})
afterAll(() => core.close())

const startedAt = Temporal.Instant.from('2026-03-01T10:00:00Z')

/** Ten kWh in an hour: 5.00 EUR net by the tariff alone. */
async function billed(w: World) {
  const externalId = core.newId()
  const { imported } = await importSessions(core, w.operatorId, [
    {
      externalId,
      connectorId: w.connectorId,
      driverId: w.driverId,
      startedAt,
      endedAt: startedAt.add({ hours: 1 }),
      energyWh: 10_000n,
    },
  ])
  const [sessionId = ''] = imported
  const [result] = await billSessions(core, w.operatorId, imported)
  const [invoice] = await readInvoices(core.db, [w.operatorId], [result?.invoiceId ?? core.newId()])
  return { sessionId, result, invoice, session: await sessionOf(core, w, sessionId) }
}

const manifest = (over: Partial<Manifest>): Manifest => ({
  id: 'test-plugin',
  version: '1.0.0',
  contract: 1,
  author: 'Wattline',
  description: 'For a test.',
  phase: 'PROMOTION',
  reads: {},
  series: {},
  emits: [{ code: 'OFF', kind: 'DISCOUNT', on: 'ENERGY', bounds: [{ shareOfBaseBp: 5000 }] }],
  cuts: [],
  params: {
    type: 'object',
    additionalProperties: false,
    properties: { bp: { type: 'integer', default: 1000 } },
  },
  ...over,
})

const off = (amount: number): PluginAnswer => ({
  lines: [{ code: 'OFF', kind: 'DISCOUNT', on: 'ENERGY', amount, labelKey: 'off' }],
})

const plugin = (price: () => PluginAnswer, over: Partial<Manifest> = {}): Plugin => ({
  manifest: manifest(over),
  price,
})

test('an accepted line stands on the bill with its plugin’s name and hash', async () => {
  const { invoice, session } = await billed(
    await world(core, { plugins: [{ plugin: plugin(() => off(-1_000_000)), params: {} }] }),
  )
  expect(invoice?.netMinor).toBe(400n)
  expect(invoice?.lines.map(line => [line.component, line.pluginId, line.amountMinor])).toEqual([
    ['ENERGY', null, 500n],
    ['ENERGY', 'test-plugin', -100n],
  ])
  expect(invoice?.lines[1]?.pluginHash).toMatch(/^[0-9a-f]{64}$/)
  expect(session.needsReview).toBe(false)
})

test('a plugin that fails leaves the bill at the tariff’s price, flagged for a person', async () => {
  const w = await world(core, {
    plugins: [
      {
        plugin: plugin(() => {
          throw new Error('broken')
        }),
        params: {},
      },
    ],
  })
  const { invoice, session } = await billed(w)
  expect(invoice?.netMinor).toBe(500n)
  expect(invoice?.proof).toMatchObject({
    plugins: [{ id: 'test-plugin', outcome: 'FAILED', cause: 'threw' }],
  })
  expect(session.needsReview).toBe(true)
})

test('a discount beyond its announced bound is refused whole', async () => {
  const { invoice } = await billed(
    await world(core, { plugins: [{ plugin: plugin(() => off(-3_000_000)), params: {} }] }),
  )
  expect(invoice?.netMinor).toBe(500n)
  expect(invoice?.proof).toMatchObject({ plugins: [{ outcome: 'FAILED', cause: 'bad-output' }] })
})

test.each([
  ['the price list says so', { onFailure: 'park' as const }, {}],
  ['without it there is no price', {}, { phase: 'PRICE' as const }],
])(
  'a failed plugin parks the session when %s, and a person can send it on',
  async (_title, list, over) => {
    let broken = true
    const price = () => {
      if (broken) throw new Error('broken')
      return off(-500_000)
    }
    const w = await world(core, { plugins: [{ plugin: plugin(price, over), params: {}, ...list }] })
    const { sessionId, result, session } = await billed(w)
    expect(result).toMatchObject({ outcome: 'parked' })
    expect(session).toMatchObject({ state: 'parked', trouble: { code: 'plugin-failed' } })

    broken = false
    await releaseSession(core, w.support, { sessionId, idempotencyKey: core.newId() })
    const [again] = await billSessions(core, w.operatorId, [sessionId])
    expect(again?.outcome).toBe('issued')
  },
)

test('the same sessions with the same inputs carry the same inputs hash', async () => {
  const w = await world(core)
  const [first, second] = [await billed(w), await billed(w)]
  expect(first.invoice?.inputsHash).toBe(second.invoice?.inputsHash)
  expect(first.invoice?.number).not.toBe(second.invoice?.number)
})
