/**
 * Warns of taxes that a bill cannot state (OCPI 2.3.0 mod_tariffs, TaxIncluded and
 * PriceComponent.vat).
 */

import type { Fault, PriceComponent, Tariff } from '../tariff.js'
import type { LintRule } from './lint-tariff.js'

export const unclearTax: LintRule = tariff =>
  tariff.elements.flatMap((element, index) =>
    element.components.flatMap((component, place) => {
      const message = trouble(tariff, component)
      const path = `$.elements[${index}].price_components[${place}].vat`
      const fault: Fault = {
        path,
        code: 'unclear-tax',
        message: message ?? '',
        severity: 'warning',
      }
      return message === undefined ? [] : [fault]
    }),
  )

function trouble({ taxIncluded }: Tariff, { vatPercent }: PriceComponent): string | undefined {
  if (taxIncluded === 'YES' && vatPercent === null) {
    return 'the price contains tax of an unknown rate, so a bill can state the gross amount only'
  }
  if (taxIncluded === 'N/A' && vatPercent !== null) {
    return 'tax_included is N/A, so this rate is ignored'
  }
  return undefined
}
