/** Who asks: the role of an API key and the operators it may see. */

import type { Scope } from '@wattline/database'

import type { Role } from './keys/api-key.entity.js'
import { Refusal } from './refusal.js'

export interface Authority {
  readonly keyId: string
  readonly role: Role
  /** Whose idempotency keys it uses. */
  readonly holderId: string
  readonly partnerId: string | null
  /** The operator who issued the key. */
  readonly operatorId: string
  /** All operators it may see. */
  readonly scope: Scope
}

/** @throws Refusal `role-insufficient` */
export function requireRole(authority: Authority, ...allowed: readonly Role[]): void {
  if (!allowed.includes(authority.role)) {
    throw new Refusal('role-insufficient', { role: authority.role, allowed })
  }
}

/**
 * The operator an action is about: the one named, or the key's only one.
 *
 * @throws Refusal `not-found` for an operator the key may not see (it learns nothing of its
 * existence)
 */
export function operatorOf(authority: Authority, named?: string | null): string {
  if (named) {
    if (!authority.scope.includes(named)) throw new Refusal('not-found', { what: 'operator' })
    return named
  }
  const [only, second] = authority.scope
  if (!only || second) {
    throw new Refusal('input-invalid', {
      faults: [{ path: 'operatorId', message: 'This key sees several operators: name one' }],
    })
  }
  return only
}
