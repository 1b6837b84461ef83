/** Reads a register value as partners send it: exact text and its unit. */

import { type Decimal, decimal, isDecimalText } from '@wattline/units'

import type { InputFault } from '../refusal.js'

export type EnergyUnit = 'Wh' | 'kWh'

export interface RegisterValue {
  /** Plain decimal text: `1234.5`. */
  readonly value: string
  readonly unit: EnergyUnit
}

/** The register in Wh, or what is wrong with it. */
export function readRegister(
  given: RegisterValue,
  path: string,
): { registerWh: Decimal } | { fault: InputFault } {
  if (!isDecimalText(given.value)) {
    return { fault: { path: `${path}.value`, message: 'A plain decimal such as 1234.5' } }
  }
  const value = decimal(given.value)
  if (value.lt('0'))
    return { fault: { path: `${path}.value`, message: 'A register is never negative' } }
  const registerWh = given.unit === 'kWh' ? value.times(decimal('1000')) : value
  if (registerWh.gt('99999999999999') || !registerWh.eq(registerWh.round(4))) {
    return { fault: { path: `${path}.value`, message: 'At most 14 digits and 4 decimals, in Wh' } }
  }
  return { registerWh }
}
