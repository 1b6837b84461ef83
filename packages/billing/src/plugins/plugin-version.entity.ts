/** One published plugin: bundle and manifest, immutable under their content hash. */

import { InstantColumn } from '@wattline/database'
import type { Golden, Manifest } from '@wattline/plugin-sdk'
import type { Instant } from '@wattline/units'
import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm'

import type { GateReport } from './gate.js'

@Entity('plugin_version')
@Unique('plugin_version_hash', ['operatorId', 'hash'])
@Unique('plugin_version_version', ['operatorId', 'pluginId', 'version'])
@Index('plugin_version_plugin', ['operatorId', 'pluginId', 'publishedAt', 'id'])
@Check(
  'plugin_version_published',
  `num_nonnulls(publication_id, published_by, goldens, report) in (0, 4)
   and (source_map is null or publication_id is not null)`,
)
export class PluginVersion {
  @PrimaryColumn('uuid') id!: string
  @Column('uuid', { name: 'operator_id' }) operatorId!: string
  @Column('text', { name: 'plugin_id' }) pluginId!: string
  @Column('text') version!: string
  @Column('char', { length: 64 }) hash!: string
  /** What is large is read only where it is asked for. */
  @Column('text', { select: false }) bundle!: string
  @Column('jsonb') manifest!: Manifest
  @InstantColumn({ name: 'published_at' }) publishedAt!: Instant
  /** Null, like all below, for the platform's own plugins, which are no operator's upload. */
  @Column('uuid', { name: 'publication_id', nullable: true }) publicationId!: string | null
  /** The key it was uploaded with. */
  @Column('uuid', { name: 'published_by', nullable: true }) publishedBy!: string | null
  @Column('jsonb', { nullable: true, select: false }) goldens!: readonly Golden[] | null
  /** What the publish gate tried. */
  @Column('jsonb', { nullable: true }) report!: GateReport | null
  /** Null where the author handed in none. */
  @Column('text', { name: 'source_map', nullable: true, select: false }) sourceMap!: string | null
}
