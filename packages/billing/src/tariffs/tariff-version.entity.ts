/** One published version of a tariff: numbered, hashed and immutable. */

import { CurrencyColumn, InstantColumn } from '@wattline/database'
import type { Instant } from '@wattline/units'
import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm'

@Entity('tariff_version')
@Unique('tariff_version_number', ['operatorId', 'tariffId', 'number'])
@Unique('tariff_version_hash', ['operatorId', 'tariffId', 'hash'])
@Check('tariff_version_number_above_zero', `number > 0`)
export class TariffVersion {
  @PrimaryColumn('uuid') id!: string
  @Column('uuid', { name: 'operator_id' }) operatorId!: string
  /** OCPI's tariff id: the same for all its versions. */
  @Column('text', { name: 'tariff_id' }) tariffId!: string
  @Column('integer') number!: number
  /** sha256 (hex) of the document with sorted keys. */
  @Column('char', { length: 64 }) hash!: string
  @CurrencyColumn() currency!: string
  /** The OCPI tariff as it was published. */
  @Column('jsonb') document!: Record<string, unknown>
  @InstantColumn({ name: 'published_at' }) publishedAt!: Instant
  @Column('uuid', { name: 'published_by', nullable: true }) publishedBy!: string | null
}
