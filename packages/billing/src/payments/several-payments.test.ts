/**
 * Several payments of one invoice: whichever of them brings the money in, it is taken once; and
 * what was refused goes again at a person's word.
 */

import { billSessions } from '../invoices/bill-sessions.js'
import { billed, capturedBook, onStage, Scene } from '../testing/payment-scene.js'
import { refusalOf, world } from '../testing/world.js'
import type { PaymentEvent } from './provider.js'
import { retryPayment } from './retry.js'

const scene = onStage(new Scene(), { beforeAll, afterAll, beforeEach, afterEach })

interface Held {
  readonly sessionId: string
  readonly yes: PaymentEvent
  readonly no: PaymentEvent
}

/** A hold that the provider granted without our knowing, after refusing another attempt at it. */
async function heldUnknown(): Promise<Held> {
  const sessionId = await scene.visit(billed)
  scene.provider.next('authorise', 'lose-answer')
  await scene.ask(await scene.intentOf(sessionId, 'authorise'))
  const [yes] = scene.provider.events.splice(0)
  if (!yes) throw new Error('no event')
  scene.clock.advance('PT1S')
  const pspReference = `OTHER${yes.pspReference}`
  const no = { ...yes, kind: 'authorisation-refused' as const, pspReference }
  return { sessionId, yes, no }
}

const bill = (sessionId: string) => billSessions(scene.core, scene.w.operatorId, [sessionId])

/** State and captured minor units of each of a session's payments, the first one first. */
async function told(sessionId: string): Promise<string[]> {
  const rows = await scene.core.owner.query<{ told: string }[]>(
    `select state || ' ' || captured_minor as told from payment
     where session_id = $1 order by created_at, id`,
    [sessionId],
  )
  return rows.map(row => row.told)
}

test('a hold refused after the bill is made good with the stored means, once', async () => {
  const { sessionId, no } = await heldUnknown()
  await bill(sessionId)
  await scene.tell(no)
  expect(await told(sessionId)).toEqual(['refused 0', 'pending-authorisation 0'])
  await scene.settle()
  expect(await told(sessionId)).toEqual(['refused 0', 'captured 1190'])
  expect(await scene.book()).toEqual(capturedBook)
})

test('when the stored means are refused as well, a person is told and nothing goes on', async () => {
  const { sessionId, no } = await heldUnknown()
  await bill(sessionId)
  await scene.tell(no)
  scene.provider.next('authorise', 'refuse')
  await scene.settle()
  expect(await told(sessionId)).toEqual(['refused 0', 'refused 0'])
  expect(await scene.paymentOf(sessionId)).toMatchObject({
    trouble: { code: 'authorisation-refused' },
  })
  expect(await scene.book()).toMatchObject({ driver: 1190n })
})

test.each(['before', 'after'])(
  'a late yes to a hold refused %s the bill is let go: the stored means have paid',
  async when => {
    const { sessionId, yes, no } = await heldUnknown()
    if (when === 'before') await scene.tell(no)
    await bill(sessionId)
    if (when === 'after') await scene.tell(no)
    await scene.settle()
    expect(await told(sessionId)).toEqual(['refused 0', 'captured 1190'])
    await scene.tell(yes)
    await scene.settle()
    expect(await told(sessionId)).toEqual(['cancelled 0', 'captured 1190'])
    expect(scene.provider.effects).toMatchObject({ capture: 1, cancel: 1 })
    expect(await scene.book()).toEqual(capturedBook)
  },
)

test('of two that are granted while both are open the first pays, the other is let go', async () => {
  const { sessionId, yes, no } = await heldUnknown()
  await bill(sessionId)
  await scene.tell(no)
  await scene.tell(yes)
  await scene.settle()
  expect(await told(sessionId)).toEqual(['captured 1190', 'cancelled 0'])
  expect(scene.provider.effects).toMatchObject({ authorise: 2, capture: 1, cancel: 1 })
  expect(await scene.book()).toEqual(capturedBook)
})

test('a hold whose capture was refused is let go once another payment has paid', async () => {
  const { sessionId, yes, no } = await heldUnknown()
  const hold = await scene.paymentOf(sessionId)
  await bill(sessionId)
  await scene.tell(no)
  await scene.tell(yes)
  // The hold's capture is refused while the stored means are still to be asked.
  scene.provider.next('capture', 'refuse')
  const capture = (await scene.intentsOf(hold.id)).find(({ kind }) => kind === 'capture')
  if (!capture) throw new Error('the hold is not captured')
  await scene.ask(capture)
  await scene.settle()
  expect(await told(sessionId)).toEqual(['cancelled 0', 'captured 1190'])
  expect(scene.provider.effects).toMatchObject({ cancel: 1 })
  expect(await scene.book()).toEqual(capturedBook)
})

const retry = (paymentId: string, key = scene.core.newId()) =>
  retryPayment(scene.core, scene.w.operator, { paymentId, idempotencyKey: key })

test('a refused capture goes again under a new key, once for each word of a person', async () => {
  const { sessionId, intent } = await scene.captureWanted()
  const { id } = await scene.paymentOf(sessionId)
  scene.provider.next('capture', 'refuse-later')
  await scene.ask(intent)
  await scene.settle()
  expect(await told(sessionId)).toEqual(['authorised 0'])
  const again = await Promise.all([retry(id, 'one'), retry(id, 'one')])
  expect(again).toEqual([{ paymentId: id }, { paymentId: id }])
  expect(await refusalOf(retry(id, 'two'))).toBe('payment-not-open')
  await scene.settle()
  expect(await scene.paymentOf(sessionId)).toMatchObject({ capturedMinor: 1190n, trouble: null })
  const captures = (await scene.intentsOf(id)).filter(({ kind }) => kind === 'capture')
  expect(captures.map(({ state }) => state).sort()).toEqual(['refused', 'succeeded'])
  expect(new Set(captures.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(2)
  expect(await scene.book()).toEqual(capturedBook)
})

test('a refused release of a hold goes again as well', async () => {
  const sessionId = await scene.visit({ energyWh: 0n })
  scene.provider.next('cancel', 'refuse')
  await scene.settle()
  const { id } = await scene.paymentOf(sessionId)
  expect(await told(sessionId)).toEqual(['authorised 0'])
  await retry(id)
  await scene.settle()
  expect(await told(sessionId)).toEqual(['cancelled 0'])
})

test('where the hold is gone, the stored means are asked for what is still owed', async () => {
  const { sessionId, no } = await heldUnknown()
  await bill(sessionId)
  await scene.tell(no)
  scene.provider.next('authorise', 'refuse')
  await scene.settle()
  const { id } = await scene.paymentOf(sessionId)
  scene.clock.advance('PT1S')
  const made = await retry(id)
  expect(made.paymentId).not.toBe(id)
  expect(await refusalOf(retry(id))).toBe('payment-not-open')
  await scene.settle()
  expect(await told(sessionId)).toEqual(['refused 0', 'refused 0', 'captured 1190'])
  expect(await refusalOf(retry(id))).toBe('payment-not-open')
  expect(await scene.book()).toEqual(capturedBook)
})

test('what is under way or paid is not asked for again, nor by whom it does not concern', async () => {
  const { sessionId, intent } = await scene.captureWanted()
  const { id } = await scene.paymentOf(sessionId)
  expect(await refusalOf(retry(id))).toBe('payment-not-open')
  await scene.ask(intent)
  await scene.settle()
  expect(await refusalOf(retry(id))).toBe('payment-not-open')
  expect(await refusalOf(retry(scene.core.newId()))).toBe('not-found')
  const asked = { paymentId: id, idempotencyKey: 'other' }
  const other = await world(scene.core)
  expect(await refusalOf(retryPayment(scene.core, other.operator, asked))).toBe('not-found')
  expect(await refusalOf(retryPayment(scene.core, scene.w.partner, asked))).toBe(
    'role-insufficient',
  )
  expect(scene.provider.effects.capture).toBe(1)
})
