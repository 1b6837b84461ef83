/**
 * What the tariff alone bills in each period, in the whole units plugins count in.
 *
 * A line's periods are rounded down one after another on their running sum, so that any of them,
 * and all together, never exceed the exact line: a discount of everything leaves nothing below
 * zero.
 */

import type { BaseAmounts } from '@wattline/plugin-sdk'

import { exactAmount, pluginUnitsIn } from '../rate/exact-amount.js'
import type { RatedLine, RatedSession } from '../rate/rated.js'

type Writable = { -readonly [key in keyof BaseAmounts]: number }

/** What a line put into one period, in minor units × 10 000. */
export interface LineAmount {
  readonly period: number
  readonly amount: number
}

export function lineAmounts(line: RatedLine, currency: string): LineAmount[] {
  const { dimension, priceScaled } = line.component
  let exact = 0n
  let passed = 0
  return line.shares.map(({ period, quantity }) => {
    exact += exactAmount(dimension, quantity, priceScaled)
    const reached = pluginUnitsIn(exact, currency)
    const amount = reached - passed
    passed = reached
    return { period, amount }
  })
}

/** One per period of the session. */
export function baseAmounts({ lines, periods, tariff }: RatedSession): BaseAmounts[] {
  const bases: Writable[] = periods.map(() => ({
    ENERGY: 0,
    TIME: 0,
    PARKING_TIME: 0,
    FLAT: 0,
    RESERVATION_TIME: 0,
  }))
  for (const line of lines) {
    for (const { period, amount } of lineAmounts(line, tariff.tariff.currency)) {
      const base = bases[period]
      if (base) base[line.component.dimension] += amount
    }
  }
  return bases
}
