/**
 * How many statements each step of a live session sends, transaction marks included: every one is a
 * round trip. A number that grows wants a reason.
 */

import { billSessions } from './invoices/bill-sessions.js'
import { sendNotice } from './notices/send.js'
import { collect } from './payments/collect.js'
import { livePrice } from './pricing/price-as-of.js'
import { claimRefund } from './refunds/claim.js'
import { recordMeterReadings } from './sessions/record-readings.js'
import { startSession } from './sessions/start.js'
import { stopSession } from './sessions/stop.js'
import { statementsDuring } from './testing/count-statements.js'
import { itemOf } from './testing/money-core.js'
import { onStage, Scene } from './testing/payment-scene.js'
import { applyWebhooks } from './webhooks/apply.js'
import { receiveWebhook } from './webhooks/receive.js'

const scene = onStage(new Scene(), { beforeAll, afterAll, beforeEach, afterEach })

const counted: Record<string, number> = {}

async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
  const results: T[] = []
  counted[name] = await statementsDuring(scene.core.db, async () => results.push(await work()))
  return results[0] as T
}

const kWh = (value: string) => ({ value, unit: 'kWh' as const })

async function charge(): Promise<string> {
  const { core, w } = scene
  const key = () => ({ idempotencyKey: core.newId() })
  const { connectorId, driverId, partner } = w
  const { sessionId } = await step('start, with its hold', () => {
    const meterStart = kWh('0')
    const startedAt = core.clock.now()
    return startSession(core, partner, { connectorId, driverId, startedAt, meterStart, ...key() })
  })
  const hold = await scene.intentOf(sessionId, 'authorise')
  await step('ask for the hold', () => scene.ask(hold))
  await told('the hold')
  core.clock.advance('PT1H')
  const readings = [{ measuredAt: core.clock.now(), ...kWh('10') }]
  await step('readings', () =>
    recordMeterReadings(core, partner, { sessionId, readings, ...key() }),
  )
  await livePrice(core, partner.scope, sessionId)
  await step('live price', () => livePrice(core, partner.scope, sessionId))
  await step('stop', () => {
    const end = { sessionId, endedAt: core.clock.now(), meterStop: kWh('10') }
    return stopSession(core, partner, { ...end, ...key() })
  })
  return sessionId
}

/** The webhook of what was just asked. */
async function told(what: string): Promise<void> {
  const items = scene.provider.events.splice(0).map(itemOf)
  await step(`store the webhook of ${what}`, () => receiveWebhook(scene.core, items))
  await step(`apply the webhook of ${what}`, () => applyWebhooks(scene.core, 1))
}

test('from start to receipt and claim, each step sends as many statements as it must', async () => {
  const { core, w } = scene
  const sessionId = await charge()
  const [bill] = await step('bill', () => billSessions(core, w.operatorId, [sessionId]))
  const { id } = await scene.paymentOf(sessionId)
  await step('decide to capture', () => collect(core, w.operatorId, id))
  const capture = await scene.intentOf(sessionId, 'capture')
  await step('ask for the capture', () => scene.ask(capture))
  await told('the capture')
  const [receipt] = await core.owner.query<{ id: string }[]>(
    `select id from notice where kind = 'receipt'`,
  )
  await step('keep the receipt', () => sendNotice(core, w.operatorId, receipt?.id ?? ''))
  const claim = { invoiceId: bill?.invoiceId ?? '', cause: 'goodwill' as const }
  await step('claim', () => claimRefund(core, w.partner, { ...claim, idempotencyKey: 'claim' }))
  expect(counted).toEqual({
    'start, with its hold': 13,
    'ask for the hold': 14,
    'store the webhook of the hold': 1,
    'apply the webhook of the hold': 7,
    readings: 8,
    'live price': 1,
    stop: 9,
    bill: 2,
    'decide to capture': 8,
    'ask for the capture': 11,
    'store the webhook of the capture': 1,
    'apply the webhook of the capture': 12,
    'keep the receipt': 5,
    claim: 10,
  })
})
