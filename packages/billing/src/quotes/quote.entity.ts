/** What a driver was promised: a frozen price list and what it comes to for an expected session. */

import { BigintColumn, CurrencyColumn, InstantColumn } from '@wattline/database'
import type { Instant } from '@wattline/units'
import { Check, Column, Entity, PrimaryColumn } from 'typeorm'

import type { TokenType } from '../facts/token-type.js'
import type { StoredBill } from '../pricing/stored-bill.js'
import type { ShownPrices } from './prices.js'

@Entity('quote')
@Check('quote_parked', `expected_parked_seconds between 0 and expected_seconds`)
@Check(
  'quote_reserved',
  `expected_reserved_seconds >= 0 and
   expected_reserved_seconds + expected_parked_seconds <= expected_seconds`,
)
@Check('quote_capped', `greatest(total_minor, hold_minor) <= cap_minor`)
@Check('quote_amounts', `total_minor >= 0 and hold_minor >= 0`)
@Check('quote_token_type', `token_type in ('RFID', 'APP_USER', 'AD_HOC_USER', 'OTHER')`)
@Check('quote_coupon_code', `coupon_code ~ '^[A-Z0-9][A-Z0-9-]{0,39}$'`)
export class Quote {
  @PrimaryColumn('uuid') id!: string
  @Column('uuid', { name: 'operator_id' }) operatorId!: string
  @Column('uuid', { name: 'connector_id' }) connectorId!: string
  @Column('uuid', { name: 'driver_id', nullable: true }) driverId!: string | null
  @Column('text', { name: 'token_type', nullable: true }) tokenType!: TokenType | null
  /** The coupon it counts on; a session under it claims it. */
  @Column('text', { name: 'coupon_code', nullable: true }) couponCode!: string | null
  @Column('uuid', { name: 'price_list_id' }) priceListId!: string
  @InstantColumn({ name: 'start_at' }) startAt!: Instant
  @Column('integer', { name: 'expected_seconds' }) expectedSeconds!: number
  /** Of the expected seconds, those at the beginning for which the connector is only kept. */
  @Column('integer', { name: 'expected_reserved_seconds', default: 0 })
  expectedReservedSeconds!: number
  /** Of the expected seconds, those at the end without charging. */
  @Column('integer', { name: 'expected_parked_seconds' }) expectedParkedSeconds!: number
  @BigintColumn({ name: 'expected_energy_wh' }) expectedEnergyWh!: bigint
  @CurrencyColumn() currency!: string
  @Column('jsonb') bill!: StoredBill
  /** The prices shown with it, in the order of the law. */
  @Column('jsonb') prices!: ShownPrices
  @BigintColumn({ name: 'total_minor' }) totalMinor!: bigint
  /** The most the session can cost, tax included; null where no cap is offered. */
  @BigintColumn({ name: 'cap_minor', nullable: true }) capMinor!: bigint | null
  @BigintColumn({ name: 'hold_minor' }) holdMinor!: bigint
  @InstantColumn({ name: 'created_at' }) createdAt!: Instant
  @InstantColumn({ name: 'expires_at' }) expiresAt!: Instant
  /** All of it in one document, signed by the platform: a compact JWS. */
  @Column('text') promise!: string
}
