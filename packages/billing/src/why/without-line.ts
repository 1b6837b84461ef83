/** Takes out of a price list what put one line on a bill: a price, a plugin, a limit or the cap. */

import { type CompiledTariff, withoutPrice } from '@wattline/tariffs'
import { assert } from '@wattline/units'

import type { LoadedPriceList } from '../price-lists/load.js'
import type { StoredLine } from '../pricing/stored-bill.js'

/** Later elements may step in for a price that is gone, and plugins see the session without it. */
export function withoutLine(priceList: LoadedPriceList, line: StoredLine): LoadedPriceList {
  const { component, plugin, explanation } = line
  if (plugin) {
    const plugins = priceList.plugins.filter(other => other.plugin.hash !== plugin.hash)
    return { ...priceList, plugins }
  }
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
