/** Ends a session and sends it to be billed. */

import type { Reading } from '@wattline/metering'
import type { Instant } from '@wattline/units'
import type { EntityManager } from 'typeorm'
import { type Authority, requireRole } from '../authority.js'
import type { Core } from '../core.js'
import { once } from '../once.js'
import { emit } from '../outbox/emit.js'
import { Refusal, refuseInput } from '../refusal.js'
import { lockSession, operatorOfSession } from './find-session.js'
import { type RegisterValue, readRegister } from './read-register.js'
import { refuseFuture } from './refuse-future.js'
import { Session } from './session.entity.js'
import { moveSession } from './states.js'
import { loadKnown, storeReadings } from './store-readings.js'

export interface StopInput {
  readonly sessionId: string
  readonly endedAt: Instant
  readonly meterStop?: RegisterValue | null
  /** As the charger gave it: EVDisconnected, Remote, PowerLoss, … */
  readonly reason?: string | null
  readonly idempotencyKey: string
}

/**
 * @throws Refusal `not-found`, `session-not-active`, `stop-before-reading`, `reading-…`,
 * `input-invalid`
 */
export async function stopSession(
  core: Core,
  authority: Authority,
  input: StopInput,
): Promise<{ sessionId: string }> {
  requireRole(authority, 'partner', 'operator', 'support')
  const operatorId = await operatorOfSession(core, authority, input.sessionId)
  return once(
    core,
    {
      holderId: authority.holderId,
      operatorId,
      key: input.idempotencyKey,
      input: ['stopSession', { ...input, endedAt: input.endedAt.toString() }],
    },
    tx => stop(core, tx, input),
  )
}

async function stop(
  core: Core,
  tx: EntityManager,
  input: StopInput,
): Promise<{ sessionId: string }> {
  const session = await lockSession(tx, input.sessionId)
  if (session.state !== 'active') throw new Refusal('session-not-active', { state: session.state })
  const known = await loadKnown(tx, session)
  const lastReadingAt = known.readings.at(-1)?.measuredAt
  refuseBadEnd(session, { endedAt: input.endedAt, lastReadingAt, now: core.clock.now() })
  if (input.meterStop) {
    const read = readRegister(input.meterStop, 'meterStop')
    if ('fault' in read) refuseInput([read.fault])
    const { registerWh } = read
    const end: Reading = { measuredAt: input.endedAt, registerWh, activity: null, source: 'end' }
    await storeReadings(core, tx, { session, known, incoming: [end] })
  }
  moveSession(session, 'ended')
  await tx.update(
    Session,
    { id: session.id },
    {
      state: session.state,
      endedAt: input.endedAt,
      stopReason: input.reason ?? null,
      updatedAt: core.clock.now(),
    },
  )
  await emit(tx, session.operatorId, [{ topic: 'invoice', subjectId: session.id }])
  return { sessionId: session.id }
}

interface End {
  readonly endedAt: Instant
  readonly lastReadingAt: Instant | undefined
  readonly now: Instant
}

function refuseBadEnd(session: Session, { endedAt, lastReadingAt, now }: End): void {
  if (endedAt.epochMilliseconds < session.startedAt.epochMilliseconds) {
    refuseInput([{ path: 'endedAt', message: 'Lies before the session’s start' }])
  }
  refuseFuture('endedAt', endedAt, now)
  if (lastReadingAt && lastReadingAt.epochMilliseconds > endedAt.epochMilliseconds) {
    throw new Refusal('stop-before-reading', { lastReadingAt: lastReadingAt.toString() })
  }
}
