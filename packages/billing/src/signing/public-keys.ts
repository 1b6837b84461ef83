/**
 * The public keys of everything the platform has signed. A key never changes: read once and kept.
 */

import { assert } from '@wattline/units'
import type { DataSource, EntityManager } from 'typeorm'

import { type PublicJwk, publicJwk } from './jws.js'

type Source = Pick<DataSource | EntityManager, 'query'>

const known = new Map<string, PublicJwk>()

/** All of them, the latest first: what is published for others to check promises with. */
export async function publicKeys(source: Source): Promise<PublicJwk[]> {
  const rows: { key_id: string; public_key: string }[] = await source.query(
    'select key_id, public_key from signing_key order by created_at desc, key_id',
  )
  return rows.map(row => {
    const jwk = publicJwk(row.public_key)
    // So that a stored key cannot be passed off under the id of another one.
    assert(jwk.kid === row.key_id, `signing key ${row.key_id} is the one its id names`)
    known.set(jwk.kid, jwk)
    return jwk
  })
}

/** The key of an id; undefined when the platform never had it. */
export async function publicKey(source: Source, keyId: string): Promise<PublicJwk | undefined> {
  if (!known.has(keyId)) await publicKeys(source)
  return known.get(keyId)
}
