/**
 * Refuses a price below zero: a discount is a plugin's line with a name, never a negative tariff.
 */

import type { FormRule } from './finding.js'
import { dimensionIn } from './prices.js'

export const negativePrice: FormRule = tariff =>
  tariff.elements.flatMap((element, elementIndex) =>
    element.components.flatMap(({ price, type }, place) =>
      price.startsWith('-')
        ? [
            {
              path: `$.elements[${elementIndex}].price_components[${place}].price`,
              code: 'negative-price',
              message: `${price} is below zero; a price is 0 or more`,
              severity: 'fault',
              elementIndex,
              dimension: dimensionIn(element, type),
              examples: [],
            },
          ]
        : [],
    ),
  )
