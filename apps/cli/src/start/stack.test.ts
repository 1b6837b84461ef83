import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { identify, isAlive } from '@wattline/embedded'
import { Client } from 'pg'

import type { Service } from './child.js'
import { type Environments, sampleMerchantAccount } from './environment.js'
import { AlreadyRunning, findStack, raiseStack, type Stack } from './stack.js'

/** A service that behaves as ours must: reports, writes its number, ends with its IPC channel. */
const wellBehaved = `
import { writeFileSync } from 'node:fs'
writeFileSync(process.env.PID_FILE, String(process.pid))
process.on('disconnect', () => process.exit(0))
process.on('SIGTERM', () => process.exit(0))
process.send({ ready: true })`

let folder: string
let state: string
const launchers: ChildProcess[] = []

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'wattline-stack-'))
  chmodSync(folder, 0o755)
  state = join(folder, 'state')
  writeFileSync(join(folder, 'service.mjs'), wellBehaved)
  writeFileSync(
    join(folder, 'broken.mjs'),
    'console.error("no key in ADYEN_API_KEY"); process.exit(4)',
  )
})

afterEach(() => {
  for (const launcher of launchers.splice(0)) launcher.kill('SIGKILL')
})

afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

function services(...files: string[]) {
  return (environments: Environments, logFolder: string): Service[] =>
    files.map((file, index) => ({
      name: `service ${index}`,
      module: join(folder, file),
      environment: { ...environments.worker, PID_FILE: join(folder, `pid-${index}`) },
      logFile: join(logFolder, `${index}.log`),
    }))
}

function pidOf(index: number): number {
  return Number(readFileSync(join(folder, `pid-${index}`), 'utf8'))
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const deadlineMs = performance.now() + 20_000
  while (!(await isSo())) {
    if (performance.now() > deadlineMs) throw new Error('It did not come true within 20 s.')
    await new Promise(resolve => setTimeout(resolve, 10))
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

function postmaster(): number {
  const file = join(state, 'postgres', 'data', 'postmaster.pid')
  return Number(readFileSync(file, 'utf8').split('\n')[0])
}

test('everything comes up, comes back after kill -9, and goes down without a trace', async () => {
  const said: string[] = []
  const say = (line: string) => void said.push(line)
  const stack = await raiseStack({ directory: state, say }, services('service.mjs', 'service.mjs'))
  try {
    expect(await answers(stack.databaseUrls.gatewayUrl)).toBe(true)
    expect(findStack(state)).toMatchObject({ gatewayUrl: stack.gatewayUrl })

    const killed = pidOf(0)
    process.kill(killed, 'SIGKILL')
    await until(() => said.includes('service 0 is back.') && pidOf(0) !== killed)
    expect(said).toContain('service 0 ended (SIGKILL); starting it again.')

    process.kill(postmaster(), 'SIGKILL')
    await until(() => said.includes('Postgres is back.'))
    expect(await answers(stack.databaseUrls.workerUrl)).toBe(true)
  } finally {
    await stack.stop()
  }
  expect([pidOf(0), pidOf(1)].map(identify)).toEqual([undefined, undefined])
  expect(await answers(stack.databaseUrls.ownerUrl)).toBe(false)
  expect(findStack(state)).toBeUndefined()
  expect(readdirSync(state)).not.toContain('launcher.lock')
})

test('a second start of the same folder is told where the first one runs', async () => {
  const first = await raiseStack({ directory: state, quiet: true }, services('service.mjs'))
  try {
    const second = raiseStack({ directory: state, quiet: true }, services('service.mjs'))
    await expect(second).rejects.toThrow(AlreadyRunning)
    await expect(second).rejects.toThrow(`${first.gatewayUrl}/graphql`)
  } finally {
    await first.stop()
  }
})

test('one service that cannot start stops the others, and its last words are told', async () => {
  const start = raiseStack({ directory: state, quiet: true }, services('service.mjs', 'broken.mjs'))
  await expect(start).rejects.toThrow(
    /service 1: it ended \(exit code 4\)[\s\S]*no key in ADYEN_API_KEY/,
  )
  expect(identify(pidOf(0))).toBeUndefined()
  const absent = raiseStack({ directory: state, quiet: true }, services('absent.mjs'))
  await expect(absent).rejects.toThrow('service 0 is not built')
})

test('a start that is given up stops what had started', async () => {
  const stopping = new AbortController()
  const giveUp = (...given: Parameters<ReturnType<typeof services>>) => {
    stopping.abort(new Error('Stopped by SIGINT'))
    return services('service.mjs')(...given)
  }
  const options = { directory: state, quiet: true, signal: stopping.signal }
  await expect(raiseStack(options, giveUp)).rejects.toThrow('Stopped by SIGINT')
  expect(identify(pidOf(0))).toBeUndefined()
  expect(existsSync(join(state, 'postgres', 'data', 'postmaster.pid'))).toBe(false)
  expect(readdirSync(state)).not.toContain('launcher.lock')
})

test('after kill -9 of the launcher nothing is left, and the next start works', async () => {
  const built = new URL('../../dist/start/stack.js', import.meta.url).href
  const code = `
    const { raiseStack } = await import(${JSON.stringify(built)})
    await raiseStack({ directory: ${JSON.stringify(state)}, quiet: true }, (_, logs) => [{
      name: 'service', module: ${JSON.stringify(join(folder, 'service.mjs'))},
      environment: { PID_FILE: ${JSON.stringify(join(folder, 'pid-0'))} }, logFile: logs + '/0.log',
    }])
    process.stdout.write('up')`
  const launcher = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  launchers.push(launcher)
  await once(launcher.stdout, 'data')
  const left = [pidOf(0), postmaster()].map(pid => String(identify(pid)))
  expect(left.map(isAlive)).toEqual([true, true])
  launcher.kill('SIGKILL')
  await until(() => !left.some(isAlive))
  expect(findStack(state)).toBeUndefined()
  const again = await raiseStack({ directory: state, quiet: true }, services('service.mjs'))
  await again.stop()
})

/** A gateway that takes notices only while the file `closed` is not there. */
const slowToOpen = `
import { appendFileSync, existsSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
const { PORT, PID_FILE, CLOSED, RECEIVED } = process.env
writeFileSync(PID_FILE, String(process.pid))
const answer = (request, response) => {
  if (existsSync(CLOSED)) return response.writeHead(503).end()
  if (request.url !== '/ready') appendFileSync(RECEIVED, request.url + '\\n')
  response.end()
}
createServer(answer).listen(PORT, '127.0.0.1', () => process.send({ ready: true }))
process.on('disconnect', () => process.exit(0))`

/** The real simulator, and that gateway before it. */
function noticeTakers(environments: Environments, logFolder: string): Service[] {
  const { simulator, gateway } = environments
  writeFileSync(join(folder, 'gateway.mjs'), slowToOpen)
  const files = { PID_FILE: join(folder, 'pid-0'), CLOSED: closed(), RECEIVED: received() }
  const module = createRequire(import.meta.url).resolve('@wattline/adyen-simulator')
  return [
    {
      name: 'gateway',
      module: join(folder, 'gateway.mjs'),
      environment: { ...gateway, ...files },
      logFile: join(logFolder, 'gateway.log'),
      takesNotices: true,
    },
    {
      name: 'simulator',
      module: join(module, '..', 'main.js'),
      environment: simulator,
      logFile: join(logFolder, 'simulator.log'),
    },
  ]
}

const closed = () => join(folder, 'closed')
const received = () => join(folder, 'received')

/** Has the simulator tell of a payment, and waits until it has given up trying for now. */
async function holdUpNotice({ simulatorUrl, simulatorApiKey }: Stack, reference: string) {
  writeFileSync(closed(), '')
  const payment = {
    merchantAccount: sampleMerchantAccount,
    amount: { currency: 'EUR', value: 100 },
    reference,
    returnUrl: 'https://wattline.example/return',
    paymentMethod: {
      type: 'scheme',
      encryptedCardNumber: 'test_4111111111111111',
      encryptedExpiryMonth: 'test_03',
      encryptedExpiryYear: 'test_2030',
      encryptedSecurityCode: 'test_737',
    },
  }
  const headers = { 'content-type': 'application/json', 'x-api-key': simulatorApiKey }
  const answer = await fetch(`${simulatorUrl}/v72/payments`, {
    method: 'POST',
    headers,
    body: JSON.stringify(payment),
  })
  expect(answer.status).toBe(200)
  await until(async () => {
    const { webhooks } = (await (await fetch(`${simulatorUrl}/_sim/webhooks`)).json()) as {
      webhooks: { attempts: unknown[]; item: { merchantReference: string } }[]
    }
    const mine = webhooks.find(({ item }) => item.merchantReference === reference)
    return mine?.attempts.length === 4
  })
}

function countReceived(): number {
  return existsSync(received()) ? readFileSync(received(), 'utf8').trim().split('\n').length : 0
}

test('what the simulator held is tried once a gateway or database that was away is well', async () => {
  const said: string[] = []
  const say = (line: string) => void said.push(line)
  const stack = await raiseStack({ directory: state, say }, noticeTakers)
  try {
    await holdUpNotice(stack, 'gateway away')
    process.kill(pidOf(0), 'SIGKILL')
    await until(() => said.includes('gateway is back.'))
    expect(countReceived()).toBe(0)
    rmSync(closed())
    await until(() => countReceived() === 1)

    await holdUpNotice(stack, 'database away')
    rmSync(closed())
    process.kill(postmaster(), 'SIGKILL')
    await until(() => countReceived() === 2)
    expect(said).toContain('Postgres is back.')
  } finally {
    await stack.stop()
  }
}, 60_000)
