/**
 * Reads the volumes that most CDRs state, JSON numbers of few decimals, without making a decimal of
 * each: exact, or not at all.
 */

import { scaleSmallNumber } from '@wattline/units'

import type { MeteredDimension } from '../rate/rated.js'
import { kwhPlaces } from '../restrictions/session-energy.js'

/** The four decimals of an OCPI hour are 0.36 s. */
const hourPlaces = 4
const centisecondsPerStep = 36

/**
 * Thousandths of a Wh or hundredths of a second; undefined for text, for numbers of more decimals
 * than OCPI names, and for what a CDR must not state, all of which take the longer way.
 */
export function plainVolume(type: MeteredDimension, value: unknown): number | undefined {
  if (typeof value !== 'number' || !(value >= 0)) return undefined
  if (type === 'ENERGY') return scaleSmallNumber(value, kwhPlaces)
  const steps = scaleSmallNumber(value, hourPlaces)
  // Fewer than 10^9 hours, as of every figure in a CDR.
  return steps !== undefined && value < 1e9 ? steps * centisecondsPerStep : undefined
}
