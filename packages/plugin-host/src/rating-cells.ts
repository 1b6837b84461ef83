/**
 * The plugin runner: prices sessions in the operator's rating cell, and turns every way to fail
 * into an outcome.
 */

import { createHash } from 'node:crypto'

import type { PluginJob, PluginOutcome, PluginRunner } from '@wattline/billing'
import type { PluginInput } from '@wattline/plugin-sdk'

import { factorySource } from './bundle/factory.js'
import { type Lost, startCell } from './pool/cell.js'
import { engineName, launcherOfThisMachine, type NodeBinary, ownNode } from './pool/launch.js'
import { failed, readOutcomes } from './pool/read-outcomes.js'
import { CellsClosed, createSeats, type Seat, type SeatedCell } from './pool/seats.js'
import { batchesOf, splitBatch } from './pool/split-batch.js'
import type { Limits } from './pool/watch.js'
import { toCell } from './wire/frames.js'
import { pack } from './wire/pack.js'
import { type LoadRequest, readAnswer, writeRun } from './wire/requests.js'

export interface RatingCellOptions {
  /**
   * Live bills run without the JIT, the usual target of escapes; back-tests may turn it on. Default
   * true.
   */
  readonly isJitless?: boolean
  /**
   * CPU time of the cell, counted from when it began on a batch. Default 250 ms and 5 ms a session.
   */
  readonly deadline?: { readonly baseMs: number; readonly perSessionMs: number }
  /** Sessions in one request. Default 100. */
  readonly batchSize?: number
  /** Resident memory at which a cell is killed. Default 320 MiB. */
  readonly memoryBytesMax?: number
  /** Live cells, all operators together. Default 8. */
  readonly maxCells?: number
  /** How long an unused cell stays warm. Default 60 s. */
  readonly idleMs?: number
  /** The Node that cells are started with. Default this one. */
  readonly node?: NodeBinary
}

const defaults = {
  isJitless: true,
  deadline: { baseMs: 250, perSessionMs: 5 },
  batchSize: 100,
  memoryBytesMax: 335_544_320,
  maxCells: 8,
  idleMs: 60_000,
  node: ownNode,
}
const loadCpuMs = 5000
const maxLoaded = 100

/**
 * How much wall time a cell is given on a busy machine, as a multiple of its CPU time, and at
 * least.
 */
const wallFactor = 10
const wallMsMin = 10_000

type Settings = Required<RatingCellOptions>

function limitsOf(cpuMs: number, { memoryBytesMax }: Settings): Limits {
  return { cpuMs, wallMs: Math.max(wallMsMin, cpuMs * wallFactor), memoryBytes: memoryBytesMax }
}

/**
 * Loads the code unless the cell has it. The name is the hash of what will run, not the hash we
 * were told.
 */
async function load(
  cell: SeatedCell,
  bundle: string,
  settings: Settings,
): Promise<{ key: string } | { fault: string } | Lost> {
  const key = createHash('sha256').update(bundle).digest('hex')
  if (cell.loaded.has(key)) return { key }
  const script = factorySource(bundle)
  if ('fault' in script) return script
  const request: LoadRequest = { key, source: script.source }
  const payload = Buffer.from(JSON.stringify(request))
  const answer = await cell.ask(toCell.load, payload, limitsOf(loadCpuMs, settings))
  if ('lost' in answer) return answer
  const { failed: fault } = readAnswer(answer.text)
  if (fault !== undefined) return { fault: String(fault) }
  cell.loaded.add(key)
  return { key }
}

class JobRun {
  constructor(
    private readonly seat: Seat,
    private readonly job: PluginJob,
    private readonly settings: Settings,
  ) {}

  /** The outcomes of a batch; when its cell is lost, of ever smaller batches in fresh cells. */
  async price(batch: readonly PluginInput[], isRetry = false): Promise<PluginOutcome[]> {
    const tried = await this.attempt(batch)
    if (!('lost' in tried)) return tried
    if (batch.length === 1) {
      if (tried.lost !== 'cell-lost') return [failed(tried.lost, messages[tried.lost])]
      return isRetry ? [failed('cell-lost', messages['cell-lost'])] : this.price(batch, true)
    }
    const outcomes: PluginOutcome[] = []
    for (const smaller of splitBatch(batch)) outcomes.push(...(await this.price(smaller)))
    return outcomes
  }

  private async attempt(batch: readonly PluginInput[]): Promise<PluginOutcome[] | Lost> {
    const { job, settings } = this
    const cell = await this.seat.cell()
    const loaded = await load(cell, job.plugin.bundle, settings)
    if ('lost' in loaded) return loaded
    if ('fault' in loaded) return batch.map(() => failed('load', loaded.fault))
    const header = { key: loaded.key, params: job.params, sessions: batch.length }
    const { baseMs, perSessionMs } = settings.deadline
    const limits = limitsOf(baseMs + perSessionMs * batch.length, settings)
    const answer = await cell.ask(toCell.run, writeRun(header, pack(batch)), limits)
    return 'lost' in answer ? answer : readOutcomes(answer.text, job, batch)
  }
}

/** Our own words: what an engine says of itself never stands on a bill. */
const messages: Readonly<Record<Lost['lost'], string>> = {
  timeout: 'the plugin did not answer before its deadline',
  memory: 'the plugin used more memory than a cell has',
  'cell-lost': 'the cell ended twice while it priced this session',
}

/**
 * Live and lazy: no process starts before the first job.
 *
 * `run` rejects, without an outcome, only for what no plugin did: `CellsClosed`, or a machine on
 * which no cell starts.
 */
export function createRatingCells(options: RatingCellOptions = {}): PluginRunner {
  const settings: Settings = { ...defaults, ...options }
  const { isJitless, maxCells, idleMs, batchSize, node } = settings
  let isClosed = false
  const start = async () => startCell(await launcherOfThisMachine(node), isJitless)
  const seats = createSeats({ start, maxCells, idleMs, maxLoaded })
  const runAll = async (seat: Seat, job: PluginJob): Promise<PluginOutcome[]> => {
    const jobRun = new JobRun(seat, job, settings)
    const outcomes: PluginOutcome[] = []
    for (const batch of batchesOf(job.inputs, batchSize)) {
      const priced = await jobRun.price(batch)
      // A cell that the closing killed is no fault of the plugin, and must not be recorded as one.
      if (isClosed) throw new CellsClosed('the rating cells were closed during a job')
      outcomes.push(...priced)
    }
    return outcomes
  }
  return {
    engine: engineName(isJitless, node),
    run: async job =>
      job.inputs.length === 0 ? [] : seats.use(job.operatorId, seat => runAll(seat, job)),
    close: async () => {
      isClosed = true
      await seats.close()
    },
  }
}
