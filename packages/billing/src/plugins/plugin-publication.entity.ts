/** One upload of a plugin, and what the publish gate found: judged once, kept for ever. */

import { InstantColumn } from '@wattline/database'
import type { Golden } from '@wattline/plugin-sdk'
import type { Instant } from '@wattline/units'
import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm'

import type { GateFault, GateReport } from './gate.js'

/** Waiting for a verdict; became a version; was refused, every reason listed. */
export type PublicationState = 'checking' | 'published' | 'refused'

@Entity('plugin_publication')
@Index('plugin_publication_submitted', ['operatorId', 'submittedAt', 'id'])
@Check(
  'plugin_publication_state',
  `(state = 'checking' and num_nonnulls(faults, report, plugin_version_id, decided_at) = 0)
   or (state = 'published' and faults is null and waiting_because is null
       and num_nonnulls(report, plugin_version_id, decided_at) = 3)
   or (state = 'refused' and jsonb_array_length(faults) > 0 and waiting_because is null
       and decided_at is not null and num_nonnulls(report, plugin_version_id) = 0)`,
)
@Check(
  'plugin_publication_sizes',
  `octet_length(bundle) <= 262144 and octet_length(source_map) <= 1048576`,
)
@Check(
  'plugin_publication_hashes',
  `bundle_sha256 = encode(sha256(convert_to(bundle, 'UTF8')), 'hex')
   and (source_map is null) = (source_map_sha256 is null)
   and source_map_sha256 = encode(sha256(convert_to(source_map, 'UTF8')), 'hex')`,
)
export class PluginPublication {
  @PrimaryColumn('uuid') id!: string
  @Column('uuid', { name: 'operator_id' }) operatorId!: string
  @Column('text') state!: PublicationState
  /** The upload is large, and read only where it is asked for. */
  @Column('text', { select: false }) bundle!: string
  @Column('char', { name: 'bundle_sha256', length: 64 }) bundleSha256!: string
  @Column('jsonb', { select: false }) goldens!: readonly Golden[]
  /** Of their canonical JSON. */
  @Column('char', { name: 'goldens_sha256', length: 64 }) goldensSha256!: string
  @Column('text', { name: 'source_map', nullable: true, select: false }) sourceMap!: string | null
  @Column('char', { name: 'source_map_sha256', length: 64, nullable: true })
  sourceMapSha256!: string | null
  @InstantColumn({ name: 'submitted_at' }) submittedAt!: Instant
  /** The key it was uploaded with. */
  @Column('uuid', { name: 'submitted_by' }) submittedBy!: string
  /** Why it could not be judged yet; null where nothing hinders it. */
  @Column('text', { name: 'waiting_because', nullable: true }) waitingBecause!: string | null
  @Column('jsonb', { nullable: true }) faults!: readonly GateFault[] | null
  @Column('jsonb', { nullable: true }) report!: GateReport | null
  @Column('uuid', { name: 'plugin_version_id', nullable: true }) pluginVersionId!: string | null
  @InstantColumn({ name: 'decided_at', nullable: true }) decidedAt!: Instant | null
}
