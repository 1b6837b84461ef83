/**
 * The inbox: stored once under the gateway's role, applied once, never lost, and no item holds up
 * another.
 */

import type { PaymentEvent } from '../payments/provider.js'
import { itemOf } from '../testing/money-core.js'
import { billed, onStage, Scene } from '../testing/payment-scene.js'
import { applyWebhooks } from './apply.js'
import { askAgain } from './ask-again.js'
import { readEvent, storeEvent } from './event-json.js'
import { receiveWebhook } from './receive.js'
import { nextTry } from './retry.js'

const scene = onStage(new Scene(), { beforeAll, afterAll, beforeEach, afterEach })

/** A hold that the provider granted and nobody here knows of yet. */
async function grantedHold(): Promise<{ sessionId: string; yes: PaymentEvent }> {
  const sessionId = await scene.visit(billed)
  scene.provider.next('authorise', 'lose-answer')
  await scene.ask(await scene.intentOf(sessionId, 'authorise'))
  const [yes] = scene.provider.events.splice(0)
  if (!yes) throw new Error('no event')
  return { sessionId, yes }
}

const inbox = () =>
  scene.core.db.query<{ state: string; attempts: number; note: string | null }[]>(
    'select state, attempts, note from webhook order by received_at, id',
  )

test('the gateway stores an item once, and reads nothing of what is stored', async () => {
  const { yes } = await grantedHold()
  const gateway = { ...scene.core, db: scene.core.gateway }
  const item = itemOf(yes)
  expect(await receiveWebhook(gateway, [item, itemOf(yes)])).toEqual({ stored: 2, known: 0 })
  expect(await receiveWebhook(gateway, [item])).toEqual({ stored: 0, known: 1 })
  expect(await receiveWebhook(gateway, [])).toEqual({ stored: 0, known: 0 })
  await expect(scene.core.gateway.query('select body from webhook')).rejects.toThrow(
    'permission denied',
  )
})

test('the same item twice in one delivery is stored once', async () => {
  const { yes } = await grantedHold()
  const item = itemOf(yes)
  expect(await receiveWebhook(scene.core, [item, item])).toEqual({ stored: 1, known: 1 })
})

test('an event is the same after it was stored, to the last cent', async () => {
  const { yes } = await grantedHold()
  const huge = { ...yes, amount: { minor: 9_007_199_254_740_993n, currency: 'EUR' } }
  expect(readEvent(JSON.parse(JSON.stringify(storeEvent(huge))))).toEqual(huge)
})

test('what is about no payment of ours waits, is orphaned after a quarter of an hour, and is named', async () => {
  const { yes } = await grantedHold()
  const foreign = { ...yes, pspReference: 'NOBODYS', merchantReference: 'nobodys' }
  await scene.tell(foreign)
  expect(await inbox()).toMatchObject([{ state: 'stored', attempts: 1 }])
  // Not before its time: a second look at once finds nothing due.
  expect(await applyWebhooks(scene.core)).toBe(0)
  scene.clock.advance('PT15M')
  await scene.tell()
  expect(await inbox()).toMatchObject([{ state: 'orphaned' }])
  const { needsPerson } = await askAgain(scene.core, { olderThanSeconds: 86_400 })
  expect(needsPerson).toMatchObject([{ kind: 'webhook' }])
})

test('an orphan whose payment turns up after all is applied', async () => {
  const { sessionId, yes } = await grantedHold()
  await receiveWebhook(scene.core, [itemOf(yes)])
  await scene.core.owner.query(`update webhook set state = 'orphaned'`)
  const turn = await askAgain(scene.core, { olderThanSeconds: 86_400 })
  expect(turn).toMatchObject({ readopted: 1, needsPerson: [] })
  await scene.tell()
  expect(await scene.paymentOf(sessionId)).toMatchObject({ state: 'authorised' })
})

test('an item nobody can apply holds up no other, and is tried again', async () => {
  const { sessionId, yes } = await grantedHold()
  await receiveWebhook(scene.core, [itemOf(yes)])
  await scene.core.owner.query(`update webhook set body = jsonb_set(body, '{event,amount}', '"?"')`)
  scene.clock.advance('PT0.1S')
  await scene.tell(yes)
  expect(await inbox()).toMatchObject([{ state: 'stored', attempts: 1 }, { state: 'applied' }])
  expect(await scene.paymentOf(sessionId)).toMatchObject({ state: 'authorised' })
  expect((await inbox())[0]?.note).toContain('Error')
})

test('an event we do not know is kept with its code, also when it is about no payment', async () => {
  const { yes } = await grantedHold()
  const report = { ...yes, kind: 'other' as const, eventCode: 'REPORT_AVAILABLE' }
  await scene.tell(report, { ...report, pspReference: 'report.csv', merchantReference: '' })
  const notes = (await inbox()).map(({ state, note }) => `${state} ${note}`)
  expect(notes.sort()).toEqual([
    'kept Event REPORT_AVAILABLE is about no payment of ours',
    'kept Event REPORT_AVAILABLE is not known here',
  ])
})

test('a hundred items are applied by three workers at once, each once', async () => {
  const holds = []
  for (let index = 0; index < 10; index += 1) holds.push(await grantedHold())
  const items = holds.flatMap(({ yes }) => Array.from({ length: 10 }, () => itemOf(yes)))
  await receiveWebhook(scene.core, items)
  const counts = await Promise.all([1, 2, 3].map(() => applyWebhooks(scene.core, 100)))
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(100)
  expect(new Set((await inbox()).map(({ state }) => state))).toEqual(new Set(['applied']))
  for (const { sessionId } of holds) {
    expect(await scene.paymentOf(sessionId)).toMatchObject({ state: 'authorised' })
  }
})

test.each`
  attempts | seconds
  ${0}     | ${1}
  ${1}     | ${2}
  ${9}     | ${512}
  ${10}    | ${600}
  ${5000}  | ${600}
`('after $attempts tries the next is $seconds seconds away', ({ attempts, seconds }) => {
  const now = scene.clock.now()
  expect(now.until(nextTry(attempts, now)).total('seconds')).toBe(seconds)
})
