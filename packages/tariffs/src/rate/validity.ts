/**
 * Says whether a tariff was valid at an instant: from its start on, before its end (OCPI 2.3.0
 * mod_tariffs, Tariff, start_date_time and end_date_time).
 */

import { secondFromIso } from '@wattline/units'

import type { Tariff } from '../tariff.js'

const none: readonly string[] = []

/** @param second since 1970 */
export function isValidAt({ startsAt, endsAt }: Tariff, second: number): boolean {
  const start = startsAt === undefined ? undefined : secondFromIso(startsAt)
  const end = endsAt === undefined ? undefined : secondFromIso(endsAt)
  const isEarly = start !== undefined && second < start
  const isLate = end !== undefined && second >= end
  return !isEarly && !isLate
}

/**
 * The tariff at the session's start prices all of it; one that was not valid then is worth a word.
 */
export function outsideValidity(tariff: Tariff, startSecond: number): readonly string[] {
  if (isValidAt(tariff, startSecond)) return none
  return [`Tariff ${tariff.id} was not valid when the session started.`]
}
