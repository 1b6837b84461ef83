/**
 * The inbox: stored once under the gateway's role, applied once, never lost, and no item holds up
 * another.
 */

import { inScope } from '@wattline/database'

import { askProvider } from '../payments/ask-provider.js'
import { Payment } from '../payments/payment.entity.js'
import { PaymentIntent } from '../payments/payment-intent.entity.js'
import type { PaymentEvent } from '../payments/provider.js'
import { afresh, itemOf, type MoneyCore, moneyCore, tell, visit } from '../testing/money-core.js'
import { type World, world } from '../testing/world.js'
import { applyWebhooks } from './apply.js'
import { askAgain } from './ask-again.js'
import { readEvent, storeEvent } from './event-json.js'
import { receiveWebhook } from './receive.js'
import { nextTry } from './retry.js'

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

/** A hold that the provider granted and nobody here knows of yet. */
async function grantedHold(): Promise<{ sessionId: string; yes: PaymentEvent }> {
  const sessionId = await visit(core, w, { energyWh: 20_000n })
  const { id } = await paymentOf(sessionId)
  const [intent] = await inScope(core.db, [w.operatorId], tx =>
    tx.findBy(PaymentIntent, { paymentId: id }),
  )
  core.provider.next('authorise', 'lose-answer')
  await askProvider(core, w.operatorId, intent?.id ?? '')
  const [yes] = core.provider.events.splice(0)
  if (!yes) throw new Error('no event')
  return { sessionId, yes }
}

const paymentOf = (sessionId: string) =>
  inScope(core.db, [w.operatorId], tx => tx.findOneByOrFail(Payment, { sessionId }))

const inbox = () =>
  core.db.query<{ state: string; attempts: number; note: string | null }[]>(
    'select state, attempts, note from webhook order by received_at, id',
  )

test('the gateway stores an item once, and reads nothing of what is stored', async () => {
  const { yes } = await grantedHold()
  const gateway = { ...core, db: core.gateway }
  const item = itemOf(yes)
  expect(await receiveWebhook(gateway, [item, itemOf(yes)])).toEqual({ stored: 2, known: 0 })
  expect(await receiveWebhook(gateway, [item])).toEqual({ stored: 0, known: 1 })
  expect(await receiveWebhook(gateway, [])).toEqual({ stored: 0, known: 0 })
  await expect(core.gateway.query('select body from webhook')).rejects.toThrow('permission denied')
})

test('the same item twice in one delivery is stored once', async () => {
  const { yes } = await grantedHold()
  const item = itemOf(yes)
  expect(await receiveWebhook(core, [item, item])).toEqual({ stored: 1, known: 1 })
})

test('an event is the same after it was stored, to the last cent', async () => {
  const { yes } = await grantedHold()
  const huge = { ...yes, amount: { minor: 9_007_199_254_740_993n, currency: 'EUR' } }
  expect(readEvent(JSON.parse(JSON.stringify(storeEvent(huge))))).toEqual(huge)
})

test('what is about no payment of ours waits, is orphaned after a quarter of an hour, and is named', async () => {
  const { yes } = await grantedHold()
  const foreign = { ...yes, pspReference: 'NOBODYS', merchantReference: 'nobodys' }
  await tell(core, foreign)
  expect(await inbox()).toMatchObject([{ state: 'stored', attempts: 1 }])
  // Not before its time: a second look at once finds nothing due.
  expect(await applyWebhooks(core)).toBe(0)
  core.clock.advance('PT15M')
  await tell(core)
  expect(await inbox()).toMatchObject([{ state: 'orphaned' }])
  const { needsPerson } = await askAgain(core, { olderThanSeconds: 86_400 })
  expect(needsPerson).toMatchObject([{ kind: 'webhook' }])
})

test('an orphan whose payment turns up after all is applied', async () => {
  const { sessionId, yes } = await grantedHold()
  await receiveWebhook(core, [itemOf(yes)])
  await core.owner.query(`update webhook set state = 'orphaned'`)
  const turn = await askAgain(core, { olderThanSeconds: 86_400 })
  expect(turn).toMatchObject({ readopted: 1, needsPerson: [] })
  await tell(core)
  expect(await paymentOf(sessionId)).toMatchObject({ state: 'authorised' })
})

test('an item nobody can apply holds up no other, and is tried again', async () => {
  const { sessionId, yes } = await grantedHold()
  await receiveWebhook(core, [itemOf(yes)])
  await core.owner.query(`update webhook set body = jsonb_set(body, '{event,amount}', '"?"')`)
  core.clock.advance('PT0.1S')
  await tell(core, yes)
  expect(await inbox()).toMatchObject([{ state: 'stored', attempts: 1 }, { state: 'applied' }])
  expect(await paymentOf(sessionId)).toMatchObject({ state: 'authorised' })
  expect((await inbox())[0]?.note).toContain('Error')
})

test('an event we do not know is kept with its code, also when it is about no payment', async () => {
  const { yes } = await grantedHold()
  const report = { ...yes, kind: 'other' as const, eventCode: 'REPORT_AVAILABLE' }
  await tell(core, report, { ...report, pspReference: 'report.csv', merchantReference: '' })
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
  await receiveWebhook(core, items)
  const counts = await Promise.all([1, 2, 3].map(() => applyWebhooks(core, 100)))
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(100)
  expect(new Set((await inbox()).map(({ state }) => state))).toEqual(new Set(['applied']))
  for (const { sessionId } of holds) {
    expect(await paymentOf(sessionId)).toMatchObject({ state: 'authorised' })
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
  const now = core.clock.now()
  expect(now.until(nextTry(attempts, now)).total('seconds')).toBe(seconds)
})
