/** A past for tests: billed sessions of every kind there is, live and imported. */

import { type Instant, Temporal } from '@wattline/units'

import { billSessions } from '../invoices/bill-sessions.js'
import { expireReservation } from '../sessions/expire-reservation.js'
import { importSessions } from '../sessions/import.js'
import { recordMeterReadings } from '../sessions/record-readings.js'
import { startSession } from '../sessions/start.js'
import { stopSession } from '../sessions/stop.js'
import type { TestCore } from './test-core.js'
import { addPlug, type World } from './world.js'

/** Before every session that `past` makes, and after them all. */
export const pastFrom = Temporal.Instant.from('2025-01-01T00:00:00Z')
export const pastUntil = Temporal.Instant.from('2026-12-31T00:00:00Z')

export interface Visited {
  readonly startedAt: string
  readonly minutes: number
  readonly energyWh: bigint
  readonly connectorId?: string
  readonly driverId?: string | null
}

/** Imported sessions, billed; returns their ids in the order given. */
export async function billedImports(
  core: TestCore,
  w: World,
  visits: readonly Visited[],
): Promise<readonly string[]> {
  const { imported } = await importSessions(
    core,
    w.operatorId,
    visits.map(({ startedAt, minutes, energyWh, connectorId, driverId }) => ({
      externalId: core.newId(),
      connectorId: connectorId ?? w.connectorId,
      driverId: driverId === undefined ? w.driverId : driverId,
      startedAt: Temporal.Instant.from(startedAt),
      endedAt: Temporal.Instant.from(startedAt).add({ minutes }),
      energyWh,
    })),
  )
  await billSessions(core, w.operatorId, imported)
  return imported
}

/**
 * A day, both nights on which clocks jump, a session without energy, a costly one, one without a
 * driver; then live ones: charged and parked with stated power, reserved, and a reservation that
 * ran out. Returns how many.
 */
export async function past(core: TestCore, w: World): Promise<number> {
  const imported = await billedImports(core, w, [
    { startedAt: '2025-06-02T10:00:00Z', minutes: 60, energyWh: 10_000n },
    { startedAt: '2025-10-25T23:30:00Z', minutes: 210, energyWh: 31_417n },
    { startedAt: '2025-03-29T23:10:00Z', minutes: 190, energyWh: 22_001n },
    { startedAt: '2025-07-01T21:50:00Z', minutes: 15, energyWh: 0n },
    { startedAt: '2025-08-01T12:00:00Z', minutes: 600, energyWh: 190_000n },
    { startedAt: '2025-09-01T05:00:00Z', minutes: 47, energyWh: 7_333n, driverId: null },
  ])
  const live = [await charged(core, w), await reserved(core, w), await ranOut(core, w)]
  await billSessions(core, w.operatorId, live)
  return imported.length + live.length
}

const key = (core: TestCore) => ({ idempotencyKey: core.newId() })

/** Charged for a quarter of an hour from the clock's instant, then parked for another. */
async function charged(core: TestCore, w: World, from: Partial<{ reservedFrom: Instant }> = {}) {
  const { operatorId, locationId, driverId } = w
  const connectorId = await addPlug(core, { operatorId, locationId, maxPowerW: 350_000 })
  const startedAt = core.clock.now()
  const { sessionId } = await startSession(core, w.operator, {
    connectorId,
    driverId,
    startedAt,
    meterStart: { value: '1234567.8', unit: 'Wh' },
    ...from,
    ...key(core),
  })
  const at = (minutes: number) => startedAt.add({ minutes })
  core.clock.advance('PT30M')
  await recordMeterReadings(core, w.operator, {
    sessionId,
    readings: [
      { measuredAt: at(5), value: '1236567.9', unit: 'Wh', powerW: 24_000 },
      { measuredAt: at(10), value: '1238567.4', unit: 'Wh', powerW: 23_500 },
      { measuredAt: at(15), value: '1240000.1', unit: 'Wh', activity: 'PARKED' },
    ],
    ...key(core),
  })
  const meterStop = { value: '1240000.1', unit: 'Wh' } as const
  await stopSession(core, w.operator, { sessionId, endedAt: at(30), meterStop, ...key(core) })
  return sessionId
}

function reserved(core: TestCore, w: World): Promise<string> {
  return charged(core, w, { reservedFrom: core.clock.now().subtract({ minutes: 13 }) })
}

async function ranOut(core: TestCore, w: World): Promise<string> {
  const { operatorId, locationId, driverId } = w
  const connectorId = await addPlug(core, { operatorId, locationId, maxPowerW: 350_000 })
  const expiredAt = core.clock.now()
  const reservedFrom = expiredAt.subtract({ minutes: 28 })
  const input = { connectorId, driverId, reservedFrom, expiredAt, ...key(core) }
  return (await expireReservation(core, w.operator, input)).sessionId
}
