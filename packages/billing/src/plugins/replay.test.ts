/**
 * A bill stays what it was: its plugin gets a new version, its price list a successor, months pass,
 * and rated again from the database it has the same bytes.
 */

import type { Manifest, Plugin } from '@wattline/plugin-sdk'

import { canonicalJson, hashOf } from '../canonical.js'
import { billSessions } from '../invoices/bill-sessions.js'
import { readInvoices } from '../invoices/read-invoices.js'
import { assignPriceList } from '../price-lists/assign.js'
import { loadAgain, rateAgain } from '../pricing/price-as-of.js'
import { priceSession } from '../pricing/price-sessions.js'
import { importSessions } from '../sessions/import.js'
import { publishTariff } from '../tariffs/publish.js'
import { type TestCore, testCore } from '../testing/test-core.js'
import { plainTariff, type World, world } from '../testing/world.js'
import { comparableBill, comparableInvoice } from '../why/comparable.js'
import { whyCharged } from '../why/why-charged.js'
import { judgePublication } from './judge.js'
import { PluginPublication } from './plugin-publication.entity.js'
import { submitPlugin } from './submit.js'

let core: TestCore
let w: World
beforeAll(async () => {
  core = await testCore()
  w = await world(core)
})
afterAll(() => core.close())

const manifest = (version: string): Manifest => ({
  id: 'night-saver',
  version,
  contract: 1,
  author: 'An operator',
  description: 'A share off the energy.',
  phase: 'PROMOTION',
  reads: {},
  series: {},
  emits: [{ code: 'NIGHT', kind: 'DISCOUNT', on: 'ENERGY', bounds: [{ shareOfBaseBp: 5000 }] }],
  cuts: [{ clock: '22:00' }],
  params: {
    type: 'object',
    additionalProperties: false,
    properties: { bp: { type: 'integer', default: 1000 } },
  },
})

/** Takes `bp` of 10 000 off what 22:00 to midnight cost; the second version takes twice as much. */
const first: Plugin = {
  manifest: manifest('1.0.0'),
  price: ({ periods }, { bp }) => {
    const night = periods.flatMap((period, index) => (period.minuteOfDay >= 1320 ? [index] : []))
    const base = night.reduce((sum, index) => sum + (periods[index]?.base.ENERGY ?? 0), 0)
    const amount = -Math.floor((base * Number(bp)) / 10_000)
    const line = { code: 'NIGHT', kind: 'DISCOUNT', on: 'ENERGY', labelKey: 'night' } as const
    return { lines: amount === 0 ? [] : [{ ...line, periods: night, amount }] }
  },
}

const second: Plugin = {
  manifest: manifest('1.1.0'),
  price: ({ periods }, { bp }) => {
    const night = periods.flatMap((period, index) => (period.minuteOfDay >= 1320 ? [index] : []))
    const base = night.reduce((sum, index) => sum + (periods[index]?.base.ENERGY ?? 0), 0)
    const amount = -Math.floor((base * Number(bp)) / 5000)
    const line = { code: 'NIGHT', kind: 'DISCOUNT', on: 'ENERGY', labelKey: 'night' } as const
    return { lines: amount === 0 ? [] : [{ ...line, periods: night, amount }] }
  },
}

async function publish(plugin: Plugin): Promise<string> {
  const ask = { upload: core.gate.pass(plugin), idempotencyKey: core.newId() }
  const { publicationId } = await submitPlugin(core, w.operator, ask)
  await judgePublication(core, w.operatorId, publicationId)
  const publication = await core.owner.manager.findOneByOrFail(PluginPublication, {
    id: publicationId,
  })
  expect(publication.faults).toBeNull()
  return publication.pluginVersionId ?? ''
}

/** From now on, everywhere. */
async function assign(name: string, pluginVersionId: string, kWhPrice = 0.5): Promise<void> {
  const elements = [{ price_components: [{ type: 'ENERGY', price: kWhPrice, vat: 19 }] }]
  const { tariffVersionId } = await publishTariff(core, w.operator, {
    document: { ...plainTariff, elements },
    idempotencyKey: core.newId(),
  })
  await assignPriceList(core, w.operator, {
    name,
    tariffVersionId,
    plugins: [{ pluginVersionId, params: {}, onFailure: 'continue' }],
    startsAt: core.clock.now(),
    idempotencyKey: core.newId(),
  })
}

/** An hour and 10 kWh, half of it after 22:00 at the site. */
async function bill() {
  const evening = core.clock
    .now()
    .toZonedDateTimeISO('Europe/Berlin')
    .with({ hour: 21, minute: 30 })
  const startedAt = evening.toInstant()
  core.clock.advance('P1D')
  const session = { connectorId: w.connectorId, driverId: w.driverId, energyWh: 10_000n }
  const times = { startedAt, endedAt: startedAt.add({ hours: 1 }) }
  const { imported } = await importSessions(core, w.operatorId, [
    { externalId: core.newId(), ...session, ...times },
  ])
  const [sessionId = ''] = imported
  const [result] = await billSessions(core, w.operatorId, imported)
  return { sessionId, invoiceId: result?.invoiceId ?? '' }
}

type Billed = Awaited<ReturnType<typeof bill>>

const stored = async ({ sessionId, invoiceId }: Billed) => {
  const [invoice] = await readInvoices(core.db, [w.operatorId], [invoiceId])
  if (!invoice) throw new Error('no invoice')
  return { invoice, text: canonicalJson(comparableInvoice(invoice, sessionId)) }
}

/** Rated again with the price list read anew from the database, past what this process keeps. */
async function ratedFromRows({ sessionId }: Billed): Promise<string> {
  const { request } = await loadAgain(core, w.operatorId, sessionId)
  const { id } = request.priceList
  let priced: unknown
  const { jest } = import.meta
  await jest.isolateModulesAsync(async () => {
    const { loadPriceList } = await import('../price-lists/load.js')
    const priceList = await loadPriceList(core.db, w.operatorId, id)
    expect(priceList).not.toBe(request.priceList)
    const again = await priceSession(core.runner, { ...request, priceList })
    priced = again.kind === 'priced' ? comparableBill(again.bill, true) : again
  })
  return canonicalJson(priced)
}

async function expectSameBytes(billed: Billed): Promise<void> {
  const { invoice, text } = await stored(billed)
  const { inputs, priced } = await rateAgain(core, w.operatorId, billed.sessionId)
  expect(priced.kind === 'priced' && canonicalJson(comparableBill(priced.bill, true))).toBe(text)
  expect(hashOf(inputs)).toBe(invoice.inputsHash)
  expect(await ratedFromRows(billed)).toBe(text)
  expect((await whyCharged(core, [w.operatorId], billed.sessionId)).changes).toEqual([])
}

test('a new version, a new price list and eight months leave an old bill as it is', async () => {
  await assign('Autumn', await publish(first))
  const old = await bill()
  const { invoice } = await stored(old)
  // 5.00 EUR, and a tenth off the half of it that lies in the night.
  expect(invoice.lines.map(line => [line.pluginVersion, line.amountMinor])).toEqual([
    [null, 500n],
    ['1.0.0', -25n],
  ])
  await expectSameBytes(old)

  await assign('Winter', await publish(second))
  const young = await bill()
  const { invoice: newer } = await stored(young)
  expect(newer.lines.map(line => [line.pluginVersion, line.amountMinor])).toEqual([
    [null, 500n],
    ['1.1.0', -50n],
  ])
  await expectSameBytes(old)
  await expectSameBytes(young)

  for (let month = 1; month <= 8; month += 1) {
    core.clock.advance('P30D')
    await assign(`Month ${month}`, await publish(second), 0.5 + month / 100)
  }
  await expectSameBytes(old)
  await expectSameBytes(young)
  expect((await stored(await bill())).invoice.netMinor).toBe(522n)
})
