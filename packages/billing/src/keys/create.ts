/** Creates API keys: the secret is shown once and never stored. */

import { inScope } from '@wattline/database'
import type { EntityManager } from 'typeorm'

import { type Authority, operatorOf, requireRole } from '../authority.js'
import type { Core } from '../core.js'
import { once } from '../once.js'
import { Partner } from '../operators/partner.entity.js'
import { Refusal, refuseInput } from '../refusal.js'
import { ApiKey, type Role } from './api-key.entity.js'
import { hashSecret, newSecret, prefixOf } from './secret.js'

export interface NewKey {
  readonly operatorId: string
  readonly role: Role
  readonly name: string
  /** Required for the role `partner`, and only there. */
  readonly partnerId?: string | null
  /** Operators the key may see; the operator itself when absent. */
  readonly scope?: readonly string[]
}

/**
 * A key made by an operator's own key. Its scope lies within the maker's.
 *
 * The same idempotency key again names the same key, without its secret.
 */
export async function createKey(
  core: Core,
  authority: Authority,
  input: Omit<NewKey, 'operatorId'> & {
    readonly operatorId?: string | null
    readonly idempotencyKey: string
  },
): Promise<{ keyId: string; secret: string | null }> {
  requireRole(authority, 'operator')
  const operatorId = operatorOf(authority, input.operatorId)
  const foreign = (input.scope ?? []).some(id => !authority.scope.includes(id))
  if (foreign) throw new Refusal('not-found', { what: 'operator' })
  let secret: string | null = null
  const { keyId } = await once(
    core,
    {
      holderId: authority.holderId,
      operatorId,
      key: input.idempotencyKey,
      input: ['createKey', input],
    },
    async tx => {
      const made = await insertKey(core, tx, { ...input, operatorId, secret: newSecret() })
      secret = made.secret
      return { keyId: made.keyId }
    },
  )
  return { keyId, secret }
}

/** A key for code that runs beside the database: set-up, the sample world, tests. */
export async function issueKey(
  core: Core,
  input: NewKey & { readonly secret?: string },
): Promise<{ keyId: string; secret: string }> {
  return inScope(core.db, [input.operatorId], tx => insertKey(core, tx, input))
}

async function insertKey(
  core: Core,
  tx: EntityManager,
  input: NewKey & { readonly secret?: string },
): Promise<{ keyId: string; secret: string }> {
  const secret = input.secret ?? newSecret()
  const partnerId = await partnerOf(tx, input)
  const keyId = core.newId()
  await tx.insert(ApiKey, {
    id: keyId,
    operatorId: input.operatorId,
    holderId: partnerId ?? input.operatorId,
    partnerId,
    role: input.role,
    name: input.name,
    prefix: prefixOf(secret),
    secretSha256: hashSecret(secret),
    scope: [...(input.scope ?? [input.operatorId])],
    createdAt: core.clock.now(),
    revokedAt: null,
  })
  return { keyId, secret }
}

async function partnerOf(tx: EntityManager, input: NewKey): Promise<string | null> {
  if (input.role !== 'partner') {
    if (input.partnerId)
      refuseInput([{ path: 'partnerId', message: 'Only a key of the role partner names one' }])
    return null
  }
  if (!input.partnerId)
    refuseInput([{ path: 'partnerId', message: 'A key of the role partner names its partner' }])
  const partner = await tx.findOneBy(Partner, { id: input.partnerId, operatorId: input.operatorId })
  if (!partner) throw new Refusal('not-found', { what: 'partner' })
  return partner.id
}
