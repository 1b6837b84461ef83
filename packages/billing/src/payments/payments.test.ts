/** A payment from hold to capture, whatever the provider, the network and the order of its webhooks do. */

import { inScope } from '@wattline/database'
import { money } from '@wattline/units'
import { billSessions } from '../invoices/bill-sessions.js'
import {
  afresh,
  book,
  imbalance,
  itemOf,
  type MoneyCore,
  moneyCore,
  settle,
  tell,
  visit,
  workOff,
} from '../testing/money-core.js'
import { type World, world } from '../testing/world.js'
import { applyWebhooks } from '../webhooks/apply.js'
import { askAgain } from '../webhooks/ask-again.js'
import { receiveWebhook } from '../webhooks/receive.js'
import { askProvider } from './ask-provider.js'
import { collect } from './collect.js'
import { Payment } from './payment.entity.js'
import { PaymentIntent } from './payment-intent.entity.js'
import type { PaymentEvent } from './provider.js'

let file: MoneyCore
let core: MoneyCore
let w: World

beforeAll(async () => {
  file = await moneyCore()
})
afterAll(() => file.close())
beforeEach(async () => {
  core = await afresh(file)
  w = await world(core)
})
afterEach(async () => {
  expect(await imbalance(core, w)).toEqual([])
})

const euros = (minor: bigint) => money(minor, 'EUR')
/** 20 kWh at 0.50 and 19 % VAT. */
const billed = { energyWh: 20_000n }
const capturedBook = {
  'adyen:clearing': 1190n,
  driver: 0n,
  'revenue:charging': -1000n,
  'vat:DE:19': -190n,
}

async function paymentOf(sessionId: string): Promise<Payment> {
  return inScope(core.db, [w.operatorId], tx =>
    tx.findOneOrFail(Payment, { where: { sessionId }, order: { createdAt: 'DESC', id: 'DESC' } }),
  )
}

async function intentsOf(paymentId: string): Promise<PaymentIntent[]> {
  return inScope(core.db, [w.operatorId], tx =>
    tx.find(PaymentIntent, { where: { paymentId }, order: { id: 'ASC' } }),
  )
}

async function openIntent(sessionId: string, kind: string): Promise<PaymentIntent> {
  const intents = await intentsOf((await paymentOf(sessionId)).id)
  const intent = intents.findLast(candidate => candidate.kind === kind)
  if (!intent) throw new Error(`no ${kind}`)
  return intent
}

async function webhookStates(): Promise<string[]> {
  const rows = await core.db.query<{ state: string }[]>('select state from webhook order by id')
  return rows.map(({ state }) => state)
}

/** The intent to capture is written, and nobody has asked for it yet. */
async function captureWanted(): Promise<{ sessionId: string; intent: PaymentIntent }> {
  const sessionId = await visit(core, w, billed)
  const { id } = await paymentOf(sessionId)
  await askProvider(core, w.operatorId, (await openIntent(sessionId, 'authorise')).id)
  await core.db.query(`update outbox set relayed_at = now() where topic = 'hold'`)
  core.provider.events.splice(0)
  await billSessions(core, w.operatorId, [sessionId])
  await collect(core, w.operatorId, id)
  await core.db.query('update outbox set relayed_at = now()')
  return { sessionId, intent: await openIntent(sessionId, 'capture') }
}

test('a session is held for, billed, captured and receipted', async () => {
  const sessionId = await visit(core, w, billed)
  await settle(core)
  expect(await paymentOf(sessionId)).toMatchObject({
    state: 'captured',
    askedMinor: 3000n,
    authorisedMinor: 3000n,
    capturedMinor: 1190n,
    paymentMethod: 'visa',
    trouble: null,
  })
  expect(await book(core, w)).toEqual(capturedBook)
  expect(core.provider.balance('EUR')).toEqual(euros(1190n))
  const [notice] = await core.owner.query('select kind, state, payload from notice')
  expect(notice).toMatchObject({ kind: 'receipt', state: 'kept', payload: { sessionId } })
})

test('a session that comes to nothing lets its hold go', async () => {
  const sessionId = await visit(core, w, { energyWh: 0n })
  await settle(core)
  expect(await paymentOf(sessionId)).toMatchObject({ state: 'cancelled', trouble: null })
  expect(core.provider.effects).toMatchObject({ cancel: 1, capture: 0 })
})

test('two workers asking for one capture take the money once', async () => {
  const { sessionId, intent } = await captureWanted()
  // Both are at the provider at the same time: neither answers before both have asked.
  let arrived = 0
  let open = () => {}
  const both = new Promise<void>(resolve => {
    open = resolve
  })
  core.provider.beforeAnswer = async () => {
    arrived += 1
    if (arrived === 2) open()
    await both
  }
  await Promise.all([
    askProvider(core, w.operatorId, intent.id),
    askProvider(core, w.operatorId, intent.id),
  ])
  expect(core.provider.calls.filter(({ operation }) => operation === 'capture')).toHaveLength(2)
  expect(core.provider.effects.capture).toBe(1)
  await settle(core)
  expect(await paymentOf(sessionId)).toMatchObject({ state: 'captured', capturedMinor: 1190n })
  expect(await book(core, w)).toEqual(capturedBook)
})

test('two looks at one payment write one intent', async () => {
  const { sessionId } = await captureWanted()
  const { id } = await paymentOf(sessionId)
  await Promise.all(Array.from({ length: 5 }, () => collect(core, w.operatorId, id)))
  const captures = (await intentsOf(id)).filter(({ kind }) => kind === 'capture')
  expect(captures).toHaveLength(1)
})

test('a webhook that comes before the answer it belongs to has one effect', async () => {
  const { sessionId, intent } = await captureWanted()
  core.provider.beforeAnswer = async () => tell(core, ...core.provider.events.splice(0))
  await askProvider(core, w.operatorId, intent.id)
  core.provider.beforeAnswer = async () => undefined
  await settle(core)
  expect(await paymentOf(sessionId)).toMatchObject({ state: 'captured', capturedMinor: 1190n })
  expect(await openIntent(sessionId, 'capture')).toMatchObject({ state: 'succeeded', failures: 0 })
  expect(await book(core, w)).toEqual(capturedBook)
})

test('a webhook told five times at once, in other words too, has one effect', async () => {
  const { intent } = await captureWanted()
  await askProvider(core, w.operatorId, intent.id)
  const [event] = core.provider.events.splice(0)
  if (!event) throw new Error('no event')
  const first = itemOf(event)
  const again = [first, first, itemOf({ ...event, reason: 'again' }), itemOf(event)]
  const received = await Promise.all(again.map(item => receiveWebhook(core, [item])))
  expect(received.reduce((sum, { stored }) => sum + stored, 0)).toBe(3)
  await Promise.all([applyWebhooks(core), applyWebhooks(core), applyWebhooks(core)])
  await settle(core)
  expect(await book(core, w)).toEqual(capturedBook)
  expect(await webhookStates()).toEqual(['applied', 'applied', 'applied'])
})

test('a lost answer is asked for again with the same key, and the money is taken once', async () => {
  const { sessionId, intent } = await captureWanted()
  core.provider.next('capture', 'lose-answer')
  await askProvider(core, w.operatorId, intent.id)
  expect(await openIntent(sessionId, 'capture')).toMatchObject({ state: 'uncertain', attempts: 1 })
  core.clock.advance('PT10M')
  const turn = await askAgain(core, { olderThanSeconds: 60 })
  expect(turn).toEqual({ asked: 1, readopted: 0, needsPerson: [] })
  const keys = core.provider.calls.filter(({ operation }) => operation === 'capture')
  expect(new Set(keys.map(({ idempotencyKey }) => idempotencyKey))).toEqual(new Set([intent.id]))
  expect(core.provider.effects.capture).toBe(1)
  await settle(core)
  expect(await book(core, w)).toEqual(capturedBook)
})

test('an answer that stays away is asked for ever more seldom', async () => {
  const { intent } = await captureWanted()
  await askProvider(core, w.operatorId, intent.id)
  const askedAfter: number[] = []
  for (let minute = 1; minute <= 180; minute += 1) {
    core.clock.advance('PT1M')
    const { asked } = await askAgain(core, { olderThanSeconds: 30 })
    if (asked > 0) askedAfter.push(minute)
  }
  const pauses = askedAfter.map((minute, index) => minute - (askedAfter[index - 1] ?? 0))
  expect(pauses).toEqual([...pauses].sort((a, b) => a - b))
  expect(pauses.at(-1)).toBeGreaterThan(30)
  expect(core.provider.effects.capture).toBe(1)
})

test('one intent that cannot be asked about holds up no other, and is named', async () => {
  const { intent } = await captureWanted()
  const other = await captureWanted()
  const { provider } = core
  const capture = provider.capture.bind(provider)
  provider.capture = async request => {
    if (request.idempotencyKey === intent.id) throw new Error('broken')
    return capture(request)
  }
  core.clock.advance('PT10M')
  const turn = await askAgain(core, { olderThanSeconds: 60 })
  expect(turn.needsPerson).toMatchObject([
    { intentId: intent.id, why: 'Asking about it again failed: broken' },
  ])
  expect(await openIntent(other.sessionId, 'capture')).toMatchObject({ state: 'sent' })
})

test('an unknown outcome is not asked about any more once the provider may have forgotten its key', async () => {
  const { intent } = await captureWanted()
  core.provider.next('capture', 'lose-request')
  await askProvider(core, w.operatorId, intent.id)
  core.clock.advance('P7D')
  const turn = await askAgain(core, { olderThanSeconds: 60 })
  expect(turn.asked).toBe(0)
  expect(turn.needsPerson).toMatchObject([
    { kind: 'intent', intentId: intent.id, intentKind: 'capture', state: 'uncertain' },
  ])
  await askProvider(core, w.operatorId, intent.id)
  expect(core.provider.effects.capture).toBe(0)
})

test('an unknown hold stays unknown, and the webhook alone makes it known', async () => {
  core.provider.next('authorise', 'lose-answer')
  const sessionId = await visit(core, w, billed)
  await workOff(core)
  expect(await paymentOf(sessionId)).toMatchObject({ state: 'uncertain', pspReference: null })
  await settle(core)
  expect(await paymentOf(sessionId)).toMatchObject({ state: 'captured', capturedMinor: 1190n })
})

test('an unknown hold for a session that comes to nothing is let go by our own reference', async () => {
  core.provider.next('authorise', 'lose-answer')
  const sessionId = await visit(core, w, { energyWh: 0n })
  await workOff(core)
  const events = core.provider.events.splice(0)
  expect(core.provider.effects['technical-cancel']).toBe(1)
  // The yes to the hold comes last: the hold is known to be gone, and this is let go as well.
  await tell(core, ...events.filter(({ kind }) => kind !== 'authorised'))
  expect(await paymentOf(sessionId)).toMatchObject({ state: 'cancelled' })
  core.clock.advance('PT20M')
  await tell(core, ...events.filter(({ kind }) => kind === 'authorised'))
  expect(await paymentOf(sessionId)).toMatchObject({ state: 'cancelling' })
  await workOff(core)
  expect(core.provider.effects.cancel).toBe(1)
})

test('a refused hold is told as trouble, without what the provider said about the card', async () => {
  core.provider.next('authorise', 'refuse')
  const sessionId = await visit(core, w, billed)
  const { id } = await paymentOf(sessionId)
  await askProvider(core, w.operatorId, (await openIntent(sessionId, 'authorise')).id)
  const refused = await inScope(core.db, [w.operatorId], tx => tx.findOneByOrFail(Payment, { id }))
  expect(refused).toMatchObject({ state: 'refused', trouble: { code: 'authorisation-refused' } })
  const [notice] = await core.owner.query(
    `select payload from notice where kind = 'payment-trouble'`,
  )
  expect(JSON.stringify(notice)).toContain('authorisation-refused')
  expect(JSON.stringify(notice)).not.toContain('DECLINED')
  // The bill is then taken from the driver's stored means, with a payment of its own.
  await settle(core)
  expect(await paymentOf(sessionId)).toMatchObject({ state: 'captured', capturedMinor: 1190n })
  expect((await paymentOf(sessionId)).id).not.toBe(id)
})

test('a no that comes before a yes of the same reference does not win', async () => {
  core.provider.next('authorise', 'lose-answer')
  const sessionId = await visit(core, w, billed)
  await askProvider(core, w.operatorId, (await openIntent(sessionId, 'authorise')).id)
  const yes = core.provider.told('authorised')
  core.provider.events.splice(0)
  await tell(core, { ...yes, kind: 'authorisation-refused', pspReference: 'ANOTHERATTEMPT01' })
  expect(await paymentOf(sessionId)).toMatchObject({ state: 'refused' })
  await tell(core, yes)
  expect(await paymentOf(sessionId)).toMatchObject({
    state: 'authorised',
    pspReference: yes.pspReference,
    trouble: null,
  })
})

test('what the hold does not cover is captured as far as it goes, and the rest stays in sight', async () => {
  const sessionId = await visit(core, w, { energyWh: 60_000n })
  await settle(core)
  expect(await paymentOf(sessionId)).toMatchObject({
    state: 'captured',
    capturedMinor: 3000n,
    trouble: { code: 'underpaid', message: '570 minor units are still owed' },
  })
  expect(await book(core, w)).toMatchObject({ driver: 570n, 'adyen:clearing': 3000n })
})

test('a refused capture goes back to the hold, and only a person asks again', async () => {
  const { sessionId, intent } = await captureWanted()
  core.provider.next('capture', 'refuse-later')
  await askProvider(core, w.operatorId, intent.id)
  await settle(core)
  const payment = await paymentOf(sessionId)
  expect(payment).toMatchObject({ state: 'authorised', trouble: { code: 'capture-refused' } })
  await collect(core, w.operatorId, payment.id)
  expect(await paymentOf(sessionId)).toMatchObject({ state: 'authorised' })
  expect(await book(core, w)).toMatchObject({ driver: 1190n })
})

test('a capture taken back is owed again, and restored once when the provider recaptures', async () => {
  const sessionId = await visit(core, w, billed)
  await settle(core)
  const { pspReference } = await openIntent(sessionId, 'capture')
  const original = (await paymentOf(sessionId)).pspReference
  if (!pspReference || !original) throw new Error('no reference')
  const given = { pspReference, originalReference: original, amount: euros(1190n) }
  const first = { ...given, reason: '' }
  core.clock.advance('PT1H')
  core.provider.happens('capture-failed', given)
  const [failed] = core.provider.events.splice(0)
  if (!failed) throw new Error('no event')
  await tell(core, failed)
  expect(await paymentOf(sessionId)).toMatchObject({
    state: 'capture-failed',
    capturedMinor: 0n,
    trouble: { code: 'capture-failed' },
  })
  expect(await book(core, w)).toMatchObject({ driver: 1190n, 'adyen:clearing': 0n })
  // A late copy of the first success is older than the failure.
  const stale: PaymentEvent = {
    ...failed,
    ...first,
    kind: 'captured',
    occurredAt: core.clock.now().subtract({ hours: 2 }).toString(),
  }
  await tell(core, stale)
  expect(await paymentOf(sessionId)).toMatchObject({ state: 'capture-failed' })
  core.clock.advance('P3D')
  const again = core.provider.happens('captured', { ...given, reason: 'Transaction Recaptured' })
  core.provider.events.splice(0)
  await tell(core, again, { ...again, reason: 'Transaction Auto-recaptured' }, failed)
  expect(await paymentOf(sessionId)).toMatchObject({
    state: 'captured',
    capturedMinor: 1190n,
    trouble: null,
  })
  expect(await book(core, w)).toEqual(capturedBook)
  expect(core.provider.balance('EUR')).toEqual(euros(1190n))
})

test('events that run ahead wait for what they follow: failed, captured and authorised in reverse', async () => {
  core.provider.next('authorise', 'lose-answer')
  const sessionId = await visit(core, w, billed)
  await workOff(core)
  const yes = core.provider.events.splice(0)[0]
  if (!yes) throw new Error('no event')
  const capture: PaymentEvent = {
    ...yes,
    kind: 'captured',
    eventCode: 'CAPTURE',
    pspReference: 'FOREIGNCAPTURE01',
    originalReference: yes.pspReference,
    amount: euros(1190n),
  }
  const failed = { ...capture, kind: 'capture-failed' as const, eventCode: 'CAPTURE_FAILED' }
  await tell(core, failed)
  await tell(core, capture)
  expect(await webhookStates()).toEqual(['stored', 'stored'])
  await tell(core, yes)
  for (let second = 0; second < 8; second += 1) {
    core.clock.advance('PT1S')
    await applyWebhooks(core)
  }
  expect(await webhookStates()).toEqual(['applied', 'applied', 'applied'])
  expect((await paymentOf(sessionId)).state).toBe('capture-failed')
  expect(await book(core, w)).toMatchObject({ driver: 1190n, 'adyen:clearing': 0n })
})

test('a capture made at the provider’s own console is accepted, and ours is refused without harm', async () => {
  const { sessionId, intent } = await captureWanted()
  const { pspReference } = await paymentOf(sessionId)
  if (!pspReference) throw new Error('no reference')
  const foreign = core.provider.happens('captured', {
    pspReference: 'CONSOLECAPTURE01',
    originalReference: pspReference,
    amount: euros(1190n),
  })
  core.provider.events.splice(0)
  await tell(core, foreign)
  core.provider.next('capture', 'refuse-later')
  await askProvider(core, w.operatorId, intent.id)
  await settle(core)
  expect(await paymentOf(sessionId)).toMatchObject({ state: 'captured', capturedMinor: 1190n })
  const intents = await intentsOf((await paymentOf(sessionId)).id)
  expect(intents.map(({ kind, origin, state }) => `${kind} ${origin} ${state}`).sort()).toEqual([
    'authorise ours succeeded',
    'capture external succeeded',
    'capture ours refused',
  ])
  expect(await book(core, w)).toEqual(capturedBook)
})

test('a refund nobody claimed is booked and shown to a person', async () => {
  const sessionId = await visit(core, w, billed)
  await settle(core)
  const { pspReference } = await paymentOf(sessionId)
  core.provider.happens('refunded', {
    pspReference: 'CONSOLEREFUND001',
    originalReference: pspReference ?? '',
    amount: euros(500n),
  })
  await settle(core)
  expect(await paymentOf(sessionId)).toMatchObject({
    refundedMinor: 500n,
    trouble: { code: 'refunded-externally' },
  })
  expect(await book(core, w)).toMatchObject({ driver: 500n, 'adyen:clearing': 690n })
  expect(core.provider.balance('EUR')).toEqual(euros(690n))
})

test('an event with another amount, account or currency is kept and shown, and moves nothing', async () => {
  const { sessionId, intent } = await captureWanted()
  await askProvider(core, w.operatorId, intent.id)
  const [event] = core.provider.events.splice(0)
  if (!event) throw new Error('no event')
  await tell(core, { ...event, amount: euros(1191n) })
  await tell(core, { ...event, amount: money(1190n, 'USD') })
  await tell(core, { ...event, merchantAccount: 'SomebodyElse' })
  expect(await webhookStates()).toEqual(['kept', 'kept', 'kept'])
  expect(await paymentOf(sessionId)).toMatchObject({
    state: 'capturing',
    capturedMinor: 0n,
    trouble: { code: 'does-not-fit' },
  })
  await tell(core, event)
  expect(await paymentOf(sessionId)).toMatchObject({ state: 'captured', trouble: null })
})

test('an authorisation that runs out under an open invoice is trouble', async () => {
  const { sessionId, intent } = await captureWanted()
  core.provider.next('capture', 'refuse-later')
  await askProvider(core, w.operatorId, intent.id)
  await settle(core)
  const { pspReference } = await paymentOf(sessionId)
  const expired = core.provider.happens('authorisation-expired', {
    pspReference: pspReference ?? '',
    amount: euros(3000n),
  })
  core.provider.events.splice(0)
  await tell(core, expired)
  expect(await paymentOf(sessionId)).toMatchObject({
    state: 'expired',
    trouble: { code: 'expired' },
  })
})

test('a card’s encrypted fields are forgotten once the hold is decided, and its token is kept', async () => {
  const sessionId = await visit(core, w, { ...billed, card: true })
  expect((await paymentOf(sessionId)).means).toMatchObject({
    encryptedSecurityCode: 'adyenjs_code',
  })
  await workOff(core)
  const { means } = await paymentOf(sessionId)
  expect(means).toMatchObject({
    kind: 'stored',
    storedPaymentMethodId: expect.stringMatching(/^token/),
  })
  const stored = await core.owner.query(
    'select brand from payment_method where driver_id = $1 order by id',
    [w.driverId],
  )
  expect(stored).toEqual([{ brand: null }, { brand: 'visa' }])
})
