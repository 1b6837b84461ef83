/** For which starts a quote is made, and when a session may begin under it. Pure. */

import { type Instant, isBefore } from '@wattline/units'

import type { InputFault } from '../refusal.js'

/**
 * A quote freezes the price list of its start. Were any start taken, whoever asks could pick the
 * cheapest list that ever was or will be; so it must lie about now, or in the week to come.
 */
const clockToleranceMinutes = 5
const daysAhead = 7

/** How long a session may be begun before and after the start that was promised for. */
const slackMinutes = 15

/** What is wrong with a start asked for now; undefined when nothing is. */
export function startFault(startAt: Instant, now: Instant): InputFault | undefined {
  const behindMs = now.epochMilliseconds - startAt.epochMilliseconds
  if (behindMs > clockToleranceMinutes * 60_000) {
    return { path: 'startAt', message: 'Lies in the past: ask for now, or for later' }
  }
  if (-behindMs > daysAhead * 86_400_000) {
    return { path: 'startAt', message: `Lies more than ${daysAhead} days ahead` }
  }
  return undefined
}

/** When a quote made now for a start ends; the reservation it expects may be over by then. */
export function expiryOf(startAt: Instant, now: Instant, reservedMinutes = 0): Instant {
  const from = isBefore(startAt, now) ? now : startAt
  return from.add({ minutes: reservedMinutes + slackMinutes })
}

/** The first instant at which a session may be begun under a quote. */
export function startableFrom({ startAt }: { readonly startAt: Instant }): Instant {
  return startAt.subtract({ minutes: slackMinutes })
}

/**
 * The last instant at which a session, or its reservation, may begin under a quote: who reserves
 * nothing gains no longer a promise by asking for a reservation.
 */
export function lastBeginning({ expiresAt, expectedReservedSeconds }: Expiring): Instant {
  return expiresAt.subtract({ seconds: expectedReservedSeconds })
}

interface Expiring {
  readonly expiresAt: Instant
  readonly expectedReservedSeconds: number
}
