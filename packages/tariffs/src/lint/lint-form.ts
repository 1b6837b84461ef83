/** Names what is wrong with a tariff by its document alone, before any session is priced. */

import type { Tariff } from '../tariff.js'
import { crossedLimits } from './crossed-limits.js'
import type { Finding, FormRule } from './finding.js'
import { idleFields } from './idle-fields.js'
import { negativePrice } from './negative-price.js'
import { tax } from './tax.js'

const formRules: readonly FormRule[] = [negativePrice, crossedLimits, tax, idleFields]

export function lintForm(tariff: Tariff): Finding[] {
  return formRules.flatMap(rule => rule(tariff))
}
