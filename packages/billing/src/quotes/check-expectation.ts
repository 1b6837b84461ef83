/** What a quote may be asked for: a session that can be, with every fault named at once. Pure. */

import type { Instant } from '@wattline/units'

import type { TokenType } from '../facts/token-type.js'
import { type InputFault, refuseInput } from '../refusal.js'
import { reservedAtMostHours } from '../sessions/reservation-window.js'

export interface QuoteInput {
  readonly connectorId: string
  readonly driverId?: string | null
  /** How the driver will be authorised; null where that is not known. */
  readonly tokenType?: TokenType | null
  /** A coupon to count on. */
  readonly couponCode?: string | null
  /** The partner will owe the bill. */
  readonly partnerPays?: boolean | null
  /** From five minutes ago to seven days ahead. */
  readonly startAt: Instant
  /** How long it takes, reservation and parking included. */
  readonly minutes: number
  /** Of the minutes, how many at the beginning the connector is only kept for the driver. */
  readonly reservedMinutes?: number | null
  /** Whole Wh expected over the charging time. */
  readonly energyWh: bigint
  /** Of the minutes, how many at the end it no longer charges. */
  readonly parkedMinutes?: number | null
  readonly idempotencyKey: string
}

const weekMinutes = 7 * 1440
const reservedAtMostMinutes = reservedAtMostHours * 60

/** @throws Refusal `input-invalid` */
export function checkExpectation(input: QuoteInput): void {
  const faults: InputFault[] = []
  const parked = input.parkedMinutes ?? 0
  const reserved = input.reservedMinutes ?? 0
  if (!Number.isInteger(input.minutes) || input.minutes < 1 || input.minutes > weekMinutes) {
    faults.push({ path: 'minutes', message: `Whole minutes from 1 to ${weekMinutes}` })
  }
  if (!Number.isInteger(parked) || parked < 0 || parked > input.minutes) {
    faults.push({ path: 'parkedMinutes', message: 'Whole minutes, at most those of the session' })
  }
  if (!Number.isInteger(reserved) || reserved < 0 || reserved > reservedAtMostMinutes) {
    const message = `Whole minutes from 0 to ${reservedAtMostMinutes}`
    faults.push({ path: 'reservedMinutes', message })
  } else if (reserved > 0 && reserved + parked >= input.minutes) {
    const message = 'Must leave a minute to charge, of those of the session'
    faults.push({ path: 'reservedMinutes', message })
  }
  if (input.energyWh < 0n || input.energyWh > 1_000_000n) {
    faults.push({ path: 'energyKwh', message: 'From 0 to 1000 kWh' })
  }
  if (faults.length > 0) refuseInput(faults)
}
