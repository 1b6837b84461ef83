/** One charging visit, while and after it happens. */

import { BigintColumn, CurrencyColumn, InstantColumn } from '@wattline/database'
import type { Instant } from '@wattline/units'
import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm'

import type { TokenType } from '../facts/token-type.js'
import type { SessionState } from './states.js'

export const sessionSources = ['live', 'import', 'cdr'] as const
export type SessionSource = (typeof sessionSources)[number]

export const rulings = ['accept', 'drop'] as const
export type Ruling = (typeof rulings)[number]

/** A person's word on a session that was held: who, when, and why. */
export interface StoredRuling {
  readonly decision: Ruling
  readonly reason: string
  readonly keyId: string
  readonly decidedAt: string
}

@Entity('session')
@Unique('session_external_id', ['operatorId', 'source', 'externalId'])
@Unique('session_quote', ['quoteId'])
@Index('session_driver', ['driverId', 'endedAt'])
@Index('session_connector', ['connectorId', 'startedAt'])
@Index('session_one_at_a_connector', ['connectorId'], {
  unique: true,
  where: `state = 'active' and source = 'live'`,
})
@Index('session_listed', { synchronize: false })
@Check('session_source', `source in ('live', 'import', 'cdr')`)
@Check('session_state', `state in ('active', 'ended', 'held', 'parked', 'billed', 'dropped')`)
@Check('session_dropped_by_someone', `state <> 'dropped' or ruling is not null`)
@Check('session_ends', `(state = 'active') = (ended_at is null)`)
@Check('session_ends_after_start', `ended_at >= started_at`)
@Check('session_reserved', `reserved_from < started_at`)
@Check(
  'session_reservation_expired',
  `not reservation_expired or (reserved_from is not null and ended_at = started_at)`,
)
@Check('session_energy', `energy_wh >= 0`)
@Check('session_token_type', `token_type in ('RFID', 'APP_USER', 'AD_HOC_USER', 'OTHER')`)
@Check('session_coupon_code', `coupon_code ~ '^[A-Z0-9][A-Z0-9-]{0,39}$'`)
export class Session {
  @PrimaryColumn('uuid') id!: string
  @Column('uuid', { name: 'operator_id' }) operatorId!: string
  @Column('uuid', { name: 'location_id' }) locationId!: string
  @Column('uuid', { name: 'connector_id' }) connectorId!: string
  @Column('uuid', { name: 'driver_id', nullable: true }) driverId!: string | null
  /** Set when a partner owes the bill (fleet, roaming). */
  @Column('uuid', { name: 'partner_id', nullable: true }) partnerId!: string | null
  /** How it was authorised, in OCPI's words; null where that is not known. */
  @Column('text', { name: 'token_type', nullable: true }) tokenType!: TokenType | null
  /** The coupon its driver gave. */
  @Column('text', { name: 'coupon_code', nullable: true }) couponCode!: string | null
  @Column('uuid', { name: 'quote_id', nullable: true }) quoteId!: string | null
  @Column('uuid', { name: 'price_list_id' }) priceListId!: string
  @Column('text') source!: SessionSource
  /** The name it has in the system it comes from: unique per operator and source. */
  @Column('text', { name: 'external_id', nullable: true }) externalId!: string | null
  @Column('text') state!: SessionState
  @Column('text', { name: 'time_zone' }) timeZone!: string
  @CurrencyColumn() currency!: string
  /** From when the connector was kept for the driver; null where it was not. */
  @InstantColumn({ name: 'reserved_from', nullable: true }) reservedFrom!: Instant | null
  /** The reservation ran out before the vehicle came: it starts and ends then. */
  @Column('boolean', { name: 'reservation_expired', default: false }) reservationExpired!: boolean
  @InstantColumn({ name: 'started_at' }) startedAt!: Instant
  @InstantColumn({ name: 'ended_at', nullable: true }) endedAt!: Instant | null
  @Column('text', { name: 'stop_reason', nullable: true }) stopReason!: string | null
  /** Which readings the energy was taken from; set when billed. */
  @Column('text', { name: 'energy_source', nullable: true }) energySource!: string | null
  @BigintColumn({ name: 'energy_wh', nullable: true }) energyWh!: bigint | null
  /** What another system says it charged; compared, never billed. */
  @BigintColumn({ name: 'recorded_fee_minor', nullable: true }) recordedFeeMinor!: bigint | null
  /** Why it is held or parked, or could not be billed. */
  @Column('jsonb', { nullable: true }) trouble!: { code: string; message: string } | null
  /** What a person decided when it was held. */
  @Column('jsonb', { nullable: true }) ruling!: StoredRuling | null
  /** A person should look: billed without a plugin that failed, say, or billing itself failed. */
  @Column('boolean', { name: 'needs_review', default: false }) needsReview!: boolean
  @InstantColumn({ name: 'created_at' }) createdAt!: Instant
  @InstantColumn({ name: 'updated_at' }) updatedAt!: Instant
}
