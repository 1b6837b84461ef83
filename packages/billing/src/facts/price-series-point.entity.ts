/** What a price series is worth from an instant on; a correction is a new version. */

import { BigintColumn, InstantColumn } from '@wattline/database'
import type { Instant } from '@wattline/units'
import { Check, Column, Entity, PrimaryColumn } from 'typeorm'

@Entity('price_series_point')
@Check('price_series_point_second', `extract(epoch from from_at) % 1 = 0`)
@Check('price_series_point_version', `version > 0`)
@Check('price_series_point_amount', `abs(amount) < 9007199254740992`)
export class PriceSeriesPoint {
  @PrimaryColumn('uuid', { name: 'series_id' }) seriesId!: string
  @Column('uuid', { name: 'operator_id' }) operatorId!: string
  @InstantColumn({ name: 'from_at', primary: true }) fromAt!: Instant
  @PrimaryColumn('integer') version!: number
  /** Minor units × 10 000 per kWh; null where the series says nothing. */
  @BigintColumn({ nullable: true }) amount!: bigint | null
  @InstantColumn({ name: 'created_at' }) createdAt!: Instant
}
