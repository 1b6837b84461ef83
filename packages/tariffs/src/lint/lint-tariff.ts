/**
 * The publish gate: names all that would price a session wrongly, and what its author may not have
 * meant, with sessions that show it.
 */

import type { Tariff } from '../tariff.js'
import { cheaperForMore } from './cheaper-for-more.js'
import { clockJumpsInWindows } from './clock-jumps.js'
import type { Finding } from './finding.js'
import { lintForm } from './lint-form.js'
import { needsMeasurement } from './needs-measurement.js'
import { overlap } from './overlap.js'
import { type LintOptions, type ProofRule, subjectOf } from './site.js'
import { stepOverUse } from './step-over-use.js'
import { unboundedParking } from './unbounded-parking.js'
import { unpricedStretch } from './unpriced-stretch.js'
import { unreachable } from './unreachable.js'

const proofRules: readonly ProofRule[] = [
  unreachable,
  unpricedStretch,
  needsMeasurement,
  overlap,
  clockJumpsInWindows,
  cheaperForMore,
  stepOverUse,
  unboundedParking,
]

/**
 * All findings at once. One of severity `fault` keeps the tariff from being published; a tariff
 * with one is not priced, so nothing is said then of the sessions it would bill.
 *
 * @throws BrokenInvariant for an unknown zone
 */
export function lintTariff(tariff: Tariff, options: LintOptions = {}): Finding[] {
  const ofForm = lintForm(tariff)
  if (ofForm.some(({ severity }) => severity === 'fault')) return ofForm
  const subject = subjectOf(tariff, options)
  return [...ofForm, ...proofRules.flatMap(rule => rule(subject))]
}
