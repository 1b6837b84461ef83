/**
 * An API key: stored as the SHA-256 of a random secret, with a role and the operators it may see.
 */

import { InstantColumn } from '@wattline/database'
import type { Instant } from '@wattline/units'
import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm'

export const roles = ['partner', 'operator', 'finance', 'support'] as const
export type Role = (typeof roles)[number]

@Entity('api_key')
@Unique('api_key_secret_sha256_key', ['secretSha256'])
@Index('api_key_operator', ['operatorId'])
@Check('api_key_role', `role in ('partner', 'operator', 'finance', 'support')`)
@Check('api_key_scope', `cardinality(scope) > 0`)
@Check('api_key_partner', `(role = 'partner') = (partner_id is not null)`)
export class ApiKey {
  @PrimaryColumn('uuid') id!: string
  /** The operator who made it and may revoke it. */
  @Column('uuid', { name: 'operator_id' }) operatorId!: string
  /** Whose idempotency keys it shares: the partner, or the operator's own staff. */
  @Column('uuid', { name: 'holder_id' }) holderId!: string
  @Column('uuid', { name: 'partner_id', nullable: true }) partnerId!: string | null
  @Column('text') role!: Role
  @Column('text') name!: string
  /** The first characters of the secret, to tell keys apart. */
  @Column('text') prefix!: string
  @Column('bytea', { name: 'secret_sha256' }) secretSha256!: Buffer
  @Column('uuid', { array: true }) scope!: string[]
  @InstantColumn({ name: 'created_at' }) createdAt!: Instant
  @InstantColumn({ name: 'revoked_at', nullable: true }) revokedAt!: Instant | null
}
