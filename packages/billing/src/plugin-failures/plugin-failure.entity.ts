/** A plugin that failed on a session when it was billed or parked: kept, and never changed. */

import { InstantColumn } from '@wattline/database'
import type { Instant } from '@wattline/units'
import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm'

import type { PluginFailure as Cause } from '../plugins/runner.js'

/** What the failed plugin could have done to the price: all that its lines may be. */
export const pluginEffects = ['lower', 'raise', 'either'] as const
export type PluginEffect = (typeof pluginEffects)[number]

@Entity('plugin_failure')
@Index('plugin_failure_counted', ['operatorId', 'pluginHash', 'foundAt'])
@Check('plugin_failure_effect', `effect in ('lower', 'raise', 'either')`)
export class PluginFailure {
  @PrimaryColumn('uuid') id!: string
  @Column('uuid', { name: 'operator_id' }) operatorId!: string
  @Column('uuid', { name: 'session_id' }) sessionId!: string
  /** The bill that went out without it; null where the session was parked. */
  @Column('uuid', { name: 'invoice_id', nullable: true }) invoiceId!: string | null
  @Column('text', { name: 'plugin_id' }) pluginId!: string
  @Column('text', { name: 'plugin_version' }) pluginVersion!: string
  @Column('char', { name: 'plugin_hash', length: 64 }) pluginHash!: string
  @Column('char', { name: 'params_hash', length: 64 }) paramsHash!: string
  @Column('text') cause!: Cause
  @Column('text') effect!: PluginEffect
  @InstantColumn({ name: 'found_at' }) foundAt!: Instant
}
