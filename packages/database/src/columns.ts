/**
 * How instants, minor units and decimals sit in columns: the only place where a `Date` or a numeric
 * text appears.
 */

import { type Decimal, decimal, type Instant, instantFromMs, showDecimal } from '@wattline/units'
import { Column, type ColumnOptions } from 'typeorm'

const instant = {
  to: (value: Instant | null | undefined) => (value ? new Date(value.epochMilliseconds) : value),
  from: (value: Date | null) => (value ? instantFromMs(value.getTime()) : value),
}

const bigint = {
  to: (value: bigint | null | undefined) => (typeof value === 'bigint' ? value.toString() : value),
  from: (value: string | null) => (value === null ? null : BigInt(value)),
}

const exact = {
  to: (value: Decimal | null | undefined) => (value ? showDecimal(value) : value),
  from: (value: string | null) => (value === null ? null : decimal(value)),
}

type Rest = Omit<ColumnOptions, 'type' | 'transformer'>

/** `timestamptz` ↔ Instant, to the millisecond. */
export function InstantColumn(options: Rest = {}): PropertyDecorator {
  return Column({ ...options, type: 'timestamptz', transformer: instant })
}

/** `bigint` ↔ bigint: minor units of money, Wh of energy. */
export function BigintColumn(options: Rest = {}): PropertyDecorator {
  return Column({ ...options, type: 'bigint', transformer: bigint })
}

/** `numeric` ↔ exact Decimal. */
export function DecimalColumn(options: Rest = {}): PropertyDecorator {
  return Column({ ...options, type: 'numeric', transformer: exact })
}

/** `char(3)`: an ISO 4217 code. */
export function CurrencyColumn(options: Rest = {}): PropertyDecorator {
  return Column({ ...options, type: 'char', length: 3 })
}
