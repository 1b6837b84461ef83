/** Takes out of a price list what put one line on a bill: a price, a plugin, a limit or the cap. */

import { type CompiledTariff, withoutPrice } from '@wattline/tariffs'
import { assert } from '@wattline/units'

import type { LoadedPriceList } from '../price-lists/load.js'
import type { PriceRequest } from '../pricing/price-sessions.js'
import type { StoredLine } from '../pricing/stored-bill.js'

/** Later elements may step in for a price that is gone, and plugins see the session without it. */
export function withoutLine(request: PriceRequest, line: StoredLine): PriceRequest {
  const { plugin } = line
  if (!plugin) return { ...request, priceList: withoutPriceOf(request.priceList, line) }
  const { priceList, told, recorded } = request
  const isKept = (_: unknown, index: number): boolean =>
    priceList.plugins[index]?.plugin.hash !== plugin.hash
  return {
    ...request,
    priceList: { ...priceList, plugins: priceList.plugins.filter(isKept) },
    ...(told && { told: told.filter(isKept) }),
    ...(recorded && { recorded: recorded.filter(isKept) }),
  }
}

function withoutPriceOf(priceList: LoadedPriceList, line: StoredLine): LoadedPriceList {
  const { component, explanation } = line
  if (component === 'CAP') return { ...priceList, capMinor: null }
  if (component === 'MIN_PRICE')
    return changed(priceList, tariff => withoutLimit(tariff, 'minPrice'))
  if (component === 'MAX_PRICE')
    return changed(priceList, tariff => withoutLimit(tariff, 'maxPrice'))
  const { elementIndex, componentIndex } = explanation
  assert(
    typeof elementIndex === 'number' && typeof componentIndex === 'number',
    `line ${line.position} (${component}) names the price that made it`,
  )
  return changed(priceList, tariff => withoutPrice(tariff, { elementIndex, componentIndex }))
}

function changed(
  priceList: LoadedPriceList,
  change: (tariff: CompiledTariff) => CompiledTariff,
): LoadedPriceList {
  return { ...priceList, compiledFor: timeZone => change(priceList.compiledFor(timeZone)) }
}

function withoutLimit(compiled: CompiledTariff, limit: 'minPrice' | 'maxPrice'): CompiledTariff {
  const { [limit]: _gone, ...tariff } = compiled.tariff
  return { ...compiled, tariff }
}
