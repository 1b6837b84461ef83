/** Tells whose secret it is. */

import type { DataSource } from 'typeorm'

import type { Authority } from '../authority.js'
import { Refusal } from '../refusal.js'
import type { Role } from './api-key.entity.js'
import { hashSecret } from './secret.js'

interface Row {
  readonly id: string
  readonly operator_id: string
  readonly holder_id: string
  readonly partner_id: string | null
  readonly role: Role
  readonly scope: string[]
  readonly revoked_at: Date | null
}

/** @throws Refusal `key-unknown` or `key-revoked` */
export async function authenticate(db: DataSource, secret: string): Promise<Authority> {
  const [row] = await db.query<Row[]>('select * from authenticate_key($1)', [hashSecret(secret)])
  if (!row) throw new Refusal('key-unknown')
  if (row.revoked_at) throw new Refusal('key-revoked')
  return {
    keyId: row.id,
    role: row.role,
    holderId: row.holder_id,
    partnerId: row.partner_id,
    operatorId: row.operator_id,
    scope: row.scope,
  }
}
