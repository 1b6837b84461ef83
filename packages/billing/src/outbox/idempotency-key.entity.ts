/** A write someone asked for under a key of theirs, with the result it had. */

import { InstantColumn } from '@wattline/database'
import type { Instant } from '@wattline/units'
import { Check, Column, Entity, PrimaryColumn } from 'typeorm'

@Entity('idempotency_key')
@Check('idempotency_key_length', `length(key) between 1 and 200`)
export class IdempotencyKey {
  @PrimaryColumn('uuid', { name: 'holder_id' }) holderId!: string
  @PrimaryColumn('text') key!: string
  @Column('uuid', { name: 'operator_id' }) operatorId!: string
  @Column('char', { name: 'input_sha256', length: 64 }) inputSha256!: string
  @Column('jsonb', { nullable: true }) result!: unknown
  @InstantColumn({ name: 'created_at' }) createdAt!: Instant
}
