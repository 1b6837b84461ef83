/**
 * The publish gate: judges an upload step by step, and names every reason of the first step that
 * finds one. The same upload is always judged by the same bills.
 */

import {
  GateClosed,
  type GateVerdict,
  type PluginGate,
  type PluginRunner,
  type PluginUpload,
} from '@wattline/billing'
import type { Golden } from '@wattline/plugin-sdk'

import { createArchiveCells } from '../archive/archive-cells.js'
import { createPlaces } from '../bundle/places.js'
import { judgeLayers } from '../layers.js'
import { type Layer, launcherOfThisMachine } from '../pool/launch.js'
import { createRatingCells } from '../rating-cells.js'
import { BillMaker, type Judged, type PlacedBill } from './bill-maker.js'
import { judgeAgreement, type Row } from './judge-agreement.js'
import { judgeBills } from './judge-bills.js'
import { judgeCoverage, readUpload } from './judge-bundle.js'
import { type FuelledRunner, judgeFuel } from './judge-fuel.js'
import { judgeGoldens } from './judge-goldens.js'

export interface GateOptions {
  /** Bills that are generated. Default 600. */
  readonly bills?: number
  /** That of live bills first; all must agree. Default V8 without and with its JIT. */
  readonly engines?: readonly PluginRunner[]
  /** The engine that weighs, and must agree as well. Default the archive engine. */
  readonly archive?: FuelledRunner
  /** What stands between a plugin and this machine. Default what is found. */
  readonly layers?: () => Promise<readonly Layer[]>
  /** An author may judge their own plugin where layers are missing. Default false. */
  readonly isForAuthor?: boolean
}

export interface OpenGate extends PluginGate {
  /** Stops all cells. */
  close(): Promise<void>
}

const layersOfThisMachine = async () => (await launcherOfThisMachine()).layers

const billsDefault = 600
/** Generated sessions that every engine is asked for, and in how many rows of shared parameters. */
const agreement = { sessions: 240, rows: 8 }

/** Golden tests in rows of their own, and generated sessions under parameters of several. */
function rowsOf(goldens: readonly Golden[], made: readonly PlacedBill[]): Row[] {
  const sessions = made.slice(0, agreement.sessions)
  const perRow = Math.ceil(sessions.length / agreement.rows)
  const rows: Row[] = goldens.map(({ input, params }) => ({ params, inputs: [input] }))
  for (let from = 0; from < sessions.length; from += perRow) {
    const row = sessions.slice(from, from + perRow)
    const params = row[0]?.bill.params ?? {}
    rows.push({ params, inputs: row.map(({ rated }) => rated.plain.input) })
  }
  return rows
}

class Gate implements OpenGate {
  private readonly engines: readonly PluginRunner[]
  private readonly archive: FuelledRunner
  private readonly bills: number
  private readonly cellLayers: 'author' | 'needed'

  constructor(private readonly options: GateOptions) {
    const { bills = billsDefault, engines, archive, isForAuthor = false } = options
    this.cellLayers = isForAuthor ? 'author' : 'needed'
    const cells = { maxCells: 2, layers: this.cellLayers }
    this.bills = bills
    this.engines = engines ?? [
      createRatingCells(cells),
      createRatingCells({ ...cells, isJitless: false }),
    ]
    this.archive = archive ?? createArchiveCells({ layers: this.cellLayers })
  }

  async judge(operatorId: string, upload: PluginUpload): Promise<GateVerdict> {
    await this.needLayers()
    const findPlace = createPlaces(upload.sourceMap)
    const read = await readUpload(upload, findPlace, this.cellLayers)
    if ('faults' in read) return read
    const { plugin } = read
    const { goldens } = upload
    const judged: Judged = { operatorId, plugin, goldens, findPlace }
    const faults = [...judgeCoverage(plugin, goldens), ...(await judgeGoldens(this.live, judged))]
    return faults.length > 0 ? { faults } : this.tryBills(judged)
  }

  private async needLayers(): Promise<void> {
    const { isForAuthor = false, layers = layersOfThisMachine } = this.options
    const { isAllowed, reason } = judgeLayers(await layers())
    if (!isAllowed && !isForAuthor) throw new GateClosed(reason)
  }

  private get live(): PluginRunner {
    return this.engines[0] ?? this.archive
  }

  private async tryBills(judged: Judged): Promise<GateVerdict> {
    const { operatorId, plugin, goldens } = judged
    const maker = new BillMaker(judged)
    const made = maker.make(this.bills)
    const weighed = await judgeFuel(this.archive, maker, made)
    if ('faults' in weighed) return weighed
    const faults = await judgeBills(this.live, maker, made)
    if (faults.length > 0) return { faults }
    const engines = [...this.engines, this.archive]
    const agreed = await judgeAgreement(engines, { operatorId, plugin }, rowsOf(goldens, made))
    if ('faults' in agreed) return agreed
    const report = {
      engines: engines.map(({ engine }) => engine),
      goldens: goldens.length,
      generatedBills: made.length,
      ...agreed,
      ...weighed,
    }
    return { plugin, report }
  }

  async close(): Promise<void> {
    await Promise.all([...this.engines, this.archive].map(runner => runner.close()))
  }
}

/** No cell starts before the first upload is judged. */
export function createPluginGate(options: GateOptions = {}): OpenGate {
  return new Gate(options)
}
