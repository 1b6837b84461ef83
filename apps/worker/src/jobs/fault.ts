/**
 * Tells the three kinds of trouble apart for the queue: a refusal and a bug are final, weather is
 * tried again.
 */

import { Refusal } from '@wattline/billing'
import { BrokenInvariant } from '@wattline/units'
import { UnrecoverableError } from 'bullmq'

export type FaultKind = 'refusal' | 'bug' | 'weather'

export function kindOfFault(fault: unknown): FaultKind {
  if (fault instanceof Refusal) return 'refusal'
  if (fault instanceof BrokenInvariant) return 'bug'
  return 'weather'
}

/** What the queue is given: it retries everything but an UnrecoverableError. */
export function forQueue(fault: unknown): Error {
  const message = describe(fault)
  if (kindOfFault(fault) !== 'weather') return new UnrecoverableError(message)
  return fault instanceof Error ? fault : new Error(message)
}

/** One line for people who look: `refusal not-found: Nothing of that kind …`. */
export function describe(fault: unknown): string {
  if (fault instanceof Refusal) return `refusal ${fault.code}: ${fault.message}`
  return fault instanceof Error ? `${fault.name}: ${fault.message}` : String(fault)
}
