/**
 * Refuses a price below zero: a discount is a plugin's line with a name, never a negative tariff.
 */

import type { LintRule } from './lint-tariff.js'

export const negativePrice: LintRule = tariff =>
  tariff.elements.flatMap((element, index) =>
    element.components.flatMap((component, place) =>
      component.price.startsWith('-')
        ? [
            {
              path: `$.elements[${index}].price_components[${place}].price`,
              code: 'negative-price',
              message: `${component.price} is below zero; a price is 0 or more`,
              severity: 'fault' as const,
            },
          ]
        : [],
    ),
  )
