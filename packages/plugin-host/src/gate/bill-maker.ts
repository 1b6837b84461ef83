/** Makes the bills one plugin is judged by, and makes those that show a fault smaller. */

import type { GateFault, RunnablePlugin } from '@wattline/billing'
import type { Golden } from '@wattline/plugin-sdk'
import fc, { type Arbitrary } from 'fast-check'

import type { FindPlace } from '../bundle/places.js'
import { anyBill, type BillCase } from './any-bill.js'
import { anyParams } from './any-params.js'
import { type RatedBill, rateBill } from './rate-bill.js'
import { wordsOf } from './told-of.js'

/** What is judged, and for whom. */
export interface Judged {
  readonly operatorId: string
  readonly plugin: RunnablePlugin
  readonly goldens: readonly Golden[]
  readonly findPlace: FindPlace
}

/** A bill that was made, with what the engine says of it. */
export interface MadeBill {
  readonly bill: BillCase
  readonly rated: RatedBill
}

/** The bill at its place among all that were made, from which it can be made again. */
export interface PlacedBill extends MadeBill {
  readonly index: number
}

/** Tries one bill; undefined where the fault does not show. */
export type ShowFault = (made: MadeBill) => Promise<GateFault | undefined>

export class BillMaker {
  private readonly seed: number
  private readonly words: readonly string[]
  private readonly isValid: (params: BillCase['params']) => boolean
  private readonly bills: Arbitrary<BillCase>

  constructor(readonly judged: Judged) {
    const { plugin, goldens } = judged
    const { params, isValid } = anyParams(plugin.manifest.params, goldens)
    // The same bundle is always judged by the same bills.
    this.seed = Number.parseInt(plugin.hash.slice(0, 7), 16)
    this.words = wordsOf(goldens)
    this.isValid = isValid
    this.bills = anyBill(plugin.manifest, params)
  }

  /** Undefined for parameters that no operator could set. */
  private rate(bill: BillCase): RatedBill | undefined {
    if (!this.isValid(bill.params)) return undefined
    return rateBill(this.judged.plugin.manifest, bill, this.words)
  }

  /** So many bills, less those that no operator could ask for. */
  make(count: number): PlacedBill[] {
    const cases = fc.sample(this.bills, { numRuns: count, seed: this.seed })
    return cases.flatMap((bill, index) => {
      const rated = this.rate(bill)
      return rated === undefined ? [] : [{ index, bill, rated }]
    })
  }

  /** The fault on a bill that has nothing in it that it could do without, in so many steps. */
  async shrink(
    { index }: PlacedBill,
    stepsMax: number,
    show: ShowFault,
  ): Promise<GateFault | undefined> {
    let steps = 0
    let smallest: GateFault | undefined
    const property = fc.asyncProperty(this.bills, async bill => {
      steps += 1
      const rated = steps > stepsMax ? undefined : this.rate(bill)
      const fault = rated && (await show({ bill, rated }))
      smallest = fault ?? smallest
      return fault === undefined
    })
    await fc.check(property, { seed: this.seed, path: `${index}`, numRuns: 1 })
    return smallest
  }
}
