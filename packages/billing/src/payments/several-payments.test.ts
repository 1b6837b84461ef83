/** Several payments of one invoice: whichever of them brings the money in, it is taken once. */

import { billSessions } from '../invoices/bill-sessions.js'
import { billed, capturedBook, onStage, Scene } from '../testing/payment-scene.js'
import type { PaymentEvent } from './provider.js'

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
