/** Judges readings against the session and stores the new ones, all or none. */

import { acceptReadings, type Reading } from '@wattline/metering'
import type { EntityManager } from 'typeorm'

import type { Core } from '../core.js'
import { Refusal, type RefusalCode } from '../refusal.js'
import { Connector } from '../sites/connector.entity.js'
import { MeterReading } from './meter-reading.entity.js'
import type { Session } from './session.entity.js'

/**
 * Stores readings of a locked session. One impossible reading refuses the whole delivery, with
 * every fault listed, so that the sender can mend and send it again.
 *
 * @throws Refusal with the code of the first fault and all faults in its details
 */
export async function storeReadings(
  core: Core,
  tx: EntityManager,
  { session, incoming }: { session: Session; incoming: readonly Reading[] },
): Promise<{ stored: number; duplicates: number }> {
  const now = core.clock.now()
  const known = await tx.findBy(MeterReading, { sessionId: session.id })
  const connector = await tx.findOneByOrFail(Connector, { id: session.connectorId })
  const { fresh, duplicates, faults } = acceptReadings(known, incoming, {
    startedAt: session.startedAt,
    endedAt: session.endedAt,
    now,
    maxPowerW: connector.maxPowerW,
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
