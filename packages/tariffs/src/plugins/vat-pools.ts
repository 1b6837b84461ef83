/**
 * Keeps what a session comes to, by component and VAT rate, so that lines can be placed on rates
 * and none sinks below zero.
 */

import type { Component } from '@wattline/plugin-sdk'
import { allocate } from '@wattline/units'

import type { RatedSession } from '../rate/rated.js'
import type { AcceptedLine, VatShare } from './accepted.js'
import { lineAmounts } from './base-amounts.js'

type Rate = string | null

interface Pool {
  readonly on: Component
  readonly vatPercent: Rate
  amount: number
}

/** What a plugin's line asks to be placed. */
export interface Placeable {
  readonly on: Component
  readonly amount: number
  readonly periods?: readonly number[]
}

/** Amounts are minor units × 10 000, on the side the tariff states. */
export class VatPools {
  private readonly pools: Pool[] = []

  constructor(
    private readonly rated: RatedSession,
    accepted: readonly AcceptedLine[],
  ) {
    const { currency } = rated.tariff.tariff
    for (const line of rated.lines) {
      const { dimension, vatPercent } = line.component
      for (const { amount } of lineAmounts(line, currency)) this.add(dimension, vatPercent, amount)
    }
    for (const { on, vatShares } of accepted) this.addShares(on, vatShares)
  }

  addShares(on: Component, shares: readonly VatShare[]): void {
    for (const { vatPercent, amount } of shares) this.add(on, vatPercent, amount)
  }

  private add(on: Component, vatPercent: Rate, amount: number): void {
    const pool = this.pools.find(known => known.on === on && known.vatPercent === vatPercent)
    if (pool) pool.amount += amount
    else this.pools.push({ on, vatPercent, amount })
  }

  /** Splits a line over VAT rates by largest remainder; the parts sum to the whole. */
  place(line: Placeable): VatShare[] {
    const weights = line.on === 'SESSION' ? this.ratesOfSession() : this.ratesOfComponent(line)
    const rates = [...weights.keys()]
    const amounts = [...weights.values()].map(weight => BigInt(Math.max(weight, 0)))
    if (amounts.every(weight => weight === 0n)) {
      return [{ vatPercent: rates[0] ?? firstRate(this.rated, line.on), amount: line.amount }]
    }
    const { currency } = this.rated.tariff.tariff
    const parts = allocate({ minor: BigInt(line.amount), currency }, amounts)
    return rates.flatMap((vatPercent, index) => {
      const amount = Number(parts[index]?.minor ?? 0n)
      return amount === 0 ? [] : [{ vatPercent, amount }]
    })
  }

  /** What each rate has so far, over all components and lines. */
  private ratesOfSession(): Map<Rate, number> {
    const rates = new Map<Rate, number>()
    for (const { vatPercent, amount } of this.pools) {
      rates.set(vatPercent, (rates.get(vatPercent) ?? 0) + amount)
    }
    return rates
  }

  /** What the tariff alone bills at each rate on one component, in the line's periods. */
  private ratesOfComponent({ on, periods }: Placeable): Map<Rate, number> {
    const rates = new Map<Rate, number>()
    for (const line of this.rated.lines) {
      if (line.component.dimension !== on) continue
      const { vatPercent } = line.component
      for (const { period, amount } of lineAmounts(line, this.rated.tariff.tariff.currency)) {
        if (periods && !periods.includes(period)) continue
        rates.set(vatPercent, (rates.get(vatPercent) ?? 0) + amount)
      }
    }
    return rates
  }

  /** Names each component and rate that lies below zero. */
  belowZero(): string[] {
    const components = this.pools
      .filter(({ on, amount }) => on !== 'SESSION' && amount < 0)
      .map(
        ({ on, vatPercent }) => `the discounts exceed what ${on} comes to${showRate(vatPercent)}`,
      )
    const rates = [...this.ratesOfSession()]
      .filter(([, amount]) => amount < 0)
      .map(([rate]) => `the discounts exceed what the session comes to${showRate(rate)}`)
    return [...components, ...rates]
  }
}

function showRate(vatPercent: Rate): string {
  return vatPercent === null ? '' : ` at ${vatPercent} % VAT`
}

/**
 * The rate of a component that bills nothing: as the tariff first declares it, for it or for any.
 */
export function firstRate({ tariff }: RatedSession, on: Component): Rate {
  const components = [...Object.values(tariff.components).flat(), ...tariff.reservationFlats].sort(
    (a, b) => a.elementIndex - b.elementIndex || a.componentIndex - b.componentIndex,
  )
  const declared = components.find(({ dimension }) => dimension === on) ?? components[0]
  return declared?.vatPercent ?? null
}
