/** Refunds from claim to confirmation, alone and many at once: never more than was captured, and the books agree. */

import { inScope } from '@wattline/database'
import { money } from '@wattline/units'

import { Invoice } from '../invoices/invoice.entity.js'
import { readInvoices } from '../invoices/read-invoices.js'
import { Payment } from '../payments/payment.entity.js'
import { PaymentIntent } from '../payments/payment-intent.entity.js'
import {
  afresh,
  book,
  imbalance,
  type MoneyCore,
  moneyCore,
  settle,
  tell,
  visit,
  workOff,
} from '../testing/money-core.js'
import { refusalOf, type World, world } from '../testing/world.js'
import { claimRefund } from './claim.js'
import { decideRefund } from './decide.js'
import { decideClaim } from './decide-claim.js'
import { Refund } from './refund.entity.js'
import { retryRefund } from './retry.js'
import type { RefundCause } from './states.js'

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
  const books = await book(core, w)
  // At rest the book says what the provider says it holds.
  expect(books['adyen:clearing'] ?? 0n).toBe(core.provider.balance('EUR').minor)
})

const euros = (minor: bigint) => money(minor, 'EUR')

/** 20 kWh at 0.50 and 19 % VAT: 11.90, captured. */
async function paid(
  given = { energyWh: 20_000n },
): Promise<{ invoiceId: string; paymentId: string }> {
  const sessionId = await visit(core, w, given)
  await settle(core)
  const payment = await inScope(core.db, [w.operatorId], tx =>
    tx.findOneByOrFail(Payment, { sessionId }),
  )
  return { invoiceId: payment.invoiceId ?? '', paymentId: payment.id }
}

function claim(invoiceId: string, cause: RefundCause, minor?: bigint, key = core.newId()) {
  const amount = minor === undefined ? null : euros(minor)
  return claimRefund(core, w.partner, { invoiceId, cause, amount, idempotencyKey: key })
}

function approve(refundId: string, minor?: bigint) {
  return decideRefund(core, w.operator, {
    refundId,
    approve: true,
    amount: minor === undefined ? null : euros(minor),
    note: 'Sorry',
    idempotencyKey: core.newId(),
  })
}

const refundOf = (id: string) =>
  inScope(core.db, [w.operatorId], tx => tx.findOneByOrFail(Refund, { id }))
const payment = (id: string) =>
  inScope(core.db, [w.operatorId], tx => tx.findOneByOrFail(Payment, { id }))

async function creditNotes(invoiceId: string) {
  const notes = await inScope(core.db, [w.operatorId], tx =>
    tx.find(Invoice, { where: { creditsInvoiceId: invoiceId }, order: { number: 'ASC' } }),
  )
  const read = await readInvoices(
    core.db,
    [w.operatorId],
    notes.map(({ id }) => id),
  )
  return read.sort((a, b) => (a.number < b.number ? -1 : 1))
}

/** Claimed out of goodwill and approved by a person. */
async function granted(invoiceId: string, minor?: bigint): Promise<string> {
  const { refundId } = await claim(invoiceId, 'goodwill', minor)
  await workOff(core)
  await approve(refundId)
  return refundId
}

test('a claim of goodwill waits for a person, is paid back whole, and every book says so', async () => {
  const { invoiceId, paymentId } = await paid()
  const { refundId } = await claim(invoiceId, 'goodwill')
  await settle(core)
  expect(await refundOf(refundId)).toMatchObject({
    state: 'for-person',
    askedMinor: 1190n,
    decision: { outcome: 'for-person', clause: { id: 'goodwill' }, amountMinor: '1190' },
    evidence: { payment: { restMinor: '1190' }, sessions: [{ reRatedGrossMinor: '1190' }] },
  })
  await approve(refundId)
  expect(await refundOf(refundId)).toMatchObject({
    state: 'requested',
    decidedBy: w.operator.keyId,
  })
  expect(await payment(paymentId)).toMatchObject({ refundingMinor: 1190n, refundedMinor: 0n })
  await settle(core)
  expect(await refundOf(refundId)).toMatchObject({ state: 'accepted', approvedMinor: 1190n })
  expect(await payment(paymentId)).toMatchObject({ refundingMinor: 0n, refundedMinor: 1190n })
  expect(await book(core, w)).toEqual({
    'adyen:clearing': 0n,
    driver: 0n,
    'revenue:charging': 0n,
    'vat:DE:19': 0n,
  })
  const [note] = await creditNotes(invoiceId)
  expect(note).toMatchObject({
    kind: 'credit-note',
    netMinor: -1000n,
    vatMinor: -190n,
    grossMinor: -1190n,
  })
  expect(note?.number).toMatch(/^OP\d+-CN-2026-000001$/)
  expect(note?.lines).toMatchObject([{ component: 'ENERGY', amountMinor: -1000n }])
  const notices = await core.owner.query<{ kind: string }[]>(
    `select kind from notice where kind like 'refund%' order by kind`,
  )
  expect(notices.map(({ kind }) => kind)).toEqual(['refund-accepted', 'refund-decided'])
})

test('a part is given back by VAT rate, and the rest later takes what is left to the cent', async () => {
  const { invoiceId } = await paid()
  await granted(invoiceId, 333n)
  await settle(core)
  await granted(invoiceId)
  await settle(core)
  const notes = await creditNotes(invoiceId)
  expect(
    notes.map(({ netMinor, vatMinor, grossMinor }) => [netMinor, vatMinor, grossMinor]),
  ).toEqual([
    [-280n, -53n, -333n],
    [-720n, -137n, -857n],
  ])
  expect(notes[0]?.lines).toMatchObject([
    { component: 'CREDIT', amountMinor: -333n, taxSide: 'gross' },
  ])
  expect(await book(core, w)).toMatchObject({ driver: 0n, 'revenue:charging': 0n, 'vat:DE:19': 0n })
})

test('a claim that the evidence contradicts is denied with the clause, and moves nothing', async () => {
  const { invoiceId, paymentId } = await paid()
  const { refundId } = await claim(invoiceId, 'overcharged')
  await settle(core)
  expect(await refundOf(refundId)).toMatchObject({
    state: 'denied',
    decision: { clause: { id: 'overcharged-but-right' }, amountMinor: '0' },
    creditNoteId: null,
  })
  expect(await payment(paymentId)).toMatchObject({ refundingMinor: 0n, refundedMinor: 0n })
})

test('twenty claims and their approvals at once never give back more than was captured', async () => {
  const { invoiceId, paymentId } = await paid()
  const claims = await Promise.all(
    Array.from({ length: 20 }, () => claim(invoiceId, 'goodwill', 300n)),
  )
  await Promise.all(claims.map(({ refundId }) => decideClaim(core, w.operatorId, refundId)))
  const answers = await Promise.all(claims.map(({ refundId }) => refusalOf(approve(refundId))))
  expect(answers.filter(answer => answer === 'refund-exceeds-rest')).toHaveLength(17)
  await settle(core)
  expect(await payment(paymentId)).toMatchObject({ refundedMinor: 900n, refundingMinor: 0n })
  expect(core.provider.effects.refund).toBe(3)
  expect(core.provider.balance('EUR')).toEqual(euros(290n))
  const { refundId } = await claim(invoiceId, 'goodwill')
  expect(await refundOf(refundId)).toMatchObject({ askedMinor: 290n })
})

test('two decisions of one claim at once carry it out once', async () => {
  const { invoiceId } = await paid()
  const { refundId } = await claim(invoiceId, 'goodwill')
  await Promise.all([1, 2, 3].map(() => decideClaim(core, w.operatorId, refundId)))
  const answers = await Promise.all([1, 2, 3].map(() => refusalOf(approve(refundId))))
  expect(answers.filter(answer => answer === 'refund-not-open')).toHaveLength(2)
  await settle(core)
  expect(await creditNotes(invoiceId)).toHaveLength(1)
  expect(core.provider.effects.refund).toBe(1)
})

test('the same key claims once, and the same key with another amount is refused', async () => {
  const { invoiceId } = await paid()
  const first = await claim(invoiceId, 'goodwill', 100n, 'key-1')
  expect(await claim(invoiceId, 'goodwill', 100n, 'key-1')).toEqual(first)
  expect(await refusalOf(claim(invoiceId, 'goodwill', 101n, 'key-1'))).toBe(
    'idempotency-key-reused',
  )
})

test('what may not be claimed is refused with its code', async () => {
  const { invoiceId } = await paid()
  const other = await world(core)
  const foreign = claimRefund(core, other.partner, {
    invoiceId,
    cause: 'goodwill',
    idempotencyKey: 'foreign',
  })
  expect(await refusalOf(foreign)).toBe('not-found')
  expect(await refusalOf(claim(core.newId(), 'goodwill'))).toBe('not-found')
  expect(await refusalOf(claim(invoiceId, 'goodwill', 1191n))).toBe('refund-exceeds-rest')
  expect(await refusalOf(claim(invoiceId, 'goodwill', 0n))).toBe('input-invalid')
  const dollars = { invoiceId, cause: 'goodwill' as const, amount: money(1n, 'USD') }
  const wrong = claimRefund(core, w.partner, { ...dollars, idempotencyKey: 'dollars' })
  expect(await refusalOf(wrong)).toBe('input-invalid')
  const refundId = await granted(invoiceId)
  expect(await refusalOf(approve(refundId))).toBe('refund-not-open')
  await settle(core)
  expect(await refusalOf(claim(invoiceId, 'goodwill'))).toBe('refund-exceeds-rest')
})

test('an invoice that is not paid yet has nothing to give back', async () => {
  const sessionId = await visit(core, w, { energyWh: 20_000n })
  core.provider.next('capture', 'lose-request')
  await workOff(core)
  const { invoiceId } = await inScope(core.db, [w.operatorId], tx =>
    tx.findOneByOrFail(Payment, { sessionId }),
  )
  expect(await refusalOf(claim(invoiceId ?? '', 'goodwill'))).toBe('invoice-not-paid')
})

test('a person may give back less than asked, never more', async () => {
  const { invoiceId } = await paid()
  const { refundId } = await claim(invoiceId, 'goodwill', 500n)
  await workOff(core)
  expect(await refusalOf(approve(refundId, 501n))).toBe('input-invalid')
  await approve(refundId, 200n)
  await settle(core)
  expect(await refundOf(refundId)).toMatchObject({ state: 'accepted', approvedMinor: 200n })
})

test('a refund the provider rejects stays owed and in sight, and goes again under a new key', async () => {
  const { invoiceId, paymentId } = await paid()
  core.provider.next('refund', 'refuse-later')
  const refundId = await granted(invoiceId, 400n)
  await settle(core)
  expect(await refundOf(refundId)).toMatchObject({ state: 'rejected' })
  expect(await payment(paymentId)).toMatchObject({ refundingMinor: 0n, refundedMinor: 0n })
  // We owe the driver: the credit note stands, and the rest of the invoice alone can be claimed anew.
  expect(await book(core, w)).toMatchObject({ driver: -400n })
  expect(await refusalOf(claim(invoiceId, 'goodwill', 791n))).toBe('refund-exceeds-rest')
  await retryRefund(core, w.operator, { refundId, idempotencyKey: 'again' })
  await settle(core)
  expect(await refundOf(refundId)).toMatchObject({ state: 'accepted' })
  expect(await book(core, w)).toMatchObject({ driver: 0n, 'adyen:clearing': 790n })
  const intents = await inScope(core.db, [w.operatorId], tx =>
    tx.findBy(PaymentIntent, { refundId }),
  )
  expect(intents.map(({ state }) => state).sort()).toEqual(['refused', 'succeeded'])
  expect(new Set(intents.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(2)
})

test.each(['refund-failed', 'refund-reversed'] as const)(
  'money that comes back by %s is owed again, and can be sent again',
  async kind => {
    const { invoiceId, paymentId } = await paid()
    const refundId = await granted(invoiceId)
    await settle(core)
    const [intent] = await inScope(core.db, [w.operatorId], tx =>
      tx.findBy(PaymentIntent, { refundId }),
    )
    const { pspReference } = await payment(paymentId)
    core.provider.happens(kind, {
      pspReference: intent?.pspReference ?? '',
      originalReference: pspReference ?? '',
      amount: euros(1190n),
    })
    const [event] = core.provider.events.splice(0)
    if (!event) throw new Error('no event')
    await tell(core, event, { ...event, reason: 'told again' })
    expect(await refundOf(refundId)).toMatchObject({
      state: kind === 'refund-failed' ? 'failed' : 'returned',
    })
    expect(await book(core, w)).toMatchObject({ driver: -1190n, 'adyen:clearing': 1190n })
    await retryRefund(core, w.operator, { refundId, idempotencyKey: 'again' })
    await settle(core)
    expect(await refundOf(refundId)).toMatchObject({ state: 'accepted' })
    expect(await book(core, w)).toMatchObject({ driver: 0n, 'adyen:clearing': 0n })
  },
)

test('a refund confirmed before its answer, twice, and asked for twice is paid once', async () => {
  const { invoiceId, paymentId } = await paid()
  core.provider.beforeAnswer = async () => {
    const events = core.provider.events.splice(0)
    await tell(core, ...events, ...events)
  }
  core.provider.next('refund', 'lose-answer')
  await granted(invoiceId, 400n)
  await settle(core)
  core.provider.beforeAnswer = async () => undefined
  await settle(core)
  expect(await payment(paymentId)).toMatchObject({ refundedMinor: 400n, refundingMinor: 0n })
  expect(core.provider.effects.refund).toBe(1)
})

test('a failure told before its success waits for it', async () => {
  const { invoiceId, paymentId } = await paid()
  const refundId = await granted(invoiceId)
  await workOff(core)
  const [success] = core.provider.events.splice(0)
  if (!success) throw new Error('no event')
  const failed = core.provider.happens('refund-failed', {
    pspReference: success.pspReference,
    originalReference: success.originalReference ?? '',
    amount: success.amount,
  })
  core.provider.events.splice(0)
  await tell(core, failed)
  expect(await refundOf(refundId)).toMatchObject({ state: 'sent' })
  await tell(core, success)
  core.clock.advance('PT2S')
  await tell(core)
  expect(await refundOf(refundId)).toMatchObject({ state: 'failed' })
  expect(await payment(paymentId)).toMatchObject({ refundedMinor: 0n })
})
