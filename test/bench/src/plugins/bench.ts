/**
 * `npm run bench -- plugins`: what the rating cell costs, beside a direct call inside it, beside a
 * plugin that does nothing, and beside a cold start.
 */

import { spawnSync } from 'node:child_process'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'

import { createRatingCells } from '@wattline/plugin-host'
import type { InCell, Measured } from '@wattline/plugin-host/measure'

import { pairedRatios, show, spread } from '../rounds.js'
import { type Bench, batchSize, benchBatches, floor, run } from './batches.js'
import { whenIdle } from './cell-cpu.js'
import { type Contender, empty, makeInputs, offPeak, poisoned, threeLines } from './workload.js'

const rounds = Number(process.env.BENCH_ROUNDS ?? 5)
const jobSessions = 5 * batchSize
const singles = 2000
/** A fresh instance and its price, beside a direct call. */
const freshGoal = 1.5
/** A blank cell's first answer, beside a cold start's. */
const claimGoal = 0.1
/** What a session alone may take of the reference's live budget. */
const singleGoalMs = 25
/** Restarts, and one deadline for each size of batch that the session at fault stood in. */
const poisonedGoalMs = 3000

export async function benchPlugins(say: (line: string) => void): Promise<boolean> {
  say(
    `${rounds} rounds in turn: median [min..max], ratios inside each round; 10 periods a session.`,
  )
  const ours = await offPeak()
  const bench: Bench = { rounds, inputs: makeInputs(jobSessions), say }
  const contenders = { peer: empty(ours), ours: [threeLines(ours), ours] }
  const verdicts = [benchInCell([threeLines(ours), ours], bench)]
  for (const isJitless of [false, true]) {
    verdicts.push(await benchBatches(isJitless, contenders, bench))
  }
  verdicts.push(await benchClaims(ours, bench), await benchSingles(ours, bench))
  verdicts.push(await benchPoisoned(ours, bench))
  return verdicts.every(Boolean)
}

const inCell = fileURLToPath(new URL('./in-cell.js', import.meta.url))

/** Only with the JIT does it judge: without it, a plugin's own code is what differs most. */
function benchInCell(contenders: readonly Contender[], { inputs, say }: Bench): boolean {
  say('')
  say('inside a cell: an instance as a session gets it and its price, beside a direct call')
  say('what no session could change is made once and frozen; all else is made anew')
  const [input] = inputs as [Measured['input']]
  const verdicts = [[], ['--jitless', '--no-warnings']].flatMap(flags =>
    contenders.map(({ name, plugin: { bundle }, params }) => {
      const asked: Measured = { bundle, input, params, rounds }
      const child = spawnSync(process.execPath, [...flags, inCell], {
        input: JSON.stringify(asked),
      })
      if (child.status !== 0) throw new Error(child.stderr.toString())
      const { fresh, direct } = JSON.parse(child.stdout.toString()) as InCell
      const ratio = pairedRatios(fresh, direct)
      const isJudged = flags.length === 0
      const mode = isJudged ? 'jit' : 'jitless'
      const figures = `${show(spread(fresh), 0)} ns, directly ${show(spread(direct), 0)} ns`
      const aim = isJudged ? `  goal ${freshGoal}` : ''
      say(`  ${name.padEnd(12)} ${mode.padEnd(8)} ${figures}  ${show(ratio)} ×${aim}`)
      return !isJudged || ratio.median * floor <= freshGoal
    }),
  )
  return verdicts.every(Boolean)
}

async function benchClaims(ours: Contender, { inputs, say }: Bench): Promise<boolean> {
  const [cold, blank]: number[][] = [[], []]
  const first = inputs.slice(0, 1)
  const cells = createRatingCells({ blankCells: 1, maxCells: 3 })
  const { plugin, params } = ours
  const answerMs = async (runner: typeof cells, operatorId: string): Promise<number> => {
    const fromMs = performance.now()
    await runner.run({ operatorId, plugin, params, inputs: first })
    return performance.now() - fromMs
  }
  await answerMs(cells, 'first')
  for (let round = 0; round < rounds * 2; round += 1) {
    const alone = createRatingCells()
    await whenIdle(2)
    cold?.push(await answerMs(alone, 'cold'))
    await alone.close()
    await whenIdle(2)
    blank?.push(await answerMs(cells, `operator-${round}`))
  }
  await cells.close()
  const ratio = pairedRatios(blank ?? [], cold ?? [])
  say('')
  say('an operator’s first answer, its code loaded and one session priced')
  say(
    `  blank cell ${show(spread(blank ?? []), 1)} ms, cold start ${show(spread(cold ?? []), 1)} ms` +
      `  ${show(ratio)} ×  goal ${claimGoal}`,
  )
  return ratio.median * floor <= claimGoal
}

async function benchSingles(ours: Contender, { inputs, say }: Bench): Promise<boolean> {
  const cells = createRatingCells()
  const work = { ...ours, cells, inputs: inputs.slice(0, 1) }
  const takenMs: number[] = []
  for (let at = 0; at < singles / 2; at += 1) await run(work)
  for (let at = 0; at < singles; at += 1) {
    const fromMs = performance.now()
    await run({ ...work, inputs: inputs.slice(at, at + 1) })
    takenMs.push(performance.now() - fromMs)
  }
  await cells.close()
  takenMs.sort((a, b) => a - b)
  const at = (share: number): number => takenMs[Math.floor(share * takenMs.length)] ?? 0
  say('')
  say(`one live session at a time through ${cells.engine}`)
  say(`  p50 ${at(0.5).toFixed(2)} ms, p99 ${at(0.99).toFixed(2)} ms  goal p99 ${singleGoalMs} ms`)
  return at(0.99) * floor <= singleGoalMs
}

async function benchPoisoned(ours: Contender, { inputs, say }: Bench): Promise<boolean> {
  const takenMs: number[] = []
  const { plugin, params } = poisoned(ours)
  const batch = inputs.slice(0, batchSize)
  const fault = 617
  const [hurt] = batch.splice(fault, 1, { ...batch[fault] } as Bench['inputs'][number])
  if (hurt) batch[fault] = { ...hurt, session: { ...hurt.session, energyWh: 0 } }
  const cells = createRatingCells({ batchSize, blankCells: 2, layers: 'author' })
  for (let round = 0; round < rounds; round += 1) {
    const fromMs = performance.now()
    const outcomes = await cells.run({ operatorId: 'bench', plugin, params, inputs: batch })
    takenMs.push(performance.now() - fromMs)
    const failed = outcomes.flatMap(({ kind }, at) => (kind === 'FAILED' ? [at] : []))
    if (failed.join() !== `${fault}`) throw new Error(`Failed: ${failed.join()}`)
  }
  await cells.close()
  say('')
  say(`a session that never ends among ${batchSize}: ${batchSize - 1} priced, it alone flagged`)
  say(`  ${show(spread(takenMs), 0)} ms  goal ${poisonedGoalMs} ms`)
  return spread(takenMs).median * floor <= poisonedGoalMs
}
