/**
 * Reads an OCPI 2.1.1, 2.2.1 or 2.3.0 tariff document, with all its faults at once (mod_tariffs).
 */

import { isCurrency, showDecimal } from '@wattline/units'

import {
  type Fault,
  type PriceLimit,
  type Tariff,
  type TaxIncluded,
  tariffTypes,
} from '../tariff.js'
import { pricePlaces, readElement } from './read-element.js'
import { FaultList, ObjectReader } from './read-object.js'

/** Fields of the Tariff object that say nothing about what a session costs. */
const withoutBearing = new Set([
  'country_code',
  'party_id',
  'tariff_alt_text',
  'tariff_alt_url',
  'preauthorize_amount',
  'energy_mix',
  'last_updated',
])

export type ParsedTariff =
  | { readonly tariff: Tariff; readonly faults: readonly Fault[] }
  | { readonly tariff?: undefined; readonly faults: readonly Fault[] }

/** With a tariff, the faults are warnings only. */
export function parseTariff(document: unknown): ParsedTariff {
  const faults = new FaultList()
  const reader = ObjectReader.open(document, '$', faults)
  const tariff = reader && readTariff(reader, document)
  return tariff && !faults.isFatal ? { tariff, faults: faults.faults } : { faults: faults.faults }
}

function readTariff(reader: ObjectReader, document: unknown): Tariff | undefined {
  reader.knows(withoutBearing)
  const id = reader.require('id') ? reader.text('id') : undefined
  const currency = readCurrency(reader)
  const elements = reader.require('elements')
    ? reader.list('elements', (item, path) => readElement(item, path, reader.faults))
    : undefined
  if (reader.isEmptyList('elements')) {
    reader.faults.fault(reader.at('elements'), 'no-elements', 'a tariff needs at least one element')
  }
  const type = reader.oneOf('type', tariffTypes)
  const minPrice = readLimit(reader, 'min_price')
  const maxPrice = readLimit(reader, 'max_price')
  const startsAt = reader.instant('start_date_time')
  const endsAt = reader.instant('end_date_time')
  const taxIncluded: TaxIncluded = reader.oneOf('tax_included', ['YES', 'NO', 'N/A']) ?? 'NO'
  reader.finish()
  if (id === undefined || currency === undefined || elements === undefined) return undefined
  return {
    id,
    currency,
    ...(type && { type }),
    taxIncluded,
    elements,
    ...(minPrice && { minPrice }),
    ...(maxPrice && { maxPrice }),
    ...(startsAt && { startsAt }),
    ...(endsAt && { endsAt }),
    document,
  }
}

function readCurrency(reader: ObjectReader): string | undefined {
  const currency = reader.require('currency') ? reader.text('currency') : undefined
  if (currency === undefined || isCurrency(currency)) return currency
  return reader.faults.fault(
    reader.at('currency'),
    'unknown-currency',
    `${currency} is not an ISO 4217 code that Wattline bills in`,
  )
}

/** OCPI 2.2.1 names the two figures excl_vat and incl_vat, 2.3.0 before_taxes and after_taxes. */
function readLimit(reader: ObjectReader, name: 'min_price' | 'max_price'): PriceLimit | undefined {
  const limit = reader.object(name)
  if (!limit) return undefined
  const isOlder = limit.has('excl_vat')
  const [before, after] = isOlder ? ['excl_vat', 'incl_vat'] : ['before_taxes', 'after_taxes']
  if (!limit.require(before)) return undefined
  const beforeTaxes = limit.fixed(before, pricePlaces)
  const afterTaxes = limit.fixed(after, pricePlaces)
  limit.finish()
  for (const [field, value] of [
    [before, beforeTaxes],
    [after, afterTaxes],
  ] as const) {
    if (value?.lt('0')) {
      limit.faults.fault(limit.at(field), 'negative-limit', 'a price limit is 0 or more')
    }
  }
  if (!beforeTaxes) return undefined
  return {
    beforeTaxes: showDecimal(beforeTaxes),
    ...(afterTaxes && { afterTaxes: showDecimal(afterTaxes) }),
  }
}
