/** A person's word on a held session: billed with it in the proof, or never billed and let go. */

import { readInvoices } from '../invoices/read-invoices.js'
import { billed, capturedBook, onStage, Scene } from '../testing/payment-scene.js'
import { refusalOf, sessionOf, world } from '../testing/world.js'
import { type DecideHeldInput, decideHeldSession } from './decide-held.js'
import type { Ruling } from './session.entity.js'

const scene = onStage(new Scene(), { beforeAll, afterAll, beforeEach, afterEach })

/** 20 kWh in one hour, at a connector that is said to deliver 1 kW. */
async function implausible(): Promise<string> {
  const sessionId = await scene.visit(billed)
  await scene.core.owner.query(
    `update connector set max_power_w = 1000
     where id = (select connector_id from session where id = $1)`,
    [sessionId],
  )
  return sessionId
}

async function held(): Promise<string> {
  const sessionId = await implausible()
  await scene.settle()
  expect(await session(sessionId)).toMatchObject({ state: 'held', ruling: null })
  return sessionId
}

const session = (id: string) => sessionOf(scene.core, scene.w, id)

function decide(sessionId: string, decision: Ruling, more: Partial<DecideHeldInput> = {}) {
  return decideHeldSession(scene.core, scene.w.operator, {
    sessionId,
    decision,
    reason: 'The charger’s rating is mistyped',
    idempotencyKey: scene.core.newId(),
    ...more,
  })
}

test('accepted, it is billed and captured, and the bill says who accepted it and why', async () => {
  const sessionId = await held()
  await decide(sessionId, 'accept')
  await scene.settle()
  const ruling = {
    decision: 'accept',
    reason: 'The charger’s rating is mistyped',
    keyId: scene.w.operator.keyId,
    decidedAt: scene.clock.now().toString(),
  }
  expect(await session(sessionId)).toMatchObject({ state: 'billed', trouble: null, ruling })
  const { invoiceId } = await scene.paymentOf(sessionId)
  expect(await scene.book()).toEqual(capturedBook)
  const [invoice] = await readInvoices(scene.core.gateway, [scene.w.operatorId], [invoiceId ?? ''])
  expect(invoice).toMatchObject({
    proof: { ruling, findings: ['power-above-connector'] },
  })
})

test('dropped, it stands on no invoice and its hold is let go', async () => {
  const sessionId = await held()
  await decide(sessionId, 'drop')
  await scene.settle()
  expect(await session(sessionId)).toMatchObject({ state: 'dropped', ruling: { decision: 'drop' } })
  expect(await scene.paymentOf(sessionId)).toMatchObject({ state: 'cancelled', trouble: null })
  expect(scene.provider.effects).toMatchObject({ capture: 0, cancel: 1 })
  const invoices = await scene.core.owner.query(
    'select 1 from invoice_session where session_id = $1',
    [sessionId],
  )
  expect(invoices).toEqual([])
})

test('a hold that is granted only after its session was dropped is let go as well', async () => {
  scene.provider.next('authorise', 'lose-answer')
  const sessionId = await implausible()
  await scene.workOff()
  const events = scene.provider.events.splice(0)
  await decide(sessionId, 'drop')
  await scene.tell(...events)
  await scene.settle()
  expect(await scene.paymentOf(sessionId)).toMatchObject({ state: 'cancelled' })
})

test('one word counts: a second, another at the same time, and one on any other session do not', async () => {
  const sessionId = await held()
  const answers = await Promise.all([
    refusalOf(decide(sessionId, 'accept')),
    refusalOf(decide(sessionId, 'drop')),
  ])
  expect(answers.filter(answer => answer === 'session-not-held')).toHaveLength(1)
  await scene.settle()
  expect(await refusalOf(decide(sessionId, 'drop'))).toBe('session-not-held')
  const plain = await scene.visit({ energyWh: 1000n })
  expect(await refusalOf(decide(plain, 'accept'))).toBe('session-not-held')
})

test('a word without a reason, of a partner, or on another operator’s session is refused', async () => {
  const sessionId = await held()
  expect(await refusalOf(decide(sessionId, 'drop', { reason: ' ' }))).toBe('input-invalid')
  expect(await refusalOf(decide(sessionId, 'drop', { reason: 'x'.repeat(2001) }))).toBe(
    'input-invalid',
  )
  const input = { sessionId, decision: 'drop', reason: 'Mine', idempotencyKey: 'k' } as const
  expect(await refusalOf(decideHeldSession(scene.core, scene.w.partner, input))).toBe(
    'role-insufficient',
  )
  const other = await world(scene.core)
  expect(await refusalOf(decideHeldSession(scene.core, other.operator, input))).toBe('not-found')
  expect(await session(sessionId)).toMatchObject({ state: 'held', ruling: null })
})
