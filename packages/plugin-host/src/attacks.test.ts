/**
 * Plugins that attack, on both engines: each comes to the ending that the table says, while the
 * sessions beside it and another operator's are priced, and the host goes on.
 */

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import type { PluginRunner } from '@wattline/billing'
import { sampleInput } from '@wattline/plugin-sdk'

import { createArchiveCells } from './archive/archive-cells.js'
import { type Attack, type AttackKind, attackNames, bundleOf } from './attacks/attack.js'
import { attacks } from './attacks/loads.js'
import { faultsOf, jobOf, tryAttack } from './attacks/try.js'
import { createRatingCells } from './rating-cells.js'

const short = { baseMs: 60, perSessionMs: 2 }
/** Time enough for an allocation to reach the limit before the deadline does. */
const patient = { baseMs: 20_000, perSessionMs: 0 }
const archive = createArchiveCells({
  layers: 'author',
  deadline: { baseMs: 600, perSessionMs: 50 },
})
const live = createRatingCells({ deadline: short, layers: 'author' })
const slow = createRatingCells({ deadline: patient, layers: 'author' })
afterAll(() => Promise.all([archive, live, slow].map(cells => cells.close())))

const engines: Readonly<Record<'v8' | 'quickjs', (kind: AttackKind) => PluginRunner>> = {
  v8: kind => (kind === 'memory' ? slow : live),
  quickjs: () => archive,
}
const named = attacks.map(attack => [attack.kind, attack.name, attack] as const)

describe.each(['v8', 'quickjs'] as const)('on %s', engine => {
  test.each(named)('%s: %s', async (kind, _, attack: Attack) => {
    const tried = await tryAttack(attack, engines[engine](kind))
    expect(faultsOf(attack, engine, tried)).toEqual([])
  })
})

describe.each(['v8', 'quickjs'] as const)('over a whole batch on %s', engine => {
  const runner = engines[engine]('state')
  const feeOf = (amount: number) => ({
    kind: 'APPLIED',
    lines: [{ code: 'FEE', kind: 'SURCHARGE', on: 'SESSION', amount, labelKey: 'fee' }],
  })
  const session = (durationSeconds: number, attack: boolean) =>
    sampleInput([{ durationSeconds }], { attack })

  test('no variable of a module outlives a session', async () => {
    const counting = bundleOf('calls += 1; return { lines: [fee(calls)] }')
    const job = jobOf('counter', `let calls = 0\n${counting}`, true)
    const inputs = Array.from({ length: 50 }, () => session(7, true))
    expect(await runner.run({ ...job, inputs })).toEqual(inputs.map(() => feeOf(1)))
  })

  test('one session in a hundred that never ends costs the ninety-nine nothing', async () => {
    const inputs = Array.from({ length: 100 }, (_, at) => session(at + 1, at === 57))
    const job = jobOf('endless', bundleOf('for (;;) {}'), true)
    const outcomes = await runner.run({ ...job, inputs })
    expect(outcomes[57]).toMatchObject({ kind: 'FAILED', cause: 'timeout' })
    const others = outcomes.map((outcome, at) => (at === 57 ? feeOf(58) : outcome))
    expect(others).toEqual(inputs.map((_, at) => feeOf(at + 1)))
  })
})

test('there are enough of them, no two alike', () => {
  const names = attackNames(attacks)
  expect(names.length).toBeGreaterThanOrEqual(60)
  expect(new Set(names).size).toBe(names.length)
})

test('the report is of these very attacks', () => {
  const report = readFileSync(fileURLToPath(new URL('../ATTACKS.md', import.meta.url)), 'utf8')
  const told = [...report.matchAll(/^\| ([a-z ]+: [^|]+?) \|/gm)].map(([, name]) => name)
  expect(told).toEqual(attackNames(attacks))
})
