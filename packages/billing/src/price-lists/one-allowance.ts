/** Says which plugins of a price list count one allowance twice. Pure. */

import { factsAsked } from '../facts/questions.js'
import type { InputFault } from '../refusal.js'

type Counting = Parameters<typeof factsAsked>[0]

/**
 * A driver's month has one count for each plugin and the name it gives its allowance, whatever its
 * version and parameters: two that share a bill would each give the same Wh away, or leave no way
 * to say which of them did.
 */
export function faultsInAllowances(plugins: readonly Counting[]): InputFault[] {
  const placeOf = new Map<string, number>()
  return plugins.flatMap((plugin, index) =>
    factsAsked(plugin).flatMap(([, { fact, name = '' }]) => {
      if (fact !== 'allowance.energyWh') return []
      const before = placeOf.get(name)
      placeOf.set(name, before ?? index)
      if (before === undefined) return []
      const message = `Counts the allowance ${name}, as plugins[${before}] does: keep one of them`
      return [{ path: `plugins[${index}]`, message }]
    }),
  )
}
