/** A price series of an operator, such as the day-ahead price: amounts per kWh over time. */

import { CurrencyColumn, InstantColumn } from '@wattline/database'
import type { Instant } from '@wattline/units'
import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm'

@Entity('price_series')
@Unique('price_series_name', ['operatorId', 'name'])
@Check('price_series_named', `length(name) between 1 and 100`)
export class PriceSeries {
  @PrimaryColumn('uuid') id!: string
  @Column('uuid', { name: 'operator_id' }) operatorId!: string
  @Column('text') name!: string
  @CurrencyColumn() currency!: string
  @InstantColumn({ name: 'created_at' }) createdAt!: Instant
}
