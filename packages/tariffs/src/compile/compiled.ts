/**
 * A tariff in integers, ready to be walked: what `compileTariff` makes once per version and zone.
 */

import type { ZoneTable } from '@wattline/units'

import type { CutPlan } from '../periods/plan-cuts.js'
import type { MinorPrice } from '../rate/minor-price.js'
import type { Bounds } from '../restrictions/bounds.js'
import type { Condition } from '../restrictions/condition.js'
import type { ResolvedCut } from '../session.js'
import type { Dimension, Tariff } from '../tariff.js'

/** One price component with all its element asks for. */
export interface CompiledComponent {
  readonly dimension: Dimension
  /** Whether it prices a reservation: a FLAT may be for one, RESERVATION_TIME always is. */
  readonly isForReservation: boolean
  /** Places in the tariff's own lists, from 0. */
  readonly elementIndex: number
  readonly componentIndex: number
  /** All of them hold, or the component does not apply. */
  readonly conditions: readonly Condition[]
  /** The same, as the hot path asks: intervals, and the conditions that are none. */
  readonly bounds: Bounds
  readonly others: readonly Condition[]
  /** As the tariff states it, in major units. */
  readonly price: string
  /** Major units × 10^8. */
  readonly priceScaled: bigint
  /** The price as line amounts are made of it: exact parts, and small numbers for rounding. */
  readonly exactPerUnit: bigint
  readonly minorPrice: MinorPrice
  /** In thousandths of a Wh, or hundredths of a second; 0 rounds nothing. */
  readonly step: number
  /** Percent, 0 or more; null where no tax is known. */
  readonly vatPercent: string | null
}

export interface CompiledTariff {
  readonly tariff: Tariff
  readonly zone: ZoneTable
  /** Per dimension, in the order in which they are asked; FLAT without those on reservations. */
  readonly components: Readonly<Record<Dimension, readonly CompiledComponent[]>>
  /** Prices of a reservation as such, in the order in which they are asked. */
  readonly reservationFlats: readonly CompiledComponent[]
  /** Where a price of this tariff may change. */
  readonly cuts: readonly ResolvedCut[]
  /** Whether a jump of the site's clock may change a price. */
  readonly readsClock: boolean
  /** The same two, sorted for a session of which no plugin asks for more. */
  readonly cutPlan: CutPlan
}
