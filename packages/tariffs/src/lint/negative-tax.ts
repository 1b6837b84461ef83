/** Refuses to publish a VAT below zero; where others sent one, it is priced as none. */

import type { LintRule } from './lint-tariff.js'

export const negativeTax: LintRule = tariff =>
  tariff.elements.flatMap((element, index) =>
    element.components.flatMap(({ vatPercent }, place) =>
      vatPercent?.startsWith('-')
        ? [
            {
              path: `$.elements[${index}].price_components[${place}].vat`,
              code: 'negative-tax',
              message: `${vatPercent} % is below zero; a VAT percentage is 0 or more`,
              severity: 'fault' as const,
            },
          ]
        : [],
    ),
  )
