/** What a quote may be asked for: a session that can be, with every fault named at once. Pure. */

import type { Instant } from '@wattline/units'

import { type InputFault, refuseInput } from '../refusal.js'

export interface QuoteInput {
  readonly connectorId: string
  readonly driverId?: string | null
  /** From five minutes ago to seven days ahead. */
  readonly startAt: Instant
  /** How long the vehicle stays. */
  readonly minutes: number
  /** Whole Wh expected over the charging time. */
  readonly energyWh: bigint
  /** Of the minutes, how many at the end it no longer charges. */
  readonly parkedMinutes?: number | null
  readonly idempotencyKey: string
}

const weekMinutes = 7 * 1440

/** @throws Refusal `input-invalid` */
export function checkExpectation(input: QuoteInput): void {
  const faults: InputFault[] = []
  const parked = input.parkedMinutes ?? 0
  if (!Number.isInteger(input.minutes) || input.minutes < 1 || input.minutes > weekMinutes) {
    faults.push({ path: 'minutes', message: `Whole minutes from 1 to ${weekMinutes}` })
  }
  if (!Number.isInteger(parked) || parked < 0 || parked > input.minutes) {
    faults.push({ path: 'parkedMinutes', message: 'Whole minutes, at most those of the session' })
  }
  if (input.energyWh < 0n || input.energyWh > 1_000_000n) {
    faults.push({ path: 'energyKwh', message: 'From 0 to 1000 kWh' })
  }
  if (faults.length > 0) refuseInput(faults)
}
