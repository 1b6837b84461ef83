/**
 * Delivers to receivers that are down, slow, or several; and shows each fault of a notification.
 */

import { hmacKey, type Merchant, startMerchant } from '../testing/merchant.js'
import { type Receiver, startReceiver } from '../testing/receiver.js'

let merchant: Merchant
let receiver: Receiver
const others: Receiver[] = []

beforeEach(async () => {
  receiver = await startReceiver()
  merchant = await startMerchant({ webhookEndpoints: [{ url: receiver.url, hmacKey }] })
})

afterEach(async () => {
  await merchant.stop()
  await receiver.stop()
  await Promise.all(others.splice(0).map(each => each.stop()))
})

const rule = (webhook: object, match: object = {}) =>
  merchant.call('POST', '/_sim/rules', { match, do: { webhook } })

const advance = (duration: string) => merchant.call('POST', '/_sim/clock', { advance: duration })

const psps = (from: Receiver = receiver) => from.received.map(({ item }) => item.pspReference)

async function statesOf(): Promise<string[]> {
  const { body } = await merchant.call('GET', '/_sim/webhooks')
  return (body.webhooks as { state: string }[]).map(each => each.state)
}

test('an unacknowledged one is tried four times, then holds up all behind it', async () => {
  receiver.answerWith(500)
  const first = await merchant.authorise()
  await receiver.until(({ length }) => length === 4)
  const second = await merchant.authorise()
  await advance('PT1M59S')
  expect(psps()).toEqual([first, first, first, first])

  await advance('PT2S')
  await receiver.until(({ length }) => length === 5)
  expect(psps().at(-1)).toBe(first)

  receiver.answerWith(202)
  await advance('PT5M')
  await receiver.until(({ length }) => length === 7)
  expect(psps().slice(5)).toEqual([first, second])
})

test('a receiver that is away for two hours gets everything in the end', async () => {
  const port = Number(new URL(receiver.url).port)
  await receiver.stop()
  const sent = [await merchant.authorise(), await merchant.authorise(), await merchant.authorise()]
  await advance('PT2H')
  receiver = await startReceiver(port)
  await advance('PT8H')
  await receiver.until(({ length }) => length === 3)
  expect(psps().sort()).toEqual(sent.sort())
})

test('every endpoint gets everything, and one that is down holds up only itself', async () => {
  const other = await startReceiver()
  others.push(other)
  const endpoints = [
    { url: receiver.url, hmacKey },
    { url: other.url, hmacKey: 'AB'.repeat(32) },
  ]
  await merchant.call('PUT', '/_sim/endpoints', { endpoints })
  receiver.answerWith(503)
  const sent = [await merchant.authorise(), await merchant.authorise()]
  await other.until(({ length }) => length === 2)
  expect(psps(other).sort()).toEqual(sent.sort())
  const signatures = [receiver, other].map(
    each => each.received[0]?.item.additionalData.hmacSignature,
  )
  expect(signatures[0]).not.toBe(signatures[1])
})

test('retries keep the signature of the first try when the key is changed meanwhile', async () => {
  receiver.answerWith(500)
  await merchant.authorise()
  await receiver.until(({ length }) => length === 4)
  const endpoints = [{ url: receiver.url, hmacKey: 'CD'.repeat(32) }]
  receiver.answerWith(202)
  await merchant.call('PUT', '/_sim/endpoints', { endpoints })
  await receiver.until(({ length }) => length === 5)
  const signatures = receiver.received.map(({ item }) => item.additionalData.hmacSignature)
  expect(new Set(signatures).size).toBe(1)
})

test('settings changed while a try is under way bring one more try at once', async () => {
  receiver.answerWith(500)
  const release = receiver.holdAnswers()
  const first = await merchant.authorise()
  await receiver.until(({ length }) => length === 1)
  await merchant.call('PUT', '/_sim/endpoints', { endpoints: [{ url: receiver.url, hmacKey }] })
  release()
  await receiver.until(({ length }) => length === 5)
  await advance('PT1M59S')
  expect(psps()).toEqual([first, first, first, first, first])
})

test('a suppressed notification is never sent', async () => {
  await rule({ suppress: true })
  await merchant.authorise()
  const second = await merchant.authorise()
  await receiver.until(({ length }) => length === 1)
  await advance('P1D')
  expect(psps()).toEqual([second])
  expect(await statesOf()).toEqual(expect.arrayContaining(['suppressed', 'acknowledged']))
})

test.each([[{ duplicate: 5 }], [{ duplicate: 5, concurrent: true }]])(
  '%j sends the same item five times',
  async fault => {
    await rule(fault)
    const release = 'concurrent' in fault ? receiver.holdAnswers() : () => {}
    await merchant.authorise()
    await receiver.until(({ length }) => length === 5)
    release()
    const bodies = new Set(receiver.received.map(({ body }) => JSON.stringify(body)))
    expect(bodies.size).toBe(1)
  },
)

test('a reordered one comes after the next, or alone when no other follows', async () => {
  await rule({ reorder: true })
  const first = await merchant.authorise()
  const second = await merchant.authorise()
  await receiver.until(({ length }) => length === 2)
  expect(psps()).toEqual([second, first])

  await rule({ reorder: true })
  const lonely = await merchant.authorise()
  // Comes only once its notification has set out.
  await merchant.call('GET', '/_sim/webhooks')
  await advance('PT3S')
  await advance('PT3S')
  await receiver.until(({ length }) => length === 3)
  expect(psps().at(-1)).toBe(lonely)
})

test.each([[true], ['missing']])('badHmac %j sends a forged one before the true one', async how => {
  await rule({ badHmac: how })
  await merchant.authorise()
  await receiver.until(({ length }) => length === 2)
  const [forged, genuine] = receiver.received.map(({ item }) => item.additionalData.hmacSignature)
  expect(genuine).toMatch(/^[\w+/]{43}=$/)
  expect(forged).not.toBe(genuine)
  expect(forged === undefined).toBe(how === 'missing')
})

test('beforeResponse is received before the call is answered, also for a capture', async () => {
  const psp = await merchant.authorise()
  await receiver.until(({ length }) => length === 1)
  await rule({ beforeResponse: true }, { eventCode: 'CAPTURE' })
  const release = receiver.holdAnswers()
  let answered = false
  const amount = { currency: 'EUR', value: 100 }
  const capture = merchant.post(`/payments/${psp}/captures`, { amount }).then(reply => {
    answered = true
    return reply
  })
  await receiver.until(({ length }) => length === 2)
  expect(answered).toBe(false)
  release()
  const { body } = await capture
  expect(receiver.received[1]?.item).toMatchObject({
    eventCode: 'CAPTURE',
    pspReference: body.pspReference,
  })
})

test('a notification can be sent again by hand', async () => {
  await merchant.authorise()
  await receiver.until(({ length }) => length === 1)
  const { body } = await merchant.call('GET', '/_sim/webhooks')
  const [{ id }] = body.webhooks as [{ id: number }]
  expect((await merchant.call('POST', `/_sim/webhooks/${id}/redeliver`)).status).toBe(202)
  await receiver.until(({ length }) => length === 2)
  expect(receiver.received[1]?.body).toEqual(receiver.received[0]?.body)
  expect((await merchant.call('POST', '/_sim/webhooks/999/redeliver')).status).toBe(404)
})
