/** One published plugin: bundle and manifest, immutable under their content hash. */

import { InstantColumn } from '@wattline/database'
import type { Manifest } from '@wattline/plugin-sdk'
import type { Instant } from '@wattline/units'
import { Column, Entity, PrimaryColumn, Unique } from 'typeorm'

@Entity('plugin_version')
@Unique('plugin_version_hash', ['operatorId', 'hash'])
@Unique('plugin_version_version', ['operatorId', 'pluginId', 'version'])
export class PluginVersion {
  @PrimaryColumn('uuid') id!: string
  @Column('uuid', { name: 'operator_id' }) operatorId!: string
  @Column('text', { name: 'plugin_id' }) pluginId!: string
  @Column('text') version!: string
  @Column('char', { length: 64 }) hash!: string
  @Column('text') bundle!: string
  @Column('jsonb') manifest!: Manifest
  @InstantColumn({ name: 'published_at' }) publishedAt!: Instant
}
