/**
 * The second engine as a plugin runner: the same bundles, contract and containment as the rating
 * cells, over a pinned QuickJS whose every session is repeatable to the tick.
 */

import { createHash } from 'node:crypto'

import type { PluginJob, PluginOutcome, PluginRunner } from '@wattline/billing'
import type { PluginInput } from '@wattline/plugin-sdk'

import { type LayerOptions, nameBehind, needLayers } from '../need-layers.js'
import { type Lost, startCell } from '../pool/cell.js'
import { launcherOfThisMachine, type NodeBinary, ownNode } from '../pool/launch.js'
import { loadCode, loadCpuMs, lostMessages } from '../pool/load-code.js'
import { failed, readOutcomes } from '../pool/read-outcomes.js'
import { CellsClosed, createSeats, type Seat } from '../pool/seats.js'
import { batchesOf, splitBatch } from '../pool/split-batch.js'
import { toCell } from '../wire/frames.js'
import { pack } from '../wire/pack.js'
import { readAnswer, writeRun } from '../wire/requests.js'
import { fuelAllowed, outOfFuelMessage } from './fuel.js'
import { archiveEngine, archiveProgram } from './program.js'

export interface ArchiveCellOptions extends LayerOptions {
  /** The Node that cells are started with. Default this one. */
  readonly node?: NodeBinary
  /** Live cells, all operators together. Default 2. */
  readonly maxCells?: number
  /** How long an unused cell stays warm. Default 60 s. */
  readonly idleMs?: number
  /**
   * CPU time of the cell. Default 1 s and 100 ms a session, which no fuel lasts for: only work in a
   * native function, which costs none, meets it.
   */
  readonly deadline?: { readonly baseMs: number; readonly perSessionMs: number }
}

/** What one session came to, and what it cost. */
export interface Fuelled {
  readonly outcome: PluginOutcome
  /** Ticks: calls and jumps that QuickJS made. The same on every machine and every Node. */
  readonly fuelUsed: number
}

export interface ArchiveCells extends PluginRunner {
  /** Ticks at which a session fails by `timeout`. */
  readonly fuelAllowed: number
  /** As `run`, with the fuel of each session. */
  priceWithFuel(job: PluginJob): Promise<readonly Fuelled[]>
}

const deadlineByDefault = { baseMs: 1000, perSessionMs: 100 }
const batchSize = 20
const memoryBytes = 335_544_320
/** Each loaded plugin is an image of several megabytes. */
const maxLoaded = 8

const limitsOf = (cpu: number) => ({ cpuMs: cpu, wallMs: cpu * 10, memoryBytes })

/** What the engine throws where its heap is full, which a plugin may catch. */
const engineIsFull = 'out of memory'

function judge(outcome: PluginOutcome, fuelUsed: number): PluginOutcome {
  if (fuelUsed >= fuelAllowed) return failed('timeout', outOfFuelMessage)
  if (outcome.kind !== 'FAILED' || outcome.cause !== 'threw') return outcome
  return outcome.message === engineIsFull ? failed('memory', lostMessages.memory) : outcome
}

/** The first line is the fuel; nothing a cell says is believed here either. */
function readFuelled(text: string, job: PluginJob, batch: readonly PluginInput[]): Fuelled[] {
  const end = text.indexOf('\n')
  const ticks = readAnswer(text.slice(0, Math.max(end, 0)))
  return readOutcomes(text.slice(end + 1), job, batch).map((outcome, index) => {
    const told = Number(ticks[index])
    const fuelUsed = Number.isSafeInteger(told) && told > 0 ? told : 0
    return { outcome: judge(outcome, fuelUsed), fuelUsed }
  })
}

interface Work {
  readonly seat: Seat
  readonly job: PluginJob
  readonly deadline: { readonly baseMs: number; readonly perSessionMs: number }
}

async function attempt(work: Work, batch: readonly PluginInput[]): Promise<Fuelled[] | Lost> {
  const { seat, job, deadline } = work
  const cell = await seat.cell()
  const { bundle } = job.plugin
  const key = createHash('sha256').update(bundle).digest('hex')
  const loaded = await loadCode(cell, { key, bundle }, limitsOf(loadCpuMs))
  if (loaded && 'lost' in loaded) return loaded
  if (loaded) return batch.map(() => ({ outcome: failed('load', loaded.fault), fuelUsed: 0 }))
  const header = { key, params: job.params, sessions: batch.length }
  const limits = limitsOf(deadline.baseMs + deadline.perSessionMs * batch.length)
  const answer = await cell.ask(toCell.run, writeRun(header, pack(batch)), limits)
  return 'lost' in answer ? answer : readFuelled(answer.text, job, batch)
}

/** A batch that lost its cell is tried again in parts, until the session at fault stands alone. */
async function price(
  work: Work,
  batch: readonly PluginInput[],
  isRetry = false,
): Promise<Fuelled[]> {
  const tried = await attempt(work, batch)
  if (!('lost' in tried)) return tried
  const { lost } = tried
  if (batch.length > 1) {
    const fuelled: Fuelled[] = []
    for (const part of splitBatch(batch)) fuelled.push(...(await price(work, part)))
    return fuelled
  }
  if (lost === 'cell-lost' && !isRetry) return price(work, batch, true)
  return [{ outcome: failed(lost, lostMessages[lost]), fuelUsed: 0 }]
}

/** Live and lazy, and it rejects for the same reasons, as `createRatingCells`. */
export function createArchiveCells(options: ArchiveCellOptions = {}): ArchiveCells {
  const { node = ownNode, maxCells = 2, idleMs = 60_000, deadline = deadlineByDefault } = options
  const { launcher = launcherOfThisMachine } = options
  let isClosed = false
  const start = async () => startCell(await launcher(node), false, archiveProgram)
  const seats = createSeats({ start, maxCells, idleMs, maxLoaded })
  const runAll = async (seat: Seat, job: PluginJob): Promise<Fuelled[]> => {
    const fuelled: Fuelled[] = []
    for (const batch of batchesOf(job.inputs, batchSize)) {
      const priced = await price({ seat, job, deadline }, batch)
      if (isClosed) throw new CellsClosed('the archive cells were closed during a job')
      fuelled.push(...priced)
    }
    return fuelled
  }
  const priceWithFuel = async (job: PluginJob): Promise<readonly Fuelled[]> => {
    if (job.inputs.length === 0) return []
    const { id, version } = job.plugin.manifest
    await needLayers({ bundle: job.plugin.bundle, called: `${id} ${version}` }, options, node)
    return seats.use(job.operatorId, seat => runAll(seat, job))
  }
  return {
    engine: nameBehind(archiveEngine, options.layers),
    fuelAllowed,
    priceWithFuel,
    run: async job => (await priceWithFuel(job)).map(({ outcome }) => outcome),
    close: async () => {
      isClosed = true
      await seats.close()
    },
  }
}
