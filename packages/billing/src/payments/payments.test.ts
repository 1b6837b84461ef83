/** A payment from hold to capture: what is taken, what is let go, and what is told. */

import { inScope } from '@wattline/database'

import { billed, capturedBook, euros, onStage, Scene } from '../testing/payment-scene.js'
import { collect } from './collect.js'
import { Payment } from './payment.entity.js'

const scene = onStage(new Scene(), { beforeAll, afterAll, beforeEach, afterEach })

test('a session is held for, billed, captured and receipted', async () => {
  const sessionId = await scene.visit(billed)
  await scene.settle()
  expect(await scene.paymentOf(sessionId)).toMatchObject({
    state: 'captured',
    askedMinor: 3000n,
    authorisedMinor: 3000n,
    capturedMinor: 1190n,
    paymentMethod: 'visa',
    trouble: null,
  })
  expect(await scene.book()).toEqual(capturedBook)
  expect(scene.provider.balance('EUR')).toEqual(euros(1190n))
  const [notice] = await scene.core.owner.query('select kind, state, payload from notice')
  expect(notice).toMatchObject({ kind: 'receipt', state: 'kept', payload: { sessionId } })
})

test('a session that comes to nothing lets its hold go', async () => {
  const sessionId = await scene.visit({ energyWh: 0n })
  await scene.settle()
  expect(await scene.paymentOf(sessionId)).toMatchObject({ state: 'cancelled', trouble: null })
  expect(scene.provider.effects).toMatchObject({ cancel: 1, capture: 0 })
})

test('a refused hold is told as trouble, without what the provider said about the card', async () => {
  scene.provider.next('authorise', 'refuse')
  const sessionId = await scene.visit(billed)
  const { id } = await scene.paymentOf(sessionId)
  await scene.ask(await scene.intentOf(sessionId, 'authorise'))
  const refused = await inScope(scene.core.db, [scene.w.operatorId], tx =>
    tx.findOneByOrFail(Payment, { id }),
  )
  expect(refused).toMatchObject({ state: 'refused', trouble: { code: 'authorisation-refused' } })
  const [notice] = await scene.core.owner.query(
    `select payload from notice where kind = 'payment-trouble'`,
  )
  expect(JSON.stringify(notice)).toContain('authorisation-refused')
  expect(JSON.stringify(notice)).not.toContain('DECLINED')
  // The bill is then taken from the driver's stored means, with a payment of its own.
  await scene.settle()
  expect(await scene.paymentOf(sessionId)).toMatchObject({
    state: 'captured',
    capturedMinor: 1190n,
  })
  expect((await scene.paymentOf(sessionId)).id).not.toBe(id)
})

test('what the hold does not cover is captured as far as it goes, and the rest stays in sight', async () => {
  const sessionId = await scene.visit({ energyWh: 60_000n })
  await scene.settle()
  expect(await scene.paymentOf(sessionId)).toMatchObject({
    state: 'captured',
    capturedMinor: 3000n,
    trouble: { code: 'underpaid', message: '570 minor units are still owed' },
  })
  expect(await scene.book()).toMatchObject({ driver: 570n, 'adyen:clearing': 3000n })
})

test('a refused capture goes back to the hold, and only a person asks again', async () => {
  const { sessionId, intent } = await scene.captureWanted()
  scene.provider.next('capture', 'refuse-later')
  await scene.ask(intent)
  await scene.settle()
  const payment = await scene.paymentOf(sessionId)
  expect(payment).toMatchObject({ state: 'authorised', trouble: { code: 'capture-refused' } })
  await collect(scene.core, scene.w.operatorId, payment.id)
  expect(await scene.paymentOf(sessionId)).toMatchObject({ state: 'authorised' })
  expect(await scene.book()).toMatchObject({ driver: 1190n })
})

test('a card’s encrypted fields are forgotten once the hold is decided, and its token is kept', async () => {
  const sessionId = await scene.visit({ ...billed, card: true })
  expect((await scene.paymentOf(sessionId)).means).toMatchObject({
    encryptedSecurityCode: 'adyenjs_code',
  })
  await scene.workOff()
  const { means } = await scene.paymentOf(sessionId)
  expect(means).toMatchObject({
    kind: 'stored',
    storedPaymentMethodId: expect.stringMatching(/^token/),
  })
  const stored = await scene.core.owner.query(
    'select brand from payment_method where driver_id = $1 order by id',
    [scene.w.driverId],
  )
  expect(stored).toEqual([{ brand: null }, { brand: 'visa' }])
})
