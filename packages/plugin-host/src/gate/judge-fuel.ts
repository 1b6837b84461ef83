/**
 * Weighs every session by the work it makes on the archive engine: the same on every machine, and
 * bounded, so that a plugin which never ends is found here and not by a clock.
 */

import type { GateFault, PluginJob, PluginOutcome, PluginRunner } from '@wattline/billing'
import type { Params, PluginInput } from '@wattline/plugin-sdk'

import type { BillMaker, PlacedBill } from './bill-maker.js'

/** An engine that counts what a session costs. */
export interface FuelledRunner extends PluginRunner {
  /** Ticks at which a session fails. */
  readonly fuelAllowed: number
  priceWithFuel(
    job: PluginJob,
  ): Promise<readonly { readonly outcome: PluginOutcome; readonly fuelUsed: number }[]>
}

/** A publish asks for a tenth of what ends a session: real ones may be larger than ours. */
const headroom = 10
const shrinkStepsMax = 60
/** These cost time or memory that fuel does not show: work inside one native function. */
const costly = ['timeout', 'memory', 'cell-lost']

export type FuelWeighed =
  | { readonly faults: readonly GateFault[] }
  | { readonly fuelMost: number; readonly fuelAllowed: number }

class Scale {
  readonly fuelAllowed: number
  fuelMost = 0

  constructor(
    private readonly runner: FuelledRunner,
    private readonly maker: BillMaker,
  ) {
    this.fuelAllowed = Math.floor(runner.fuelAllowed / headroom)
  }

  /** What is wrong with what one session costs. */
  async weigh(input: PluginInput, params: Params): Promise<GateFault | undefined> {
    const { operatorId, plugin } = this.maker.judged
    const job = { operatorId, plugin, params, inputs: [input] }
    const [weighed] = await this.runner.priceWithFuel(job)
    if (weighed === undefined) return undefined
    const { outcome, fuelUsed } = weighed
    this.fuelMost = Math.max(this.fuelMost, fuelUsed)
    const bill = { input, params }
    if (fuelUsed > this.fuelAllowed) return { step: 'fuel', message: this.told(fuelUsed), bill }
    if (outcome.kind !== 'FAILED' || !costly.includes(outcome.cause)) return undefined
    return { step: 'fuel', message: `${outcome.cause}: ${outcome.message}`, bill }
  }

  private told(fuelUsed: number): string {
    const { fuelAllowed: most } = this
    return fuelUsed >= this.runner.fuelAllowed
      ? `the plugin does not end within ${fuelUsed} ticks of fuel; at most ${most} are allowed here`
      : `a session costs ${fuelUsed} ticks of fuel; at most ${most} are allowed here, a tenth of ` +
          'what ends a session on a live bill'
  }
}

/** What the costliest session costs; or the first that costs too much, made small. */
export async function judgeFuel(
  runner: FuelledRunner,
  maker: BillMaker,
  made: readonly PlacedBill[],
): Promise<FuelWeighed> {
  const scale = new Scale(runner, maker)
  for (const { name, input, params } of maker.judged.goldens) {
    const fault = await scale.weigh(input, params)
    if (fault) return { faults: [{ ...fault, golden: name }] }
  }
  for (const placed of made) {
    const { rated, bill } = placed
    const fault = await scale.weigh(rated.plain.input, bill.params)
    if (fault === undefined) continue
    const smallest = await maker.shrink(placed, shrinkStepsMax, smaller =>
      scale.weigh(smaller.rated.plain.input, smaller.bill.params),
    )
    return { faults: [smallest ?? fault] }
  }
  return { fuelMost: scale.fuelMost, fuelAllowed: scale.fuelAllowed }
}
