/** Runs the simulator as a process: configured, ready, killed, started again. */

import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { readSimulatorConfig } from './config.js'
import { cardPayment } from './testing/merchant.js'

const main = fileURLToPath(new URL('../dist/main.js', import.meta.url))

let folder: string
const children: ChildProcess[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simulator-'))
})

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

afterAll(() => rm(folder, { recursive: true }))

function run(env: Record<string, string>): ChildProcess {
  const child = fork(main, { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
  children.push(child)
  return child
}

const settings = {
  SIMULATOR_API_KEY: 'key',
  SIMULATOR_MERCHANT_ACCOUNTS: 'WattlineTest, Other',
}

async function ready(child: ChildProcess): Promise<string> {
  const [message] = await once(child, 'message')
  expect(message).toMatchObject({ ready: true, url: expect.stringMatching(/^http:/) })
  return (message as { url: string }).url
}

function pay(url: string, reference: string) {
  return fetch(`${url}/v72/payments`, {
    method: 'POST',
    headers: { 'x-api-key': 'key', 'idempotency-key': reference },
    body: JSON.stringify({ merchantAccount: 'Other', ...cardPayment(), reference }),
  }).then(response => response.json() as Promise<{ pspReference: string }>)
}

test('a kill -9 in the middle of a storm loses no payment that was answered', async () => {
  const env = { ...settings, SIMULATOR_JOURNAL: join(folder, 'journal.jsonl') }
  const first = run(env)
  const url = await ready(first)
  const answered = new Map<string, string>()
  const storm = Array.from({ length: 200 }, async (_, at) => {
    try {
      const { pspReference } = await pay(url, `hold-${at}`)
      answered.set(`hold-${at}`, pspReference)
      if (answered.size === 60) first.kill('SIGKILL')
    } catch {
      // Cut off by the kill: nobody was told anything.
    }
  })
  await Promise.all(storm)
  expect(answered.size).toBeGreaterThanOrEqual(60)

  const again = await ready(run(env))
  for (const [reference, pspReference] of answered) {
    expect(await pay(again, reference)).toMatchObject({ pspReference })
  }
})

test.each(['SIGTERM', 'SIGINT'] as const)('%s stops it cleanly', async signal => {
  const child = run(settings)
  await ready(child)
  child.kill(signal)
  expect(await once(child, 'exit')).toEqual([0, null])
})

test('it stops when its launcher goes away', async () => {
  const child = run(settings)
  await ready(child)
  child.disconnect()
  expect(await once(child, 'exit')).toEqual([0, null])
})

test('every fault of the configuration is told at once, and it does not start', async () => {
  const child = run({ SIMULATOR_PORT: 'x', SIMULATOR_WEBHOOK_URL: 'gateway', ADYEN_HMAC_KEY: 'k' })
  let said = ''
  child.stderr?.on('data', chunk => {
    said += chunk
  })
  expect(await once(child, 'close')).toEqual([1, null])
  expect(said.match(/^[A-Z_]+(?=: )/gm)).toEqual([
    'SIMULATOR_PORT',
    'SIMULATOR_API_KEY',
    'SIMULATOR_MERCHANT_ACCOUNTS',
    'SIMULATOR_WEBHOOK_URL',
    'ADYEN_HMAC_KEY',
  ])
})

test('the whole configuration is read', () => {
  const hmacKey = 'ab'.repeat(32)
  const env = {
    ...settings,
    SIMULATOR_PORT: '8081',
    SIMULATOR_WEBHOOK_URL: 'http://127.0.0.1:4000/webhooks/adyen',
    SIMULATOR_WEBHOOK_USER: 'adyen',
    SIMULATOR_WEBHOOK_PASSWORD: 'secret',
    ADYEN_HMAC_KEY: hmacKey,
    SIMULATOR_JOURNAL: '/data/journal.jsonl',
  }
  expect(readSimulatorConfig(env)).toEqual({
    config: {
      port: 8081,
      host: '127.0.0.1',
      apiKeys: ['key'],
      merchantAccounts: ['WattlineTest', 'Other'],
      webhookEndpoints: [
        { url: env.SIMULATOR_WEBHOOK_URL, user: 'adyen', password: 'secret', hmacKey },
      ],
      journalPath: '/data/journal.jsonl',
    },
  })
})
