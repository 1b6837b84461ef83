/**
 * Prices generated bills with a plugin, and names each distinct fault once, on the smallest bill
 * that still shows it.
 */

import type { GateFault, PluginOutcome, PluginRunner } from '@wattline/billing'

import type { BillMaker, MadeBill, PlacedBill } from './bill-maker.js'
import { type BillFault, faultsInBill } from './faults-in-bill.js'

const shrinkStepsMax = 400
/** How many faults are told; one plugin can go wrong in more ways than anybody reads. */
const faultsMax = 8

const nothing: PluginOutcome = { kind: 'FAILED', cause: 'cell-lost', message: 'no outcome' }

interface Tried {
  readonly faults: readonly BillFault[]
  readonly outcome: PluginOutcome
}

async function tryBill(
  runner: PluginRunner,
  { judged: { operatorId, plugin } }: BillMaker,
  { bill: { params }, rated }: MadeBill,
): Promise<Tried> {
  const inputs = [rated.plain.input, rated.finer.input]
  const outcomes = await runner.run({ operatorId, plugin, params, inputs })
  const [plain = nothing, finer = nothing] = outcomes
  return { faults: faultsInBill([plain, finer], { plugin, params, rated }), outcome: plain }
}

function tell({ message, at }: BillFault, made: MadeBill, outcome: PluginOutcome) {
  const lines = outcome.kind === 'APPLIED' ? outcome.lines : undefined
  const { bill, rated } = made
  return {
    message,
    at,
    bill: { input: rated.plain.input, params: bill.params, ...(lines && { lines }) },
  }
}

async function shrink(
  runner: PluginRunner,
  maker: BillMaker,
  { placed, kind }: { readonly placed: PlacedBill; readonly kind: string },
): Promise<GateFault | undefined> {
  return maker.shrink(placed, shrinkStepsMax, async made => {
    const { faults, outcome } = await tryBill(runner, maker, made)
    const same = faults.find(fault => fault.kind === kind)
    if (same === undefined) return undefined
    const { at, ...told } = tell(same, made, outcome)
    return { step: 'invariants', ...told, ...(at && { place: maker.judged.findPlace(at) }) }
  })
}

/** Every distinct fault over these bills. @param made what `maker.make` gave */
export async function judgeBills(
  runner: PluginRunner,
  maker: BillMaker,
  made: readonly PlacedBill[],
): Promise<GateFault[]> {
  const found = new Map<string, PlacedBill>()
  for (const placed of made) {
    const { faults } = await tryBill(runner, maker, placed)
    for (const { kind } of faults) if (!found.has(kind)) found.set(kind, placed)
    if (found.size >= faultsMax) break
  }
  const told: GateFault[] = []
  for (const [kind, placed] of found) {
    const fault = await shrink(runner, maker, { placed, kind })
    if (fault !== undefined) told.push(fault)
  }
  return told
}
