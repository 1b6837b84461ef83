/**
 * A key the platform signs, or has signed, promises with; kept for as long as they may be proven.
 */

import { InstantColumn } from '@wattline/database'
import type { Instant } from '@wattline/units'
import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

// At most one private key is kept here: a unique index on a constant, which TypeORM cannot say.
@Entity('signing_key')
@Index('signing_key_one_kept', { synchronize: false })
export class SigningKey {
  /** The key's JWK thumbprint (RFC 7638), so that an id can never come to mean another key. */
  @PrimaryColumn('text', { name: 'key_id' }) keyId!: string
  /** The 32 bytes of an Ed25519 public key, base64url (RFC 8037, `x`). */
  @Column('text', { name: 'public_key' }) publicKey!: string
  /**
   * PKCS #8 PEM of the key that was made here because none was configured; out of the worker's
   * sight.
   */
  @Column('text', { name: 'private_key', nullable: true }) privateKey!: string | null
  @InstantColumn({ name: 'created_at' }) createdAt!: Instant
}
