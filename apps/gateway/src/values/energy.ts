/** Energy at the API's edge: kWh as exact decimals outside, whole Wh inside. */

import { refuseInput } from '@wattline/billing'
import { type Decimal, fromScaled, toScaled } from '@wattline/units'

/** @throws Refusal `input-invalid` for energy finer than one Wh */
export function readKwh(energyKwh: Decimal, path: string): bigint {
  const energyWh = toScaled(energyKwh, 3)
  if (energyWh !== undefined) return energyWh
  return refuseInput([{ path, message: 'At most three decimals: energy is counted in whole Wh' }])
}

export function showKwh(energyWh: bigint): Decimal {
  return fromScaled(energyWh, 3)
}
