/** Refunds from claim to confirmation, alone and many at once: never more than was captured. */

import { euros, onStage } from '../testing/payment-scene.js'
import { RefundScene } from '../testing/refund-scene.js'
import { refusalOf } from '../testing/world.js'
import { decideClaim } from './decide-claim.js'

const scene = onStage(new RefundScene(), { beforeAll, afterAll, beforeEach, afterEach })

test('a claim of goodwill waits for a person, is paid back whole, and every book says so', async () => {
  const { invoiceId, paymentId } = await scene.paid()
  const { refundId } = await scene.claim(invoiceId, 'goodwill')
  await scene.settle()
  expect(await scene.refund(refundId)).toMatchObject({
    state: 'for-person',
    askedMinor: 1190n,
    decision: { outcome: 'for-person', clause: { id: 'goodwill' }, amountMinor: '1190' },
    evidence: { payment: { restMinor: '1190' }, sessions: [{ reRatedGrossMinor: '1190' }] },
  })
  await scene.approve(refundId)
  expect(await scene.refund(refundId)).toMatchObject({
    state: 'requested',
    decidedBy: scene.w.operator.keyId,
  })
  expect(await scene.payment(paymentId)).toMatchObject({ refundingMinor: 1190n, refundedMinor: 0n })
  await scene.settle()
  expect(await scene.refund(refundId)).toMatchObject({ state: 'accepted', approvedMinor: 1190n })
  expect(await scene.payment(paymentId)).toMatchObject({ refundingMinor: 0n, refundedMinor: 1190n })
  expect(await scene.book()).toEqual({
    'adyen:clearing': 0n,
    driver: 0n,
    'revenue:charging': 0n,
    'vat:DE:19': 0n,
  })
  const [note] = await scene.creditNotes(invoiceId)
  expect(note).toMatchObject({
    kind: 'credit-note',
    netMinor: -1000n,
    vatMinor: -190n,
    grossMinor: -1190n,
  })
  expect(note?.number).toMatch(/^OP\d+-CN-2026-000001$/)
  expect(note?.lines).toMatchObject([{ component: 'ENERGY', amountMinor: -1000n }])
  const notices = await scene.core.owner.query<{ kind: string }[]>(
    `select kind from notice where kind like 'refund%' order by kind`,
  )
  expect(notices.map(({ kind }) => kind)).toEqual(['refund-accepted', 'refund-decided'])
})

test('a part is given back by VAT rate, and the rest later takes what is left to the cent', async () => {
  const { invoiceId } = await scene.paid()
  await scene.granted(invoiceId, 333n)
  await scene.settle()
  await scene.granted(invoiceId)
  await scene.settle()
  const notes = await scene.creditNotes(invoiceId)
  expect(
    notes.map(({ netMinor, vatMinor, grossMinor }) => [netMinor, vatMinor, grossMinor]),
  ).toEqual([
    [-280n, -53n, -333n],
    [-720n, -137n, -857n],
  ])
  expect(notes[0]?.lines).toMatchObject([
    { component: 'CREDIT', amountMinor: -333n, taxSide: 'gross' },
  ])
  expect(await scene.book()).toMatchObject({ driver: 0n, 'revenue:charging': 0n, 'vat:DE:19': 0n })
})

test('a claim that the evidence contradicts is denied with the clause, and moves nothing', async () => {
  const { invoiceId, paymentId } = await scene.paid()
  const { refundId } = await scene.claim(invoiceId, 'overcharged')
  await scene.settle()
  expect(await scene.refund(refundId)).toMatchObject({
    state: 'denied',
    decision: { clause: { id: 'overcharged-but-right' }, amountMinor: '0' },
    creditNoteId: null,
  })
  expect(await scene.payment(paymentId)).toMatchObject({ refundingMinor: 0n, refundedMinor: 0n })
})

test('twenty claims and their approvals at once never give back more than was captured', async () => {
  const { invoiceId, paymentId } = await scene.paid()
  const claims = await Promise.all(
    Array.from({ length: 20 }, () => scene.claim(invoiceId, 'goodwill', { minor: 300n })),
  )
  await Promise.all(
    claims.map(({ refundId }) => decideClaim(scene.core, scene.w.operatorId, refundId)),
  )
  const answers = await Promise.all(
    claims.map(({ refundId }) => refusalOf(scene.approve(refundId))),
  )
  expect(answers.filter(answer => answer === 'refund-exceeds-rest')).toHaveLength(17)
  await scene.settle()
  expect(await scene.payment(paymentId)).toMatchObject({ refundedMinor: 900n, refundingMinor: 0n })
  expect(scene.provider.effects.refund).toBe(3)
  expect(scene.provider.balance('EUR')).toEqual(euros(290n))
  const { refundId } = await scene.claim(invoiceId, 'goodwill')
  expect(await scene.refund(refundId)).toMatchObject({ askedMinor: 290n })
})

test('two decisions of one claim at once carry it out once', async () => {
  const { invoiceId } = await scene.paid()
  const { refundId } = await scene.claim(invoiceId, 'goodwill')
  await Promise.all([1, 2, 3].map(() => decideClaim(scene.core, scene.w.operatorId, refundId)))
  const answers = await Promise.all([1, 2, 3].map(() => refusalOf(scene.approve(refundId))))
  expect(answers.filter(answer => answer === 'refund-not-open')).toHaveLength(2)
  await scene.settle()
  expect(await scene.creditNotes(invoiceId)).toHaveLength(1)
  expect(scene.provider.effects.refund).toBe(1)
})

test('of a yes, a no and another yes at once one counts, and the book follows it', async () => {
  const { invoiceId, paymentId } = await scene.paid()
  const { refundId } = await scene.claim(invoiceId, 'goodwill')
  await scene.workOff()
  const answers = await Promise.all([
    refusalOf(scene.approve(refundId, 300n)),
    refusalOf(scene.deny(refundId)),
    refusalOf(scene.approve(refundId, 700n)),
  ])
  expect(answers.filter(answer => answer === 'refund-not-open')).toHaveLength(2)
  await scene.settle()
  const { state, decision, approvedMinor } = await scene.refund(refundId)
  const winner = answers.findIndex(answer => answer !== 'refund-not-open')
  const paidMinor = [300n, null, 700n][winner]
  expect({ state, approvedMinor }).toEqual({
    state: paidMinor ? 'accepted' : 'denied',
    approvedMinor: paidMinor,
  })
  expect(decision).toMatchObject({ outcome: paidMinor ? 'approved' : 'denied' })
  expect(await scene.creditNotes(invoiceId)).toHaveLength(paidMinor ? 1 : 0)
  expect(await scene.payment(paymentId)).toMatchObject({
    refundedMinor: paidMinor ?? 0n,
    refundingMinor: 0n,
  })
})

test('one key carries one answer: with another it is refused, also at the same time', async () => {
  const { invoiceId } = await scene.paid()
  const { refundId } = await scene.claim(invoiceId, 'goodwill')
  await scene.workOff()
  const answers = await Promise.all([
    refusalOf(scene.approve(refundId, 300n, 'one-key')),
    refusalOf(scene.approve(refundId, 300n, 'one-key')),
    refusalOf(scene.deny(refundId, 'one-key')),
  ])
  const refused = answers.filter(answer => answer === 'idempotency-key-reused')
  expect([1, 2]).toContain(refused.length)
  await scene.settle()
  const { state } = await scene.refund(refundId)
  expect(state).toBe(refused.length === 1 ? 'accepted' : 'denied')
})
