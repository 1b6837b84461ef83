/** Tries how `check` is asked, and that it waits for the next save. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { main } from './check.js'
import { tellBill } from './tell-bill.js'
import { watchFolder } from './watch-folder.js'

const folder = mkdtempSync(join(tmpdir(), 'wattline-check-'))
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(() => import.meta.jest.restoreAllMocks())

function complaints() {
  const { jest } = import.meta
  jest.spyOn(process.stdout, 'write').mockImplementation(() => true)
  const told = jest.spyOn(process.stderr, 'write').mockImplementation(() => true)
  return () => told.mock.calls.map(String).join('')
}

test.each([
  ['two folders', ['a', 'b'], 2, /name one folder/],
  ['an unknown flag', ['--fix'], 2, /--fix/],
  ['a folder without a plugin', [folder], 1, /src\/plugin\.ts is not there/],
])('%s', async (_, args, code, words) => {
  const read = complaints()
  expect(await main(args)).toBe(code)
  expect(read()).toMatch(words)
})

test('changes are told until they are no longer wanted, many at once as one', async () => {
  const watched = join(folder, 'src')
  mkdirSync(watched)
  const stop = new AbortController()
  const changes = watchFolder(watched, stop.signal)
  const first = changes.next()
  for (const name of ['a', 'b', 'c']) writeFileSync(join(watched, name), name)
  expect(await first).toMatchObject({ done: false })
  stop.abort()
  for (let next = await changes.next(); !next.done; ) next = await changes.next()
  await expect(watchFolder(join(folder, 'nowhere')).next()).rejects.toThrow('nowhere')
})

test('a bill is told so that it can be checked by hand', () => {
  const base = { ENERGY: 400_000, TIME: 0, PARKING_TIME: 0, FLAT: 0, RESERVATION_TIME: 0 }
  const period = {
    startSecond: 0,
    durationSeconds: 3661,
    energyWh: 1000,
    activity: 'CHARGING' as const,
    minuteOfDay: 65,
    weekday: 1,
    date: 20260601,
    base,
    series: { spot: null },
  }
  const told = tellBill({
    input: {
      session: {
        durationSeconds: 3661,
        chargingSeconds: 3661,
        parkedSeconds: 0,
        energyWh: 1000,
        currency: 'EUR',
        minorPerUnit: 100,
      },
      periods: Array.from({ length: 14 }, () => period),
      earlierLines: [{ plugin: 'coupon', code: 'OFF', on: 'SESSION', amount: -5 }],
      facts: { tier: 'GOLD' },
    },
    params: { rate: 5 },
    lines: [],
  })
  const [first, second, ...rest] = told.split('\n').map(line => line.trim())
  expect(first).toBe('shown by a session of 1 h 1 min 1 s with 1000 Wh, in EUR')
  expect(second).toBe(
    '[0] Mon 2026-06-01 01:05, charging 1 h 1 min 1 s, 1000 Wh, ENERGY 400000, spot unknown',
  )
  expect(rest.slice(-6)).toEqual([
    '… and 2 more periods',
    'earlier: OFF of coupon, -5 on SESSION',
    'facts       {"tier":"GOLD"}',
    'parameters  {"rate":5}',
    'answer      no lines',
    '',
  ])
})
