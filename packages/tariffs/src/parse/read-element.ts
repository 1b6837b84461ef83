/** Reads one tariff element: its prices and its restrictions (OCPI mod_tariffs, TariffElement). */

import { showDecimal, toScaled } from '@wattline/units'

import { readRestrictions } from '../restrictions/read-restrictions.js'
import { dimensions, type PriceComponent, type TariffElement } from '../tariff.js'
import { type FaultList, ObjectReader } from './read-object.js'

/** Decimals a price may have. OCPI prints four; net prices made from gross ones often have more. */
export const pricePlaces = 8
/** Decimals a VAT percentage may have. */
export const vatPlaces = 4

/** Undefined, with its faults, when it cannot be read. */
export function readElement(
  item: unknown,
  path: string,
  faults: FaultList,
): TariffElement | undefined {
  const reader = ObjectReader.open(item, path, faults)
  if (!reader) return undefined
  const components = reader.require('price_components')
    ? reader.list('price_components', (value, at) => readComponent(value, at, faults))
    : undefined
  if (reader.isEmptyList('price_components')) {
    const at = reader.at('price_components')
    faults.fault(at, 'no-components', 'an element needs at least one price component')
  }
  const restrictions = reader.has('restrictions')
    ? readRestrictions(reader.raw('restrictions'), reader.at('restrictions'), faults)
    : { unpriced: [] }
  reader.finish()
  return components && restrictions ? { components, restrictions } : undefined
}

function readComponent(item: unknown, path: string, faults: FaultList): PriceComponent | undefined {
  const reader = ObjectReader.open(item, path, faults)
  if (!reader) return undefined
  const type = reader.require('type') ? reader.oneOf('type', dimensions) : undefined
  const price = reader.require('price') ? reader.decimal('price') : undefined
  const vat = reader.decimal('vat')
  const stepSize = reader.count('step_size') ?? 0
  reader.finish()

  if (price && toScaled(price, pricePlaces) === undefined) {
    faults.fault(
      reader.at('price'),
      'too-many-decimals',
      `at most ${pricePlaces} decimals are priced`,
    )
  }
  if (vat && (vat.lt('0') || toScaled(vat, vatPlaces) === undefined)) {
    const message = `a VAT percentage is 0 or more, with at most ${vatPlaces} decimals`
    faults.fault(reader.at('vat'), 'not-a-percentage', message)
  }
  if (!type || !price) return undefined
  return {
    type,
    price: showDecimal(price),
    stepSize,
    vatPercent: vat ? showDecimal(vat) : null,
  }
}
