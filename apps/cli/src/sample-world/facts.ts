/**
 * Tells Wattline what the plugins of the sample price lists read: coupons, memberships, spot
 * prices.
 */

import { createCoupons, putMembership, putPriceSeries } from '@wattline/billing'
import { fromScaled, type Instant, money } from '@wattline/units'
import type { OpenCore } from '../world/open-core.js'

import type { Founded } from './found.js'
import { chance } from './random.js'

export interface SampleFacts {
  /** Each given by one visit in so many at its site. */
  readonly coupons: readonly {
    readonly campaign: string
    readonly code: string
    readonly site: string
    readonly oneVisitIn: number
  }[]
  readonly memberships: readonly { readonly driver: string; readonly tier: string }[]
  /** Names of price series. */
  readonly series: readonly string[]
}

const seriesDays = 100

/** Safe to repeat. @param from before any visit, and when the price series begin */
export async function keepFacts(
  { core }: OpenCore,
  { world, staff, drivers }: Founded,
  from: Instant,
): Promise<void> {
  const { currency } = world.operator
  for (const { campaign, code } of world.facts.coupons) {
    await createCoupons(core, staff, {
      campaign,
      codes: [code],
      validFrom: from,
      budget: money(100_000n, currency),
      mostPerUse: money(500n, currency),
      idempotencyKey: `coupon ${code}`,
    })
  }
  for (const { driver, tier } of world.facts.memberships) {
    const driverId = drivers.get(driver) ?? ''
    const idempotencyKey = `membership ${driver}`
    await putMembership(core, staff, { driverId, tier, from, idempotencyKey })
  }
  for (const name of world.facts.series) {
    await putPriceSeries(core, staff, {
      name,
      points: spotPrices(name, from),
      idempotencyKey: `series ${name}`,
    })
  }
}

/**
 * Made-up hourly prices in a thousandth of the currency: low at night and at noon, high in the
 * evening, below zero now and then; nothing is said after the last hour.
 */
export function spotPrices(name: string, from: Instant) {
  const luck = chance(`spot ${name}`)
  const hours = seriesDays * 24
  return Array.from({ length: hours + 1 }, (_, hour) => {
    const mills = (byHour[hour % 24] ?? 0) + luck.whole(-250, 250)
    const perKwh = hour === hours ? null : fromScaled(BigInt(mills), 3)
    return { from: from.add({ hours: hour }), perKwh }
  })
}

const byHour = [
  ...[300, 260, 240, 220, 260, 380, 620, 880, 900, 640, 420, 260],
  ...[180, 160, 240, 420, 760, 1150, 1300, 1180, 860, 620, 480, 380],
]
