import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

import { type TestCore, testCore } from '@wattline/billing/testing'

import { hmacKey } from './testing/test-gateway.js'

const main = fileURLToPath(new URL('../dist/main.js', import.meta.url))
let core: TestCore
const children: ChildProcess[] = []

beforeAll(async () => {
  core = await testCore()
})
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})
afterAll(() => core.close())

function start(env: Record<string, string>) {
  const child = fork(main, { env, silent: true, execArgv: [] })
  children.push(child)
  let errors = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    errors += chunk.toString()
  })
  const exited = once(child, 'exit').then(([code]) => ({ code: code as number | null, errors }))
  return { child, exited }
}

const env = (databaseUrl: string) => ({
  DATABASE_URL: databaseUrl,
  PORT: '0',
  ADYEN_HMAC_KEYS: hmacKey,
  ADYEN_WEBHOOK_USER: 'adyen',
  ADYEN_WEBHOOK_PASSWORD: 'hook',
  LOG_LEVEL: 'error',
})

test('the process says where it listens, serves, and stops when it is told to', async () => {
  const { child, exited } = start(env(core.urls.gatewayUrl))
  const [message] = (await once(child, 'message')) as [{ ready: boolean; url: string }]
  expect(message).toMatchObject({
    ready: true,
    url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
  })
  expect((await fetch(`${message.url}/ready`)).status).toBe(200)
  child.kill('SIGTERM')
  expect(await exited).toEqual({ code: 0, errors: '' })
})

test('the process stops when whoever started it is gone', async () => {
  const { child, exited } = start(env(core.urls.gatewayUrl))
  await once(child, 'message')
  child.disconnect()
  expect(await exited).toMatchObject({ code: 0 })
})

test('a role that sees past tenancy is refused, and faulty settings are named', async () => {
  const owner = await start(env(core.urls.ownerUrl)).exited
  expect(owner.code).toBe(1)
  expect(owner.errors).toMatch(/bypasses row-level security/)
  const faulty = await start({ ...env(core.urls.gatewayUrl), PORT: 'x', LOG_LEVEL: 'loud' }).exited
  expect(faulty.code).toBe(1)
  expect(faulty.errors).toMatch(/PORT[\s\S]*LOG_LEVEL/)
})
