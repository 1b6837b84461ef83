/**
 * Says a stored explanation again in another language, from the data that was stored with it.
 *
 * What was stored without data keeps the sentences it has.
 */

import { type Explanation, type Language, type Restriction, sayLine } from '@wattline/tariffs'

export type { Language, Restriction }

type Grounds = Pick<Explanation, 'basis' | 'reasons'>

/** @param explanation as a bill or an invoice line holds it */
export function sayStored<T extends object>(explanation: T, language: Language): T {
  if (!hasGrounds(explanation)) return explanation
  return { ...explanation, ...sayLine(explanation, language) }
}

/** Both are written together, by `explainBill` and `composeCredit`. */
function hasGrounds(explanation: object): explanation is Grounds {
  return 'basis' in explanation && 'reasons' in explanation
}
