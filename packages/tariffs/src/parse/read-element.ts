/** Reads one tariff element: its prices and its restrictions (OCPI mod_tariffs, TariffElement). */

import { showDecimal } from '@wattline/units'

import { readRestrictions } from '../restrictions/read-restrictions.js'
import {
  dimensions,
  type PriceComponent,
  type TariffDimension,
  type TariffElement,
} from '../tariff.js'
import { type FaultList, ObjectReader } from './read-object.js'

/** Decimals a price may have. OCPI prints four; net prices made from gross ones often have more. */
export const pricePlaces = 8
/** Decimals a VAT percentage may have. */
export const vatPlaces = 4

/** What an element on reservations may price (OCPI mod_tariffs, ReservationRestrictionType). */
const reservable: readonly TariffDimension[] = ['TIME', 'FLAT']

/** Undefined, with its faults, when it cannot be read. */
export function readElement(
  item: unknown,
  path: string,
  faults: FaultList,
): TariffElement | undefined {
  const reader = ObjectReader.open(item, path, faults)
  if (!reader) return undefined
  const foreign = new Map<string, TariffDimension>()
  const readAt = (value: unknown, at: string): PriceComponent | undefined => {
    const component = readComponent(value, at, faults)
    if (component && !reservable.includes(component.type)) foreign.set(at, component.type)
    return component
  }
  const components = reader.require('price_components')
    ? reader.list('price_components', readAt)
    : undefined
  if (reader.isEmptyList('price_components')) {
    const at = reader.at('price_components')
    faults.fault(at, 'no-components', 'an element needs at least one price component')
  }
  const restrictions = reader.has('restrictions')
    ? readRestrictions(reader.raw('restrictions'), reader.at('restrictions'), faults)
    : {}
  reader.finish()
  if (restrictions?.reservation) {
    for (const [at, type] of foreign) {
      const message = `an element on reservations prices TIME and FLAT only; move ${type} to an element of its own`
      faults.fault(`${at}.type`, 'not-a-reservation-price', message)
    }
  }
  return components && restrictions ? { components, restrictions } : undefined
}

function readComponent(item: unknown, path: string, faults: FaultList): PriceComponent | undefined {
  const reader = ObjectReader.open(item, path, faults)
  if (!reader) return undefined
  const type = reader.require('type') ? reader.oneOf('type', dimensions) : undefined
  const price = reader.require('price') ? reader.fixed('price', pricePlaces) : undefined
  const vat = reader.fixed('vat', vatPlaces)
  const stepSize = reader.count('step_size') ?? 0
  reader.finish()

  if (vat?.lt('0')) {
    const message = `a VAT of ${vat.toFixed()} % is below zero; it is priced as 0 %`
    faults.warn(reader.at('vat'), 'negative-tax', message)
  }
  if (!type || !price) return undefined
  return {
    type,
    price: showDecimal(price),
    stepSize,
    vatPercent: vat ? showDecimal(vat) : null,
  }
}
