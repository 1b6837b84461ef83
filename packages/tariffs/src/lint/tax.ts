/**
 * Names taxes that a bill cannot state, that no country has, or that differ without a reason (OCPI
 * 2.3.0 mod_tariffs, TaxIncluded and PriceComponent.vat).
 */

import { decimal } from '@wattline/units'

import {
  dimensions,
  type PriceComponent,
  type Tariff,
  type TariffDimension,
  type TariffElement,
} from '../tariff.js'
import type { Finding, FormRule } from './finding.js'
import { dimensionIn } from './prices.js'

/** The highest standard rate in the EU, which is Hungary's. */
const highestPercent = '27'

type Trouble = Pick<Finding, 'code' | 'message' | 'severity'>

export const tax: FormRule = tariff => [
  ...tariff.elements.flatMap((element, elementIndex) =>
    element.components.flatMap((component, place) =>
      troublesOf(tariff, component).map(trouble => ({
        ...trouble,
        path: `$.elements[${elementIndex}].price_components[${place}].vat`,
        elementIndex,
        dimension: dimensionIn(element, component.type),
        examples: [],
      })),
    ),
  ),
  ...differing(tariff),
]

function troublesOf({ taxIncluded }: Tariff, { vatPercent }: PriceComponent): Trouble[] {
  if (vatPercent === null) return taxIncluded === 'YES' ? [unclear(unknownRate)] : []
  const ignored = taxIncluded === 'N/A' ? [unclear(ignoredRate)] : []
  return [...ignored, ...outOfRange(vatPercent)]
}

const unknownRate =
  'the price contains tax of an unknown rate, so a bill can state the gross amount only'
const ignoredRate = 'tax_included is N/A, so this rate is ignored'

function unclear(message: string): Trouble {
  return { code: 'unclear-tax', message, severity: 'warning' }
}

/** A fault where no law can have meant it; a share of 1 in place of a percentage is a slip. */
function outOfRange(vatPercent: string): Trouble[] {
  const rate = decimal(vatPercent)
  const code = 'vat-out-of-range'
  if (rate.gt('100') || rate.lt('0')) {
    const message = `${vatPercent} % is no rate of VAT; write it as a percentage of 0 to 100`
    return [{ code, message, severity: 'fault' }]
  }
  const isShare = rate.gt('0') && rate.lt('1')
  if (!isShare && rate.lte(highestPercent)) return []
  const hint = isShare
    ? `write ${rate.times('100').toString()} if that share is meant`
    : 'no state of the EU asks that much'
  const message = `${vatPercent} % is an unusual rate of VAT; ${hint}`
  return [{ code, message, severity: 'warning' }]
}

/**
 * Energy and parking may be taxed apart by law, and so may a reservation; one dimension at two
 * rates seldom is.
 */
function differing({ elements, taxIncluded }: Tariff): Finding[] {
  if (taxIncluded === 'N/A') return []
  const [reservations, sessions] = [true, false].map(isForReservation =>
    elements.filter(
      ({ restrictions }) => (restrictions.reservation !== undefined) === isForReservation,
    ),
  )
  return [sessions, reservations].flatMap((group = []) =>
    dimensions.flatMap(type => differingIn(group, type)),
  )
}

function differingIn(elements: readonly TariffElement[], type: TariffDimension): Finding[] {
  const components = elements.flatMap(element => element.components)
  const rates = new Set(
    components.filter(component => component.type === type).map(({ vatPercent }) => vatPercent),
  )
  if (rates.size < 2) return []
  const [first] = elements
  const dimension = first ? dimensionIn(first, type) : type
  const shown = [...rates].map(rate => (rate === null ? 'no rate' : `${rate} %`)).join(' and ')
  return [
    {
      path: '$.elements',
      code: 'vat-differs',
      message: `${dimension} is taxed at ${shown}; one rate for a dimension is usual`,
      severity: 'note',
      dimension,
      examples: [],
    },
  ]
}
