/** What was promised is what is billed, is proven by its signature, and stays the same for ever. */

import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto'

import { inScope } from '@wattline/database'
import { BrokenInvariant, Temporal } from '@wattline/units'

import { canonicalJson, hashOf } from '../canonical.js'
import { billSessions } from '../invoices/bill-sessions.js'
import { type InvoiceWithLines, readInvoices } from '../invoices/read-invoices.js'
import { assignPriceList } from '../price-lists/assign.js'
import { loadPriceList } from '../price-lists/load.js'
import { livePrice, reRate } from '../pricing/price-as-of.js'
import type { StoredBill } from '../pricing/stored-bill.js'
import { recordMeterReadings } from '../sessions/record-readings.js'
import { startSession } from '../sessions/start.js'
import { stopSession } from '../sessions/stop.js'
import { signDocument } from '../signing/jws.js'
import { publicKeys } from '../signing/public-keys.js'
import { publishTariff } from '../tariffs/publish.js'
import { type TestCore, testCore } from '../testing/test-core.js'
import { plainTariff, sessionOf, type World, world } from '../testing/world.js'
import { readPromise } from './keep-promise.js'
import { promiseType } from './promise.js'
import { Quote } from './quote.entity.js'
import { quote } from './quote.js'

let core: TestCore
let w: World
// Finer than the database keeps it.
const now = Temporal.Instant.from('2026-03-02T10:00:00.123456789Z')

beforeAll(async () => {
  core = await testCore(now.toString())
  // What nobody may do, and these tests do all the same.
  await core.owner.query('alter table quote disable trigger only_grows')
})
afterAll(() => core.close())
beforeEach(async () => {
  core.clock.set(now)
  w = await world(core)
})

async function quoted(): Promise<Quote> {
  const { quoteId: id } = await quote(core, w.partner, {
    connectorId: w.connectorId,
    driverId: w.driverId,
    startAt: now,
    minutes: 60,
    energyWh: 10_000n,
    parkedMinutes: 20,
    idempotencyKey: core.newId(),
  })
  return inScope(core.db, [w.operatorId], tx => tx.findOneByOrFail(Quote, { id }))
}

async function started(quoteId: string): Promise<string> {
  const { sessionId } = await startSession(core, w.partner, {
    connectorId: w.connectorId,
    quoteId,
    startedAt: now.round('second'),
    meterStart: { value: '0', unit: 'kWh' },
    idempotencyKey: core.newId(),
  })
  return sessionId
}

async function record(sessionId: string, value: string, activity: 'CHARGING' | 'PARKED') {
  await recordMeterReadings(core, w.partner, {
    sessionId,
    readings: [{ measuredAt: core.clock.now().round('second'), value, unit: 'kWh', activity }],
    idempotencyKey: core.newId(),
  })
}

const stop = (sessionId: string) =>
  stopSession(core, w.partner, {
    sessionId,
    endedAt: core.clock.now().round('second'),
    idempotencyKey: core.newId(),
  })

/** Another price list, in force everywhere from now on. */
async function reprice(): Promise<string> {
  const elements = [{ price_components: [{ type: 'ENERGY', price: 9, step_size: 1 }] }]
  const { tariffVersionId } = await publishTariff(core, w.operator, {
    document: { ...plainTariff, id: 'DEAR', elements },
    idempotencyKey: core.newId(),
  })
  const { priceListId } = await assignPriceList(core, w.operator, {
    name: 'Dear',
    tariffVersionId,
    plugins: [],
    startsAt: now,
    idempotencyKey: core.newId(),
  })
  return priceListId
}

test('anyone can prove with the published key what was promised', async () => {
  const made = await quoted()
  const [head = '', payload = '', signature = ''] = made.promise.split('.')
  const { kid } = JSON.parse(Buffer.from(head, 'base64url').toString())
  const jwk = (await publicKeys(core.db)).find(key => key.kid === kid)
  const key = createPublicKey({ key: { ...jwk }, format: 'jwk' })
  const signed = Buffer.from(`${head}.${payload}`)
  expect(verify(null, signed, key, Buffer.from(signature, 'base64url'))).toBe(true)
  const { id, hash, tariffHash } = await loadPriceList(core.db, w.operatorId, made.priceListId)
  expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toEqual({
    version: 1,
    quoteId: made.id,
    operatorId: w.operatorId,
    connectorId: w.connectorId,
    driverId: w.driverId,
    createdAt: '2026-03-02T10:00:00.123Z',
    startAt: '2026-03-02T10:00:00.123Z',
    expiresAt: '2026-03-02T10:15:00.123Z',
    expected: { minutes: 60, parkedMinutes: 20, energyWh: '10000' },
    currency: 'EUR',
    // 10 kWh × 0.50, 20 min × 0.06 and VAT of 1.18.
    totalMinor: '738',
    capMinor: null,
    holdMinor: '1000',
    billHash: hashOf(made.bill),
    pricesHash: hashOf(made.prices),
    priceList: { id, hash, tariffHash, plugins: [] },
  })
})

test('live price at the end, bill, and a re-rate a day later are the same bytes', async () => {
  const sessionId = await started((await quoted()).id)
  await reprice()
  core.clock.advance('PT40M')
  await record(sessionId, '10', 'PARKED')
  core.clock.advance('PT20M')
  await record(sessionId, '10', 'PARKED')
  core.clock.set(core.clock.now().round('second'))
  const live = await livePrice(core, w.partner.scope, sessionId)
  await stop(sessionId)
  const [result] = await billSessions(core, w.operatorId, [sessionId])
  const [invoice] = await readInvoices(core.db, [w.operatorId], [result?.invoiceId ?? ''])
  core.clock.advance('PT24H')
  const again = await reRate(core, w.operatorId, sessionId)
  expect(live.grossMinor).toBe('738')
  expect(canonicalJson(again)).toBe(canonicalJson(live))
  expect(canonicalJson(invoice && billOf(invoice))).toBe(canonicalJson(live))
})

/** The bill an invoice was written from, put together again from its rows. */
function billOf(invoice: InvoiceWithLines): StoredBill {
  const { plugins, warnings } = invoice.proof as Pick<StoredBill, 'plugins' | 'warnings'>
  const text = (figure: { toFixed(): string } | null) => figure?.toFixed() ?? null
  return {
    currency: invoice.currency,
    netMinor: invoice.netMinor.toString(),
    vatMinor: invoice.vatMinor.toString(),
    grossMinor: invoice.grossMinor.toString(),
    lines: invoice.lines.map(line => ({
      position: line.position,
      component: line.component as StoredBill['lines'][number]['component'],
      label: line.label,
      quantity: line.quantity.toFixed(),
      unit: line.unit,
      unitPrice: text(line.unitPrice),
      vatPercent: text(line.vatPercent),
      taxSide: line.taxSide,
      amountMinor: line.amountMinor.toString(),
      plugin: null,
      explanation: line.explanation,
    })),
    taxes: invoice.taxes.map(tax => ({
      vatPercent: text(tax.vatPercent),
      netMinor: tax.netMinor.toString(),
      vatMinor: tax.vatMinor.toString(),
      grossMinor: tax.grossMinor.toString(),
    })),
    plugins,
    warnings,
  }
}

test('a session moved to another price list than promised is neither priced nor billed', async () => {
  const sessionId = await started((await quoted()).id)
  core.clock.advance('PT30M')
  await record(sessionId, '5', 'CHARGING')
  await stop(sessionId)
  await core.owner.query('update session set price_list_id = $2 where id = $1', [
    sessionId,
    await reprice(),
  ])
  await expect(reRate(core, w.operatorId, sessionId)).rejects.toThrow(/that was promised/)
  const bill = billSessions(core, w.operatorId, [sessionId])
  await expect(bill).rejects.toBeInstanceOf(BrokenInvariant)
  expect((await sessionOf(core, w, sessionId)).state).toBe('ended')
})

test.each([
  ['the hold', 'hold_minor = 1'],
  ['the time', `expires_at = expires_at + interval '1 day'`],
  ['the lines', `bill = jsonb_set(bill, '{grossMinor}', '"1"')`],
  ['the prices shown', `prices = jsonb_set(prices, '{notice}', '"x"')`],
  ['the driver', 'driver_id = null'],
])('a quote of which %s was changed starts no session', async (_what, change) => {
  const { id } = await quoted()
  await core.owner.query(`update quote set ${change} where id = $1`, [id])
  await expect(started(id)).rejects.toThrow(/is what was signed/)
})

test('a promise signed by any other key is none', async () => {
  const made = await quoted()
  const { privateKey } = generateKeyPairSync('ed25519')
  const document = await readPromise(core.db, made.promise)
  const forged = signDocument(document, promiseType, privateKey)
  const sessionId = await started(made.id)
  core.clock.advance('PT30M')
  await stop(sessionId)
  await core.owner.query('update quote set promise = $2 where id = $1', [made.id, forged])
  const bill = billSessions(core, w.operatorId, [sessionId])
  await expect(bill).rejects.toThrow(/signed by a key of ours/)
})
