/** Tries `backtest` as an operator runs it, against a real gateway, with a worker beside. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

import { registerPlugin, runBacktest } from '@wattline/billing'
import {
  BacktestScene,
  dearTariff,
  owl,
  past,
  type TestCore,
  testCore,
  type World,
  world,
} from '@wattline/billing/testing'
import type { Gateway } from '@wattline/gateway'

import { askGateway } from './ask-gateway.js'
import { main } from './backtest.js'
import { gatewayBeside } from './testing/gateway-beside.js'

const folder = mkdtempSync(join(tmpdir(), 'wattline-backtest-'))
let core: TestCore
let gateway: Gateway
let w: World

beforeAll(async () => {
  core = await testCore()
  gateway = await gatewayBeside(core)
  process.env.WATTLINE_URL = gateway.url
  w = await world(core)
  process.env.WATTLINE_KEY = w.secrets.operator
  await past(core, w)
})
afterAll(async () => {
  delete process.env.WATTLINE_URL
  delete process.env.WATTLINE_KEY
  await gateway.stop()
  await core.close()
  rmSync(folder, { recursive: true })
})

async function run(...args: string[]) {
  const { jest } = import.meta
  const out = jest.spyOn(process.stdout, 'write').mockImplementation(() => true)
  const told = jest.spyOn(process.stderr, 'write').mockImplementation(() => true)
  try {
    const code = await main(args)
    const [printed = '', complained = ''] = [out, told].map(({ mock }) =>
      mock.calls.map(([text]) => String(text)).join(''),
    )
    return { code, printed, complained }
  } finally {
    jest.restoreAllMocks()
  }
}

/** As a worker would, once one is asked for. */
async function workNext(): Promise<void> {
  for (;;) {
    const [row] = await core.owner.query<{ id: string }[]>(
      `select id from backtest where state = 'waiting' and operator_id = $1`,
      [w.operatorId],
    )
    if (row) return runBacktest(core, { operatorId: w.operatorId, backtestId: row.id })
    await wait(20)
  }
}

async function backtest(...args: string[]) {
  const period = ['--from', '2025-01-01', '--until', '2026-12-31T00:00:00Z']
  const [ran] = await Promise.all([run(...period, ...args), workNext()])
  return ran
}

test('a dearer draft from a file is told by sums, bars, drivers and cases', async () => {
  const tariffVersionId = await new BacktestScene(core, w).publish({ ...dearTariff, id: 'DEAR' })
  const file = join(folder, 'draft.json')
  writeFileSync(file, JSON.stringify({ tariffVersionId }))
  const { code, printed, complained } = await backtest('--draft', file)
  expect(code).toBe(0)
  expect(complained).toMatch(/^Asked for as back-test \S+ …\n(9 of 9 sessions\n)?/)
  expect(printed).toMatch(/^Back-test \S+: done\n {2}9 sessions, 9 with a price, 0 lowered/)
  expect(printed).toMatch(/\n {2}billed {12}9 +\d+\.\d\d +\d+\.\d\d +\d+\.\d\d\n {2}draft/)
  expect(printed).toMatch(/\n {2}10–20 % more|\n {2}20–50 % more/)
  expect(printed).toContain('drivers, EUR: 0 pay less, 0 the same, 1 more')
  expect(printed).toMatch(
    /113\.05 EUR → 135\.66 EUR {2}session \S+, invoice \S+\n {6}ENERGY: 190 KWH/,
  )
  expect(printed).toMatch(/whyWasICharged\(sessionId: "[0-9a-f-]{36}"\)/)
})

test('the live list at one connector differs by nothing, as data', async () => {
  const { priceListId } = await new BacktestScene(core, w).live()
  const scope = ['--connector', w.connectorId, '--json']
  const { code, printed } = await backtest('--price-list', priceListId, ...scope)
  expect(code).toBe(0)
  expect(JSON.parse(printed)).toMatchObject({
    state: 'DONE',
    result: { sessions: 6, currencies: [{ less: 0, same: 6, more: 0 }] },
  })
})

test('a plugin is tried within what bills at a place now, found by its name', async () => {
  await registerPlugin(core, w.operatorId, core.runner.add(owl))
  const { locations } = await askGateway<{ locations: { edges: { node: { name: string } }[] } }>(
    { url: gateway.url, key: w.secrets.operator },
    '{ locations(first: 1) { edges { node { name } } } }',
  )
  const place = ['--location', locations.edges[0]?.node.name ?? '']
  const { code, printed } = await backtest('night-owl@1.0.0', ...place, '--params', '{"bp": 500}')
  expect(code).toBe(0)
  expect(printed).toMatch(/drivers, EUR: 1 pay less, 0 the same, 0 more/)
})

test('who does not wait is told that it still waits', async () => {
  const { priceListId } = await new BacktestScene(core, w).live()
  const period = ['--from', '2025-01-01', '--until', '2025-02-01', '--wait', '0']
  const { code, printed } = await run('--price-list', priceListId, ...period)
  expect(code).toBe(3)
  expect(printed).toMatch(/^Back-test \S+: waiting\n/)
})

test.each<[string, string[], number, RegExp]>([
  ['no draft', ['--from', '2025-01-01', '--until', '2025-02-01'], 2, /one of ID@VERSION/],
  ['two drafts', ['owl', '--price-list', 'x'], 2, /one of ID@VERSION/],
  ['a word', ['owl', 'what'], 2, /not understood/],
  ['a plugin of nobody’s', ['nobody@1.0.0'], 1, /see wattline plugin list/],
  [
    'a file that is not there',
    ['--draft', join(folder, 'none'), '--from', '2025-01-01', '--until', '2025-02-01'],
    1,
    /none/,
  ],
  [
    'a list of nobody’s',
    ['--price-list', 'x', '--from', '2025-01-01', '--until', '2025-02-01'],
    1,
    /NOT_FOUND/,
  ],
])('%s is told in words', async (_what, args, expected, fault) => {
  const { code, complained } = await run(...args)
  expect([code, complained]).toEqual([expected, expect.stringMatching(fault)])
})

test('help needs no gateway', async () => {
  expect(await run('--help')).toMatchObject({
    code: 0,
    printed: expect.stringMatching(/^wattline plugin backtest/),
  })
})
