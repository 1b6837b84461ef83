/** Finds a session in a key's sight, and locks it for a write. */

import { inScope } from '@wattline/database'
import type { EntityManager } from 'typeorm'

import type { Authority } from '../authority.js'
import type { Core } from '../core.js'
import { Refusal } from '../refusal.js'
import { Session } from './session.entity.js'

/** @throws Refusal `not-found` */
export async function operatorOfSession(
  core: Core,
  authority: Authority,
  sessionId: string,
): Promise<string> {
  const session = await inScope(core.db, authority.scope, tx =>
    tx.findOneBy(Session, { id: sessionId }),
  )
  if (!session) throw new Refusal('not-found', { what: 'session' })
  return session.operatorId
}

/**
 * Locks the row until the transaction ends, so that readings and the stop come one after the other.
 */
export async function lockSession(tx: EntityManager, sessionId: string): Promise<Session> {
  const session = await tx.findOne(Session, {
    where: { id: sessionId },
    lock: { mode: 'pessimistic_write' },
  })
  if (!session) throw new Refusal('not-found', { what: 'session' })
  return session
}
