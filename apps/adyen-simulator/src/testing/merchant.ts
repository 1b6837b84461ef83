/** A simulator of one merchant account for tests, and the calls a merchant makes to it. */

import { type Simulator, type SimulatorOptions, startSimulator } from '../start.js'

export const apiKey = 'simulated-key'
export const merchantAccount = 'WattlineTest'
export const hmacKey = '44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056'

export interface Reply {
  readonly status: number
  readonly headers: Headers
  /** The parsed body; empty when there is none. */
  readonly body: Readonly<Record<string, unknown>>
}

export interface Merchant {
  readonly url: string
  /** A Checkout call: `post('/payments', {...}, 'key')`. The merchant account is added. */
  post(path: string, body: object, idempotencyKey?: string): Promise<Reply>
  /** A call to any path, without the version before it. */
  call(method: string, path: string, body?: unknown): Promise<Reply>
  /** Authorises with a test card. @returns the pspReference */
  authorise(overrides?: object): Promise<string>
  stop(): Promise<void>
}

/** Numbers that look random and are the same in every run. */
export function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** An instant after the present one, since Node's own timers are real. */
const startedAtMs = 1_795_000_000_000

export async function startMerchant(options: Partial<SimulatorOptions> = {}): Promise<Merchant> {
  const simulator = await startSimulator({
    port: 0,
    host: '127.0.0.1',
    apiKeys: [apiKey],
    merchantAccounts: [merchantAccount],
    webhookEndpoints: [],
    clock: { now: () => ({ epochMilliseconds: startedAtMs }) },
    random: seededRandom(7),
    modificationDelayMs: 1,
    ...options,
  })
  return merchantOf(simulator)
}

function merchantOf(simulator: Simulator): Merchant {
  const { url } = simulator
  const call = async (method: string, path: string, body?: unknown, key?: string) => {
    const response = await fetch(url + path, {
      method,
      headers: {
        'x-api-key': apiKey,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return {
      status: response.status,
      headers: response.headers,
      body: text === '' ? {} : JSON.parse(text),
    }
  }
  const post = (path: string, body: object, key?: string) =>
    call('POST', `/v72${path}`, { merchantAccount, ...body }, key)
  return {
    url,
    call: (method, path, body) => call(method, path, body),
    post,
    async authorise(overrides = {}) {
      const { body } = await post('/payments', { ...cardPayment(), ...overrides })
      return String(body.pspReference)
    },
    stop: () => simulator.stop(),
  }
}

export const testCard = {
  type: 'scheme',
  encryptedCardNumber: 'test_4111111111111111',
  encryptedExpiryMonth: 'test_03',
  encryptedExpiryYear: 'test_2030',
  encryptedSecurityCode: 'test_737',
}

let lastPayment = 0

/** A pre-authorisation of 50.00 EUR with a test card, under a reference of its own. */
export function cardPayment(paymentMethod: object = {}) {
  lastPayment += 1
  return {
    amount: { currency: 'EUR', value: 5000 },
    reference: `hold-${lastPayment}`,
    returnUrl: 'https://operator.example/return',
    paymentMethod: { ...testCard, ...paymentMethod },
    additionalData: { authorisationType: 'PreAuth', manualCapture: 'true' },
  }
}
