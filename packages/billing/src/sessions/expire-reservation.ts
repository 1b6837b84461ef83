/** Ends a reservation for which no vehicle came, and sends it to be billed. */

import type { Instant } from '@wattline/units'
import type { EntityManager } from 'typeorm'

import { type Authority, requireRole } from '../authority.js'
import type { Core } from '../core.js'
import { Driver } from '../drivers/driver.entity.js'
import { once } from '../once.js'
import { operatorOfRow } from '../operator-of.js'
import { emit } from '../outbox/emit.js'
import { choosePriceList } from '../price-lists/choose.js'
import { Refusal, refuseInput } from '../refusal.js'
import { Connector } from '../sites/connector.entity.js'
import { findPlug } from '../sites/find-plug.js'
import { refuseFuture } from './refuse-future.js'
import { requireKept } from './require-kept.js'
import { reservationFault } from './reservation-window.js'
import { Session } from './session.entity.js'

export interface ExpireInput {
  readonly connectorId: string
  /** Whose reservation it was: the bill is paid by the driver's stored means. */
  readonly driverId: string
  readonly reservedFrom: Instant
  readonly expiredAt: Instant
  readonly idempotencyKey: string
}

/**
 * Writes a session that ends as it starts, with its reservation before it: what the price list in
 * force at `reservedFrom` asks for an expired reservation is billed, and nothing else.
 *
 * @throws Refusal `not-found`, `driver-unknown`, `connector-not-kept`, `price-list-missing`,
 * `input-invalid`
 */
export async function expireReservation(
  core: Core,
  authority: Authority,
  input: ExpireInput,
): Promise<{ sessionId: string }> {
  requireRole(authority, 'partner', 'operator', 'support')
  const plug = { entity: Connector, id: input.connectorId, what: 'connector' }
  const operatorId = await operatorOfRow(core, authority, plug)
  const { reservedFrom, expiredAt } = input
  const shown = {
    ...input,
    reservedFrom: reservedFrom.toString(),
    expiredAt: expiredAt.toString(),
  }
  const ask = { key: input.idempotencyKey, input: ['expireReservation', shown] }
  return once(core, { ...ask, holderId: authority.holderId, operatorId }, tx =>
    expire(core, tx, { ...input, operatorId }),
  )
}

async function expire(
  core: Core,
  tx: EntityManager,
  asked: ExpireInput & { readonly operatorId: string },
): Promise<{ sessionId: string }> {
  const now = core.clock.now()
  const { operatorId, connectorId, driverId, reservedFrom, expiredAt } = asked
  refuseFuture('expiredAt', expiredAt, now)
  const fault = reservationFault(reservedFrom, expiredAt, 'expiredAt')
  if (fault) refuseInput([fault])
  const { location, operator } = await findPlug(tx, connectorId)
  if (!(await tx.existsBy(Driver, { id: driverId }))) throw new Refusal('driver-unknown')
  const { priceListId } = await choosePriceList(tx, operatorId, {
    connectorId,
    driverId,
    at: reservedFrom,
  })
  const sessionId = core.newId()
  await tx.insert(Session, {
    id: sessionId,
    operatorId,
    locationId: location.id,
    connectorId,
    driverId,
    priceListId,
    source: 'live',
    state: 'ended',
    timeZone: location.timeZone,
    currency: operator.currency,
    reservedFrom,
    reservationExpired: true,
    startedAt: expiredAt,
    endedAt: expiredAt,
    createdAt: now,
    updatedAt: now,
  })
  await requireKept(tx, { sessionId, connectorId, reservedFrom, end: expiredAt })
  await emit(tx, operatorId, [{ topic: 'invoice', subjectId: sessionId }])
  return { sessionId }
}
