/**
 * The plugin runner: prices sessions in the operator's rating cell, where this machine may run the
 * plugin at all.
 */

import type { PluginJob, PluginRunner } from '@wattline/billing'

import { type LayerOptions, nameBehind, needLayers } from './need-layers.js'
import { createBlankCells } from './pool/blank-cells.js'
import { openCell } from './pool/cell.js'
import { engineName, launcherOfThisMachine, type NodeBinary, ownNode } from './pool/launch.js'
import { type JobLimits, runJob } from './pool/run-job.js'
import { CellsClosed, createSeats, type Seat } from './pool/seats.js'

export interface RatingCellOptions extends LayerOptions {
  /**
   * Live bills run without the JIT, the usual target of escapes; back-tests may turn it on. Default
   * true.
   */
  readonly isJitless?: boolean
  /**
   * CPU time of the cell, counted from when it began on a batch. Default 100 ms and 1 ms a session.
   * A batch that takes longer is only cut into smaller ones; a session alone that does has failed.
   */
  readonly deadline?: { readonly baseMs: number; readonly perSessionMs: number }
  /** Sessions in one request. Default 100; 1000 cost a back-test less. */
  readonly batchSize?: number
  /** Resident memory at which a cell is killed. Default 320 MiB. */
  readonly memoryBytesMax?: number
  /** Live cells, all operators and blank ones together. Default 8. */
  readonly maxCells?: number
  /**
   * Of those, cells kept ready for the next operator or the next loss, from the first job on.
   * Default 0; a server wants a few, a command that prices once wants none.
   */
  readonly blankCells?: number
  /** How long an unused cell stays warm. Default 60 s. */
  readonly idleMs?: number
  /** The Node that cells are started with. Default this one. */
  readonly node?: NodeBinary
}

const defaults = {
  isJitless: true,
  deadline: { baseMs: 100, perSessionMs: 1 },
  batchSize: 100,
  memoryBytesMax: 335_544_320,
  maxCells: 8,
  blankCells: 0,
  idleMs: 60_000,
  node: ownNode,
  layers: 'needed',
  launcher: launcherOfThisMachine,
} as const
const maxLoaded = 100

type Settings = Required<RatingCellOptions>

/**
 * Live and lazy: no process starts before the first job.
 *
 * `run` rejects, without an outcome, only for what no plugin did: `CellsClosed`, `LayersMissing`,
 * or a machine on which no cell starts.
 */
export function createRatingCells(options: RatingCellOptions = {}): PluginRunner {
  const settings: Settings = { ...defaults, ...options }
  const { isJitless, maxCells, idleMs, node, launcher } = settings
  const blankCells = Math.min(settings.blankCells, maxCells - 1)
  let isClosed = false
  const blanks = createBlankCells({
    open: async () => openCell(await launcher(node), isJitless),
    count: blankCells,
  })
  const seats = createSeats({
    start: () => blanks.claim(),
    onStarted: () => blanks.refill(),
    maxCells: maxCells - blankCells,
    idleMs,
    maxLoaded,
  })
  const run = async (seat: Seat, job: PluginJob) => {
    const limits: JobLimits = settings
    const outcomes = await runJob(seat, job, limits)
    // A cell that the closing killed is no fault of the plugin, and must not be recorded as one.
    if (isClosed) throw new CellsClosed('the rating cells were closed during a job')
    return outcomes
  }
  return {
    engine: nameBehind(engineName(isJitless, node), settings.layers),
    run: async job => {
      if (job.inputs.length === 0) return []
      const { id, version } = job.plugin.manifest
      await needLayers({ bundle: job.plugin.bundle, called: `${id} ${version}` }, settings, node)
      return seats.use(job.operatorId, seat => run(seat, job))
    },
    close: async () => {
      isClosed = true
      await seats.close()
      await blanks.close()
    },
  }
}
