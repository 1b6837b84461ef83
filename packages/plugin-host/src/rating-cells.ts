/**
 * The plugin runner: prices sessions in the operator's rating cell, where this machine may run the
 * plugin at all.
 */

import type { PluginJob, PluginRunner, RunnablePlugin } from '@wattline/billing'

import { isFirstParty } from './first-party.js'
import { judgeLayers } from './layers.js'
import { createBlankCells } from './pool/blank-cells.js'
import { openCell } from './pool/cell.js'
import {
  engineName,
  type Launcher,
  launcherOfThisMachine,
  type NodeBinary,
  ownNode,
} from './pool/launch.js'
import { type JobLimits, runJob } from './pool/run-job.js'
import { CellsClosed, createSeats, type Seat } from './pool/seats.js'

export interface RatingCellOptions {
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
  /**
   * What must stand between a plugin of somebody else and this machine: `needed` refuses it without
   * the process and network layers; `author` lets its author try it all the same, and says so in
   * the name of the engine. Default `needed`.
   */
  readonly layers?: 'needed' | 'author'
  /** How cells are started. Default: behind every layer that this machine offers. */
  readonly launcher?: (node: NodeBinary) => Promise<Launcher>
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
 * This machine lacks a layer that others' plugins need. No fault of the plugin and no fact of a
 * bill: the job waits for a machine that has them.
 */
export class LayersMissing extends Error {
  override readonly name = 'LayersMissing'

  constructor({ manifest }: RunnablePlugin, reason: string) {
    super(
      `${manifest.id} ${manifest.version} may not run on this machine: ${reason}. ` +
        'Run it where `wattline doctor` allows plugins of others.',
    )
  }
}

/** @throws LayersMissing */
async function needLayers(plugin: RunnablePlugin, settings: Settings): Promise<void> {
  if (settings.layers === 'author') return
  const { isAllowed, reason } = judgeLayers((await settings.launcher(settings.node)).layers)
  if (!isAllowed && !isFirstParty(plugin.bundle)) throw new LayersMissing(plugin, reason)
}

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
    engine: `${engineName(isJitless, node)}${settings.layers === 'author' ? ' / author' : ''}`,
    run: async job => {
      if (job.inputs.length === 0) return []
      await needLayers(job.plugin, settings)
      return seats.use(job.operatorId, seat => run(seat, job))
    },
    close: async () => {
      isClosed = true
      await seats.close()
      await blanks.close()
    },
  }
}
