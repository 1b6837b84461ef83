/** Batches of 1,000 through one cell, beside a plugin that does nothing in the same cell. */

import { performance } from 'node:perf_hooks'

import type { PluginRunner } from '@wattline/billing'
import { createRatingCells } from '@wattline/plugin-host'
import type { PluginInput } from '@wattline/plugin-sdk'

import { pairedRatios, show, spread } from '../rounds.js'
import { cpuMsOfAll } from './cell-cpu.js'
import type { Contender } from './workload.js'

export const batchSize = 1000
/** At least this much of the rate of a plugin that does nothing; each contender is held to it. */
const goal = 0.5
/** The part of a goal that must be kept: machines are noisy. */
export const floor = 0.8
const leastCpuMs = 600

interface Rates {
  /** Sessions per second by the wall's clock. */
  readonly wall: number[]
  /** Sessions per CPU second of host and cell together. */
  readonly cpu: number[]
}

interface Work extends Contender {
  readonly cells: PluginRunner
  readonly inputs: readonly PluginInput[]
}

export async function run({ cells, plugin, params, inputs }: Work): Promise<void> {
  const outcomes = await cells.run({ operatorId: 'bench', plugin, params, inputs })
  const lost = outcomes.find(({ kind }) => kind === 'FAILED')
  if (lost !== undefined) throw new Error(JSON.stringify(lost))
}

async function measure(work: Work, to: Rates): Promise<void> {
  const [fromMs, fromCpuMs] = [performance.now(), cpuMsOfAll()]
  for (let sessions = work.inputs.length; ; sessions += work.inputs.length) {
    await run(work)
    const cpuMs = cpuMsOfAll() - fromCpuMs
    if (cpuMs < leastCpuMs) continue
    to.cpu.push((sessions * 1000) / cpuMs)
    to.wall.push((sessions * 1000) / (performance.now() - fromMs))
    return
  }
}

const rate = (figures: readonly number[]): string =>
  `${show(spread(figures.map(figure => figure / 1000)), 1)} k/s`.padEnd(24)

/** True where the plugin keeps its goal beside the empty one, per CPU second. */
export async function benchBatches(
  isJitless: boolean,
  contenders: { readonly peer: Contender; readonly ours: readonly Contender[] },
  { rounds, inputs, say }: Bench,
): Promise<boolean> {
  const cells = createRatingCells({ isJitless, batchSize, layers: 'author' })
  say('')
  say(`${inputs.length} sessions a job through ${cells.engine}; × is beside the empty plugin`)
  const works = [contenders.peer, ...contenders.ours].map(each => ({ ...each, cells, inputs }))
  const rates = works.map((): Rates => ({ wall: [], cpu: [] }))
  for (const work of works) for (let turn = 0; turn < 4; turn += 1) await run(work)
  for (let round = 0; round < rounds; round += 1) {
    for (const [at, work] of works.entries()) await measure(work, rates[at] as Rates)
  }
  await cells.close()
  const [peer] = rates as [Rates]
  const verdicts = works.map(({ name }, at) => {
    const { wall, cpu } = rates[at] as Rates
    const ratio = pairedRatios(cpu, peer.cpu)
    const beside = `${show(ratio)} ×  by the wall ${show(pairedRatios(wall, peer.wall))} ×`
    const figures = `${rate(cpu)} per CPU second, ${rate(wall)} by the wall`
    say(`  ${name.padEnd(12)} ${figures} ${at === 0 ? '' : `${beside}  goal ${goal}`}`)
    return at === 0 || ratio.median >= goal * floor
  })
  return verdicts.every(Boolean)
}

export interface Bench {
  readonly rounds: number
  readonly inputs: readonly PluginInput[]
  readonly say: (line: string) => void
}
