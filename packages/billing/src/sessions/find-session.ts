/** Finds a session in a key's sight, and locks it for a write. */

import type { EntityManager } from 'typeorm'

import type { Authority } from '../authority.js'
import type { Core } from '../core.js'
import { operatorOfRow } from '../operator-of.js'
import { Refusal } from '../refusal.js'
import { Session } from './session.entity.js'

/** @throws Refusal `not-found` */
export function operatorOfSession(
  core: Core,
  authority: Authority,
  sessionId: string,
): Promise<string> {
  return operatorOfRow(core, authority, { entity: Session, id: sessionId, what: 'session' })
}

/**
 * Locks the row until the transaction ends, so that readings and the stop come one after the other.
 *
 * @throws Refusal `not-found`
 */
export async function lockSession(tx: EntityManager, sessionId: string): Promise<Session> {
  const session = await tx.findOne(Session, {
    where: { id: sessionId },
    lock: { mode: 'pessimistic_write' },
  })
  if (!session) throw new Refusal('not-found', { what: 'session' })
  return session
}
