/** Revokes an API key for good. */

import { inScope } from '@wattline/database'
import { type Authority, requireRole } from '../authority.js'
import type { Core } from '../core.js'
import { once } from '../once.js'
import { Refusal } from '../refusal.js'
import { ApiKey } from './api-key.entity.js'

/** Revoking a revoked key changes nothing. @throws Refusal `not-found` */
export async function revokeKey(
  core: Core,
  authority: Authority,
  input: { readonly keyId: string; readonly idempotencyKey: string },
): Promise<{ keyId: string }> {
  requireRole(authority, 'operator')
  const operatorId = await inScope(core.db, authority.scope, async tx => {
    const key = await tx.findOneBy(ApiKey, { id: input.keyId })
    if (!key) throw new Refusal('not-found', { what: 'API key' })
    return key.operatorId
  })
  return once(
    core,
    {
      holderId: authority.holderId,
      operatorId,
      key: input.idempotencyKey,
      input: ['revokeKey', input],
    },
    async tx => {
      await tx.query('update api_key set revoked_at = coalesce(revoked_at, $2) where id = $1', [
        input.keyId,
        core.clock.now().toString(),
      ])
      return { keyId: input.keyId }
    },
  )
}
