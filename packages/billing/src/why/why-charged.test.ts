/**
 * Tests the answer to "why was I charged this?", before a bill, after it and when facts changed.
 */

import { settle, visit } from '../testing/money-core.js'
import { billed } from '../testing/payment-scene.js'
import { RefundScene } from '../testing/refund-scene.js'
import { refusalOf } from '../testing/world.js'
import { compare } from './compare.js'
import { whyCharged } from './why-charged.js'

const scene = new RefundScene()
beforeAll(() => scene.open())
afterAll(() => scene.close())
beforeEach(() => scene.begin())

const why = (sessionId: string) => whyCharged(scene.core, [scene.w.operatorId], sessionId)

async function paidSession(): Promise<{ sessionId: string; invoiceId: string }> {
  const sessionId = await visit(scene.core, scene.w, billed)
  await settle(scene.core)
  const { invoiceId } = await scene.paymentOf(sessionId)
  return { sessionId, invoiceId: invoiceId ?? '' }
}

test('rated afresh, a session comes to its invoice to the last byte', async () => {
  const { sessionId, invoiceId } = await paidSession()
  const { invoice, now, changes, energy, entries } = await why(sessionId)
  expect(invoice?.id).toBe(invoiceId)
  expect(now?.grossMinor).toBe('1190')
  expect(changes).toEqual([])
  expect(energy).toMatchObject({ totalWh: 20_000n, source: 'begin-periodic' })
  expect(entries.map(({ kind }) => kind).sort()).toEqual(['captured', 'invoice-issued'])
})

test('the book of a session holds what was given back, too', async () => {
  const { sessionId, invoiceId } = await paidSession()
  const { clock } = scene.core
  clock.set(clock.now().add({ hours: 1 }))
  await scene.granted(invoiceId, 500n)
  clock.set(clock.now().add({ hours: 1 }))
  await settle(scene.core)
  const { entries } = await why(sessionId)
  expect(entries.map(({ kind }) => kind).slice(-2)).toEqual(['credit-note', 'refunded'])
  expect(entries).toHaveLength(4)
  expect(entries.at(-1)?.postings).toMatchObject([
    { credit: 'adyen:clearing', amount: { minor: 500n, currency: 'EUR' } },
  ])
})

test('before a bill there is a price and nothing to hold it against', async () => {
  const sessionId = await visit(scene.core, scene.w, billed)
  expect(await why(sessionId)).toMatchObject({
    invoice: undefined,
    now: { grossMinor: '1190' },
    changes: [],
    entries: [],
  })
})

test('a reading that came to light later is named, with the amounts it changes', async () => {
  const { sessionId } = await paidSession()
  // No door lets readings into a session that is billed; the owner of the database can.
  await scene.core.owner.query(
    `insert into meter_reading (id, operator_id, session_id, measured_at, received_at, register_wh, source)
     select gen_random_uuid(), operator_id, id, ended_at - interval '1 second', now(), 21000, 'periodic'
     from session where id = $1`,
    [sessionId],
  )
  const { changes, now } = await why(sessionId)
  expect(now?.grossMinor).toBe('1250')
  expect(changes.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['inputs.readings', 'bill.lines[0].quantity', 'bill.grossMinor']),
  )
  expect(changes).toContainEqual({ path: 'bill.grossMinor', billed: '1190', now: '1250' })
})

test('a session nobody knows is not found', async () => {
  expect(await refusalOf(why(scene.core.newId()))).toBe('not-found')
})

test.each([
  [{ a: 1 }, { a: 1 }, []],
  [{ a: 1, b: [] }, { b: [], a: 1 }, []],
  [{ a: [1, 2] }, { a: [1, 3, 4] }, ['x.a[1]', 'x.a[2]']],
  [{ a: null }, {}, []],
  [{ a: { b: 'c' } }, { a: 'c' }, ['x.a']],
  [{ a: [] }, { a: {} }, ['x.a']],
])('%j and %j differ in %j', (billed, now, paths) => {
  expect(compare(billed, now, 'x').map(({ path }) => path)).toEqual(paths)
})
