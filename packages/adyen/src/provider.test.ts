/** Speaks to the simulator through Adyen's official library: every request, every way to fail. */

import { randomUUID } from 'node:crypto'

import {
  type Receiver,
  type Simulator,
  startReceiver,
  startSimulator,
} from '@wattline/adyen-simulator'
import type { AuthoriseRequest, PaymentEvent } from '@wattline/billing'

import type { CallSeen } from './client.js'
import { readEvent } from './event.js'
import { type AdyenProvider, createAdyenProvider } from './provider.js'
import { verifyWebhook } from './webhook.js'

const merchantAccount = 'WattlineTest'
const hmacKey = '44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056'
const eur = (minor: bigint) => ({ minor, currency: 'EUR' })

let simulator: Simulator
let receiver: Receiver
let provider: AdyenProvider
let random = 1
const seen: CallSeen[] = []

beforeEach(async () => {
  receiver = await startReceiver()
  simulator = await startSimulator({
    port: 0,
    host: '127.0.0.1',
    apiKeys: ['key'],
    merchantAccounts: [merchantAccount],
    webhookEndpoints: [{ url: receiver.url, hmacKey }],
    clock: { now: () => ({ epochMilliseconds: 1_795_000_000_000 }) },
    random: () => {
      random = (random * 48_271) % 2_147_483_647
      return random / 2_147_483_647
    },
    modificationDelayMs: 1,
  })
  provider = connect(500)
  seen.length = 0
})

afterEach(async () => {
  provider.close()
  await simulator.stop()
  await receiver.stop()
})

function connect(timeoutMs: number, apiKey = 'key'): AdyenProvider {
  const config = { environment: 'TEST', apiKey, baseUrl: simulator.url, timeoutMs } as const
  return createAdyenProvider(config, call => seen.push(call))
}

function ask() {
  const id = randomUUID()
  return { idempotencyKey: id, merchantAccount, reference: `r-${id}` }
}

function hold(overrides: Partial<AuthoriseRequest> = {}, holderName?: string): AuthoriseRequest {
  return {
    ...ask(),
    amount: eur(5000n),
    type: 'pre',
    returnUrl: 'https://operator.example/return',
    means: {
      kind: 'encrypted-card',
      encryptedCardNumber: 'test_4111111111111111',
      encryptedExpiryMonth: 'test_03',
      encryptedExpiryYear: 'test_2030',
      encryptedSecurityCode: 'test_737',
      shopperReference: 'driver-1',
      store: false,
      ...(holderName === undefined ? {} : { holderName }),
    },
    ...overrides,
  }
}

async function authorised(request = hold()): Promise<string> {
  const answer = await provider.authorise(request)
  if (answer.kind !== 'authorised') throw new Error(`not authorised: ${JSON.stringify(answer)}`)
  return answer.pspReference
}

async function control(method: string, path: string, body?: object) {
  const response = await fetch(`${simulator.url}/_sim${path}`, {
    method,
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  const text = await response.text()
  return text === '' ? {} : JSON.parse(text)
}

const breakNext = (op: string, fault: object) =>
  control('POST', '/rules', { match: { op }, do: fault })

const events = (): PaymentEvent[] =>
  receiver.received.flatMap(({ body }) =>
    verifyWebhook(body, { hmacKeys: [hmacKey], live: false }).flatMap(judged =>
      judged.verdict === 'genuine' ? [readEvent(judged.item)] : [],
    ),
  )

const until = (kind: PaymentEvent['kind']) =>
  receiver.until(() => events().some(event => event.kind === kind))

test('a hold is captured and refunded, and each webhook is genuine and in our words', async () => {
  const request = hold()
  const paymentPspReference = await authorised(request)
  await until('authorised')
  const capture = { ...ask(), paymentPspReference, amount: eur(1234n) }
  const taken = await provider.capture(capture)
  expect(taken).toEqual({ kind: 'accepted', pspReference: expect.stringMatching(/^[0-9A-Z]{16}$/) })
  await until('captured')
  const refund = { ...ask(), paymentPspReference, amount: eur(234n) }
  expect(await provider.refund(refund)).toMatchObject({ kind: 'accepted' })
  await until('refunded')
  expect(events()).toMatchObject([
    { kind: 'authorised', merchantReference: request.reference, amount: eur(5000n) },
    {
      kind: 'captured',
      pspReference: taken.kind === 'accepted' && taken.pspReference,
      originalReference: paymentPspReference,
      merchantReference: capture.reference,
      amount: eur(1234n),
    },
    { kind: 'refunded', merchantReference: refund.reference, amount: eur(234n) },
  ])
  const { payment } = await control('GET', `/payments/${paymentPspReference}`)
  expect(payment).toMatchObject({ captured: 1234, refunded: 234, released: 3766 })
})

test('a hold is cancelled, by its pspReference or by our own reference', async () => {
  const paymentPspReference = await authorised()
  expect(await provider.cancel({ ...ask(), paymentPspReference })).toMatchObject({
    kind: 'accepted',
  })
  await until('cancelled')
  const request = hold()
  await authorised(request)
  const technical = { ...ask(), paymentReference: request.reference }
  expect(await provider.technicalCancel(technical)).toMatchObject({ kind: 'accepted' })
  await receiver.until(() => events().filter(event => event.kind === 'cancelled').length === 2)
})

test('a card is stored with a payment, and used without the driver', async () => {
  const { means } = hold()
  const first = await provider.authorise(
    hold({ means: { ...means, store: true } as AuthoriseRequest['means'] }),
  )
  expect(first).toMatchObject({ kind: 'authorised', paymentMethod: 'visa' })
  const storedPaymentMethodId =
    first.kind === 'authorised' ? String(first.storedPaymentMethodId) : ''
  const stored: AuthoriseRequest['means'] = {
    kind: 'stored',
    storedPaymentMethodId,
    shopperReference: 'driver-1',
    driverPresent: false,
  }
  expect(await provider.authorise(hold({ means: stored }))).toMatchObject({ kind: 'authorised' })
})

test.each`
  holderName              | answer
  ${'NOT_ENOUGH_BALANCE'} | ${{ kind: 'refused', code: 'Refused/12', reason: 'Not enough balance' }}
  ${'ERROR'}              | ${{ kind: 'refused', code: 'Error/4' }}
  ${'PENDING'}            | ${{ kind: 'waiting' }}
  ${'PARTIALLY_APPROVED'} | ${{ kind: 'authorised', amount: eur(2500n) }}
`('the holder $holderName is answered with $answer', async ({ holderName, answer }) => {
  expect(await provider.authorise(hold({}, holderName))).toMatchObject(answer)
})

test('amounts in a currency that Adyen counts otherwise arrive as they were meant', async () => {
  const answer = await provider.authorise(hold({ amount: { minor: 7500n, currency: 'ISK' } }))
  expect(answer).toMatchObject({ amount: { minor: 7500n, currency: 'ISK' } })
  const { totals } = await control('GET', '/payments')
  expect(totals).toMatchObject([{ currency: 'ISK', authorised: 750_000 }])
})

test('an amount that cannot be expressed is refused without a call', async () => {
  const answer = await provider.authorise(hold({ amount: { minor: 1n, currency: 'XXX' } }))
  expect(answer).toMatchObject({ kind: 'refused', code: 'local/amount' })
  expect(seen).toEqual([])
})

test('a capture processed and not answered is asked again with its key: one capture', async () => {
  const paymentPspReference = await authorised()
  const capture = { ...ask(), paymentPspReference, amount: eur(100n) }
  await breakNext('captures', { dropConnection: 'afterProcessing' })
  expect(await provider.capture(capture)).toMatchObject({ kind: 'unknown' })
  const again = await provider.capture(capture)
  expect(again).toMatchObject({ kind: 'accepted' })
  const { payment, modifications } = await control('GET', `/payments/${paymentPspReference}`)
  expect(modifications).toHaveLength(1)
  expect(modifications).toMatchObject([
    { pspReference: again.kind === 'accepted' && again.pspReference },
  ])
  await until('captured')
  expect(payment.merchantAccount).toBe(merchantAccount)
})

test.each(['authorise', 'capture', 'cancel', 'refund'] as const)(
  '%s lost before processing is executed once by its retry',
  async what => {
    const paymentPspReference = await authorised()
    const ops = { authorise: 'payments', capture: 'captures', cancel: 'cancels', refund: 'refunds' }
    const base = { ...ask(), paymentPspReference, amount: eur(100n) }
    const call = () => (what === 'authorise' ? provider.authorise(again) : provider[what](base))
    const again = hold()
    await breakNext(ops[what], { dropConnection: 'before' })
    expect(await call()).toMatchObject({ kind: 'unknown' })
    expect(await call()).toMatchObject({ pspReference: expect.any(String) })
    const { requests } = await control('GET', '/requests')
    const sent = requests.filter((each: { op: string }) => each.op === ops[what]).slice(-2)
    expect(sent[0].idempotencyKey).toBe(sent[1].idempotencyKey)
    expect(sent[0].bodyHash).toBe(sent[1].bodyHash)
  },
)

test.each`
  what                    | fault                                   | cause
  ${'no key store'}       | ${{ transient: true }}                  | ${/^transient: HTTP 503\/703/}
  ${'in progress'}        | ${{ transient: true, status: 422 }}     | ${/^transient: HTTP 422\/704/}
  ${'too many requests'}  | ${{ status: 429, body: '' }}            | ${/^transient: HTTP 429/}
  ${'a proxy’s page'}     | ${{ status: 502, body: '<h1>no</h1>' }} | ${/^unknown: HTTP 502/}
  ${'an empty answer'}    | ${{ emptyBody: true }}                  | ${/^unknown: .*empty/}
  ${'half an answer'}     | ${{ badJson: true }}                    | ${/^unknown: .*unreadable/}
  ${'an answer by drips'} | ${{ slowDripMs: 20 }}                   | ${/^unknown: no whole answer/}
`('$what is unknown, and the same key finds out', async ({ fault, cause }) => {
  const request = hold()
  await breakNext('payments', fault)
  const first = await provider.authorise(request)
  expect(first).toEqual({ kind: 'unknown', cause: expect.stringMatching(cause) })
  expect(await provider.authorise(request)).toMatchObject({ kind: 'authorised' })
  expect((await control('GET', '/payments')).count).toBe(1)
})

test('of two workers with one key, one is told, and the other knows nothing yet', async () => {
  const paymentPspReference = await authorised()
  const capture = { ...ask(), paymentPspReference, amount: eur(100n) }
  await control('POST', '/rules', {
    match: { op: 'captures' },
    do: { webhook: { beforeResponse: true, delayMs: 50 } },
  })
  const answers = await Promise.all([provider.capture(capture), provider.capture(capture)])
  expect(answers.map(each => each.kind).sort()).toEqual(['accepted', 'unknown'])
  const { modifications } = await control('GET', `/payments/${paymentPspReference}`)
  expect(modifications).toHaveLength(1)
})

test.each`
  what                    | change                                         | code
  ${'an unknown payment'} | ${{ paymentPspReference: 'AAAAAAAAAAAAAAAA' }} | ${'422/167'}
  ${'a foreign account'}  | ${{ merchantAccount: 'Other' }}                | ${'403/901'}
`('$what is refused with $code', async ({ change, code }) => {
  const paymentPspReference = await authorised()
  const capture = { ...ask(), paymentPspReference, amount: eur(1n), ...change }
  expect(await provider.capture(capture)).toMatchObject({ kind: 'refused', code })
})

test('a wrong API key is refused', async () => {
  const stranger = connect(500, 'wrong')
  expect(await stranger.authorise(hold())).toMatchObject({ kind: 'refused', code: '401/000' })
  stranger.close()
})

test.each([
  ['no payment', { paymentPspReference: 'undefined' }],
  ['a path for a payment', { paymentPspReference: '../payments' }],
  ['no key', { idempotencyKey: '' }],
  ['a long key', { idempotencyKey: 'k'.repeat(65) }],
  ['a colon in the reference', { reference: 'a:b' }],
  ['no account', { merchantAccount: '' }],
])('%s is a bug, and nothing is sent', async (_what, change) => {
  const capture = { ...ask(), paymentPspReference: 'A', amount: eur(1n), ...change }
  await expect(provider.capture(capture)).rejects.toMatchObject({ name: 'BrokenInvariant' })
  expect(seen).toEqual([])
})

test('webhooks are genuine beside forged, doubled and reordered ones', async () => {
  await control('POST', '/rules', [
    { match: { eventCode: 'AUTHORISATION' }, do: { webhook: { badHmac: true } } },
    { match: { eventCode: 'CAPTURE' }, do: { webhook: { duplicate: 5, concurrent: true } } },
  ])
  const paymentPspReference = await authorised()
  await until('authorised')
  await provider.capture({ ...ask(), paymentPspReference, amount: eur(100n) })
  await receiver.until(({ length }) => length === 7)
  const judged = receiver.received.flatMap(({ body }) =>
    verifyWebhook(body, { hmacKeys: ['00'.repeat(32), hmacKey], live: false }),
  )
  expect(judged.map(each => each.verdict)).toEqual(['forged', ...Array(6).fill('genuine')])
  expect(new Set(judged.slice(2).map(each => each.fingerprint)).size).toBe(1)
})
