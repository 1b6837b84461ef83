/** Refuses restrictions of OCPI that this engine does not price yet, by their names. */

import type { LintRule } from './lint-tariff.js'

export const unpricedRestriction: LintRule = tariff =>
  tariff.elements.flatMap((element, index) =>
    element.restrictions.unpriced.map(name => ({
      path: `$.elements[${index}].restrictions.${name}`,
      code: 'unsupported-restriction',
      message: `${name} cannot be priced yet; remove the element or the restriction`,
      severity: 'fault' as const,
    })),
  )
