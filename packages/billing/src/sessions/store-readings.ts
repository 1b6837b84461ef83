/** Judges readings against the session and stores the new ones, all or none. */

import { acceptReadings, type Reading } from '@wattline/metering'
import type { EntityManager } from 'typeorm'

import type { Core } from '../core.js'
import { Refusal, type RefusalCode } from '../refusal.js'
import { Connector } from '../sites/connector.entity.js'
import { MeterReading } from './meter-reading.entity.js'
import type { Session } from './session.entity.js'

/** What new readings of a session are judged by. */
export interface KnownReadings {
  /** In order of time. */
  readonly readings: readonly MeterReading[]
  readonly maxPowerW: number
}

/** In one round trip; true while the session is locked. */
export async function loadKnown(tx: EntityManager, session: Session): Promise<KnownReadings> {
  const { id, connectorId } = session
  const found = await tx
    .createQueryBuilder(Connector, 'connector')
    .leftJoinAndMapMany('connector.readings', MeterReading, 'reading', 'reading.sessionId = :id')
    .where('connector.id = :connectorId', { id, connectorId })
    .orderBy('reading.measuredAt')
    .getOneOrFail()
  const { readings, maxPowerW } = found as Connector & { readings: MeterReading[] }
  return { readings, maxPowerW }
}

export interface Delivery {
  readonly session: Session
  readonly known: KnownReadings
  readonly incoming: readonly Reading[]
}

/**
 * Stores readings of a locked session. One impossible reading refuses the whole delivery, with
 * every fault listed, so that the sender can mend and send it again.
 *
 * @throws Refusal with the code of the first fault and all faults in its details
 */
export async function storeReadings(
  core: Core,
  tx: EntityManager,
  { session, known, incoming }: Delivery,
): Promise<{ stored: number; duplicates: number }> {
  const now = core.clock.now()
  const { fresh, duplicates, faults } = acceptReadings(known.readings, incoming, {
    startedAt: session.startedAt,
    endedAt: session.endedAt,
    now,
    maxPowerW: known.maxPowerW,
  })
  const [first] = faults
  if (first) {
    const code: RefusalCode = first.code
    throw new Refusal(code, {
      faults: faults.map(fault => ({
        path: `readings[${fault.index}]`,
        code: fault.code,
        ...fault.detail,
      })),
    })
  }
  if (fresh.length > 0) {
    await tx.insert(
      MeterReading,
      fresh.map(reading => ({
        ...reading,
        id: core.newId(),
        operatorId: session.operatorId,
        sessionId: session.id,
        receivedAt: now,
      })),
    )
  }
  return { stored: fresh.length, duplicates }
}
