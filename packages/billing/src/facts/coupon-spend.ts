/** What the lines of a bill take of the coupon its session was given. Pure. */

import type { Manifest } from '@wattline/plugin-sdk'
import type { Told } from '@wattline/tariffs'

import type { LoadedPriceList } from '../price-lists/load.js'
import type { StoredBill } from '../pricing/stored-bill.js'

/** What one plugin was told, by its manifest's names. */
interface Informed {
  readonly manifest: Pick<Manifest, 'reads'>
  readonly told: Told | undefined
}

/**
 * The most that all plugins of one session may take of its coupon's budget, as an amount (minor
 * units × 10 000); undefined for a plugin that was told of no budget.
 */
export function mostOfCoupon(informed: Informed): number | undefined {
  const most = couponFacts(informed).find(([fact]) => fact === 'coupon.maxAmount')?.[1]
  return typeof most === 'number' ? most : undefined
}

/** What lines take: the discounts alone, as an amount of 0 or more. */
export function discountsOf(lines: readonly { readonly amount: number }[]): number {
  return lines.reduce((sum, { amount }) => sum - Math.min(amount, 0), 0)
}

/**
 * Minor units that stand on the bill as discounts of plugins which were told of a coupon. Undefined
 * where one of them failed: what it would have taken is not known until it is mended.
 */
export function couponTakenMinor(bill: StoredBill, priceList: LoadedPriceList): bigint | undefined {
  const taking = priceList.plugins.flatMap(({ plugin: { manifest } }, index) => {
    const record = bill.plugins[index]
    return record && couponFacts({ manifest, told: record.told }).length > 0 ? [record] : []
  })
  if (taking.some(({ outcome }) => outcome === 'FAILED')) return undefined
  const takers = new Set(taking.map(({ hash }) => hash))
  return bill.lines.reduce((taken, { plugin, amountMinor }) => {
    const minor = BigInt(amountMinor)
    return plugin && minor < 0n && takers.has(plugin.hash) ? taken - minor : taken
  }, 0n)
}

function couponFacts({ manifest, told }: Informed): [fact: string, value: unknown][] {
  return Object.entries(manifest.reads).flatMap(([name, { fact }]) => {
    const value = told?.facts[name] ?? null
    return fact.startsWith('coupon.') && value !== null ? [[fact, value]] : []
  })
}
