/** Makes sure that nobody else used a connector while it was kept for a driver. */

import type { Instant } from '@wattline/units'
import type { EntityManager } from 'typeorm'

import { Refusal } from '../refusal.js'

export interface Kept {
  /** The reservation's own session, which is stored already. */
  readonly sessionId: string
  readonly connectorId: string
  readonly reservedFrom: Instant
  /** When it was used or ran out. */
  readonly end: Instant
}

/** @throws Refusal `connector-not-kept`, naming the other session */
export async function requireKept(tx: EntityManager, kept: Kept): Promise<void> {
  const { sessionId, connectorId, reservedFrom, end } = kept
  // Reservations of one connector take turns, so that the later one sees the earlier.
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `reservation of ${connectorId}`,
  ])
  const [other] = await tx.query<{ id: string }[]>(
    `select id from session
     where connector_id = $1 and id <> $2 and state <> 'dropped'
       and coalesce(reserved_from, started_at) < $4 and coalesce(ended_at, 'infinity') > $3
     order by started_at limit 1`,
    [connectorId, sessionId, reservedFrom.toString(), end.toString()],
  )
  if (other) throw new Refusal('connector-not-kept', { sessionId: other.id })
}
