/**
 * A plugin hash that is not run for an operator, because it failed too often, until it is lifted.
 */

import { InstantColumn } from '@wattline/database'
import type { Instant } from '@wattline/units'
import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm'

@Entity('plugin_suspension')
@Index('plugin_suspension_open', ['operatorId', 'pluginHash'], {
  unique: true,
  where: 'lifted_at is null',
})
@Check('plugin_suspension_counted', `failed > 0 and failed <= ran`)
@Check('plugin_suspension_lifted', `(lifted_at is null) = (lifted_by is null)`)
export class PluginSuspension {
  @PrimaryColumn('uuid') id!: string
  @Column('uuid', { name: 'operator_id' }) operatorId!: string
  @Column('text', { name: 'plugin_id' }) pluginId!: string
  @Column('text', { name: 'plugin_version' }) pluginVersion!: string
  @Column('char', { name: 'plugin_hash', length: 64 }) pluginHash!: string
  /** Of so many runs in the five minutes before … */
  @Column('integer') ran!: number
  /** … so many failed. */
  @Column('integer') failed!: number
  @InstantColumn({ name: 'suspended_at' }) suspendedAt!: Instant
  @InstantColumn({ name: 'lifted_at', nullable: true }) liftedAt!: Instant | null
  /** The key of whoever lifted it. */
  @Column('uuid', { name: 'lifted_by', nullable: true }) liftedBy!: string | null
}
