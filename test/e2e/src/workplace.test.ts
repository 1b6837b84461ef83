/**
 * The real workplace file through the whole chain, while worker, gateway and Postgres are killed in
 * turn.
 */

import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import { type Stack, startStack } from '@wattline/cli'
import { sharedFolder, testWith } from '@wattline/test-support'
import pg from 'pg'

import { pidOfPostgres, pidOfService } from './processes.js'
import { until } from './until.js'

const patienceMs = 300_000
const shared = sharedFolder()
const built = dirname(createRequire(import.meta.url).resolve('@wattline/cli'))
const commandLine = join(built, '..', 'bin', 'wattline.mjs')

let directory: string
let stack: Stack
let running: ChildProcess | undefined
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'wattline-kill-'))
  stack = await startStack({ directory, quiet: true })
}, patienceMs)
afterAll(async () => {
  running?.kill('SIGKILL')
  await stack?.stop()
  rmSync(directory, { recursive: true, force: true })
}, patienceMs)

/** Runs `wattline bill` beside the stack; what it says is heard line by line. */
function bill(file: string, report: string, hear: (line: string) => void): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [commandLine, 'bill', file, '--profile', 'workplace', '--report', report],
      {
        env: { ...process.env, WATTLINE_STATE: directory },
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    )
    running = child
    child.stderr.setEncoding('utf8').on('data', (text: string) => text.split('\n').forEach(hear))
    child.on('error', reject).on('close', code => resolve(code ?? 1))
  })
}

/** Kills a part once the run has come this far, and tells whether another stands in its place. */
function killOnce(moment: RegExp, atLeast: number, find: () => number | undefined) {
  let killed: number | undefined
  return {
    hear(line: string) {
      if (killed !== undefined || Number(moment.exec(line)?.[1] ?? 0) < atLeast) return
      killed = find()
      if (killed !== undefined) process.kill(killed, 'SIGKILL')
    },
    wasReplaced: () => killed !== undefined && find() !== undefined && find() !== killed,
  }
}

testWith(shared, '../shared')(
  'every session is billed and paid once, whatever is killed on the way',
  async () => {
    const file = join(shared ?? '', 'sessions', 'workplace-dataverse.csv')
    const report = join(directory, 'report')
    const kills = [
      killOnce(/^(\d+) billed/, 500, () => pidOfService('worker')),
      killOnce(/(\d+) captured/, 20, () => pidOfService('gateway')),
      killOnce(/(\d+) captured/, 100, () => pidOfPostgres(directory)),
    ]
    const hear = (line: string) => {
      for (const kill of kills) kill.hear(line)
    }
    let code = 1
    // A command that dies with its database is run again, as a person would.
    for (let run = 1; code !== 0 && run <= 5; run += 1) code = await bill(file, report, hear)
    expect(code).toBe(0)
    await until('all three were killed and replaced', () => kills.every(kill => kill.wasReplaced()))

    const facts = JSON.parse(readFileSync(join(report, 'report.json'), 'utf8'))
    expect(facts).toMatchObject({
      rows: { read: 3395, broken: [] },
      sessions: { billed: 3395 },
      payments: { captured: 379 },
      invoices: [{ currency: 'USD', count: 3395, withoutFee: 3016, grossMinor: '44224' }],
      book: [{ debitMinor: '88448', creditMinor: '88448', clearingMinor: '44224' }],
      provider: { capturedMinor: '44224', refundedMinor: '0' },
      findings: { 'power-above-connector': 6, 'zero-energy': 55 },
      fees: { compared: 3395, equal: 3333, different: 62 },
      troubles: [],
    })
    const differences = readFileSync(join(report, 'differences.csv'), 'utf8').trim().split('\n')
    expect(differences).toHaveLength(63)
    await expectNothingTwice()
    await expectNoNoticeWaited()
  },
  patienceMs,
)

interface Noticed {
  readonly state: string
  readonly createdAtMs: number
  readonly attempts: readonly { readonly atMs: number }[]
}

/**
 * Every notice was taken, and none was left to the schedule, which begins with two minutes: the
 * launcher has them tried as soon as the gateway is well again, with nobody to push.
 */
async function expectNoNoticeWaited(): Promise<void> {
  const answer = await fetch(new URL('/_sim/webhooks', stack.simulatorUrl))
  const { webhooks: all } = (await answer.json()) as { webhooks: Noticed[] }
  // Those of the cards put on file are kept back on purpose.
  const webhooks = all.filter(({ state }) => state !== 'suppressed')
  expect(new Set(webhooks.map(({ state }) => state))).toEqual(new Set(['acknowledged']))
  // Else nothing was held up, and the rest would prove nothing.
  expect(Math.max(...webhooks.map(({ attempts }) => attempts.length))).toBeGreaterThan(4)
  const waitsMs = webhooks.flatMap(({ createdAtMs, attempts }) => {
    const momentsMs = [createdAtMs, ...attempts.map(({ atMs }) => atMs)]
    return momentsMs.slice(1).map((atMs, index) => atMs - (momentsMs[index] ?? atMs))
  })
  expect(Math.max(...waitsMs)).toBeLessThan(60_000)
}

/** No session on two invoices, no gap in the numbers, no second capture at the provider. */
async function expectNothingTwice(): Promise<void> {
  const client = new pg.Client({ connectionString: stack.databaseUrls.ownerUrl })
  await client.connect()
  try {
    const { rows } = await client.query(
      `select (select count(*) from invoice)::int as invoices,
              (select count(distinct number) from invoice)::int as numbers,
              (select max(right(number, 6))::int from invoice) as last,
              (select count(*) from invoice_session)::int as sessions,
              (select count(*) from payment_intent where kind = 'capture' and state = 'succeeded')::int as captures,
              (select count(*) from payment_intent where kind = 'capture')::int as capture_intents`,
    )
    expect(rows).toEqual([
      {
        invoices: 3395,
        numbers: 3395,
        last: 3395,
        sessions: 3395,
        captures: 379,
        capture_intents: 379,
      },
    ])
  } finally {
    await client.end()
  }
}
