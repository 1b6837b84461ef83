/** Sends a parked session back to be billed, once its price can be found. */

import { type Authority, requireRole } from '../authority.js'
import type { Core } from '../core.js'
import { once } from '../once.js'
import { emit } from '../outbox/emit.js'
import { Refusal } from '../refusal.js'
import { lockSession, operatorOfSession } from './find-session.js'
import { Session } from './session.entity.js'
import { moveSession } from './states.js'

/** @throws Refusal `not-found`, `session-not-parked` */
export async function releaseSession(
  core: Core,
  authority: Authority,
  input: { readonly sessionId: string; readonly idempotencyKey: string },
): Promise<{ sessionId: string }> {
  requireRole(authority, 'operator', 'support')
  const operatorId = await operatorOfSession(core, authority, input.sessionId)
  return once(
    core,
    {
      holderId: authority.holderId,
      operatorId,
      key: input.idempotencyKey,
      input: ['releaseSession', input],
    },
    async tx => {
      const session = await lockSession(tx, input.sessionId)
      if (session.state !== 'parked')
        throw new Refusal('session-not-parked', { state: session.state })
      moveSession(session, 'ended')
      await tx.update(
        Session,
        { id: session.id },
        { state: session.state, updatedAt: core.clock.now() },
      )
      await emit(tx, operatorId, [
        { topic: 'invoice', subjectId: session.id, jobId: `invoice-${core.newId()}` },
      ])
      return { sessionId: session.id }
    },
  )
}
