/** What an attack is: one way to harm, and the only ending it may come to in each engine. */

import type { PluginFailure } from '@wattline/billing'

export type AttackKind =
  | 'endless loop'
  | 'memory'
  | 'recursion'
  | 'escape'
  | 'pollution'
  | 'clock and chance'
  | 'reach'
  | 'async'
  | 'output'
  | 'thrown'
  | 'state'
  | 'load'

/** Harmless code is APPLIED: it tried, looked, and found nothing. */
type Ending = 'APPLIED' | PluginFailure

export interface Attack {
  readonly kind: AttackKind
  readonly name: string
  /** Statements that `price` runs for the session under attack, with `fee` and `leak` at hand. */
  readonly code: string
  /** A bundle that attacks as it is loaded, instead. */
  readonly bundle?: string
  readonly ends: Ending | { readonly v8: Ending; readonly quickjs: Ending }
  /** What the failure must say, where those are our own words. */
  readonly says?: RegExp
}

/** An attack by its kind: name, code and ending. */
export const of =
  (kind: AttackKind) =>
  (name: string, ends: Attack['ends'], code: string, says?: RegExp): Attack =>
    says === undefined ? { kind, name, code, ends } : { kind, name, code, ends, says }

/** A plugin that charges a fee of one part a second, and attacks where the facts say so. */
export const bundleOf = (code: string): string => `
const fee = amount => ({ code: 'FEE', kind: 'SURCHARGE', on: 'SESSION', amount, labelKey: 'fee' })
const leak = what => { throw new Error('leaked: ' + what) }
const price = (input, params) => {
  if (input.facts.attack) { ${code} }
  return { lines: [fee(input.session.durationSeconds)] }
}
export { plugin as default }
const plugin = { price }
`

/** Each as it is called in the report. */
export const attackNames = (attacks: readonly Attack[]): string[] =>
  attacks.map(({ kind, name }) => `${kind}: ${name.replaceAll('|', '/')}`)
