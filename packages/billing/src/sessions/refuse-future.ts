/** Refuses what a charger says has happened, but by our clock has not. */

import { type Instant, isBefore } from '@wattline/units'

import { refuseInput } from '../refusal.js'

/** A charger's clock may run ahead by this much. */
const clockToleranceMinutes = 5

/** @throws Refusal `input-invalid` at the path */
export function refuseFuture(path: string, at: Instant, now: Instant): void {
  if (!isBefore(now.add({ minutes: clockToleranceMinutes }), at)) return
  refuseInput([{ path, message: 'Lies in the future: check the charger’s clock' }])
}
