/** Instants, clocks and the questions put to a site's wall clock. */

import { Temporal } from 'temporal-polyfill'

export { Temporal }

export type Instant = Temporal.Instant
export type PlainDate = Temporal.PlainDate
export type PlainTime = Temporal.PlainTime

/** Tells the present instant. Handed in everywhere, so that tests and simulations drive it. */
export interface Clock {
  now(): Instant
}

/** A clock that stands where it is put. */
export class StoppedClock implements Clock {
  constructor(private at: Instant) {}

  now(): Instant {
    return this.at
  }

  /** Moves on by an ISO 8601 duration of days, hours, minutes or seconds: `PT5M`. */
  advance(duration: string): void {
    this.at = this.at.add(
      Temporal.Duration.from(duration).round({
        largestUnit: 'hours',
        relativeTo: Temporal.PlainDate.from('2000-01-01'),
      }),
    )
  }

  set(at: Instant): void {
    this.at = at
  }
}

export function instantFromMs(epochMs: number): Instant {
  return Temporal.Instant.fromEpochMilliseconds(epochMs)
}

/** Reads an ISO 8601 instant with offset; undefined when it is none. */
export function parseInstant(text: string): Instant | undefined {
  try {
    return Temporal.Instant.from(text)
  } catch {
    return undefined
  }
}

export function isBefore(a: Instant, b: Instant): boolean {
  return a.epochMilliseconds < b.epochMilliseconds
}

/** Whether the runtime knows an IANA zone by this name. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone.length > 0
  } catch {
    return false
  }
}
