/**
 * min_duration and max_duration: seconds since the session's start (OCPI 2.3.0 mod_tariffs,
 * TariffRestrictions).
 *
 * They count the whole session, not its charging or its parking (ocpi/ocpi #225, #434, #566). The
 * minimum is inclusive, the maximum exclusive.
 */

import type { TariffRestrictions } from '../tariff.js'
import type { Condition } from './condition.js'
import type { RestrictionRule } from './rules.js'

export const sessionDuration: RestrictionRule = {
  read: reader => {
    const minDurationSeconds = reader.count('min_duration')
    const maxDurationSeconds = reader.count('max_duration')
    return {
      ...(minDurationSeconds !== undefined && { minDurationSeconds }),
      ...(maxDurationSeconds !== undefined && { maxDurationSeconds }),
    }
  },
  compile: compileDuration,
}

function compileDuration(restrictions: TariffRestrictions): Condition | undefined {
  const { minDurationSeconds: from, maxDurationSeconds: to } = restrictions
  if (from === undefined && to === undefined) return undefined
  const min = from ?? 0
  const max = to ?? Number.POSITIVE_INFINITY
  const since = from === undefined ? [] : [`from ${showDuration(from)} on`]
  const until = to === undefined ? [] : [`before ${showDuration(to)}`]
  return {
    holds: at => at.sessionSecond >= min && at.sessionSecond < max,
    bounds: { secondFrom: min, secondTo: max },
    applies: `${[...since, ...until].join(' and ')} of the session`,
    cuts: [min, max]
      .filter(edge => edge > 0 && Number.isFinite(edge))
      .map(seconds => ({ kind: 'sinceStart', seconds })),
    readsClock: false,
    isNever: min >= max,
  }
}

/** `2 h 5 min 30 s`, leaving out what is zero. */
export function showDuration(seconds: number): string {
  const parts = [
    [Math.floor(seconds / 3600), 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ] as const
  const shown = parts.filter(([value]) => value !== 0).map(([value, unit]) => `${value} ${unit}`)
  return shown.length === 0 ? '0 s' : shown.join(' ')
}
