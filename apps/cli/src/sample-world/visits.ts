/** Brings the sample visits in: most as history, some as they would have come in live. */

import {
  type Core,
  importSessions,
  recordMeterReadings,
  startSession,
  stopSession,
} from '@wattline/billing'
import { inScope } from '@wattline/database'
import { Temporal } from '@wattline/units'

import type { Founded } from './found.js'
import { type LiveVisit, liveVisits, pastVisits } from './generate.js'

const batchSize = 100
/** All visits lie within so many days before the founding. */
export const historyDays = 92
const liveDays = 20

/** How many visits to bring. */
export interface VisitSize {
  /** Of each site's past visits; 1 brings all. */
  readonly share: number
  readonly livePerSite: number
}

export interface VisitOptions extends VisitSize {
  /** Gives up before the next visits. */
  readonly signal?: AbortSignal | undefined
}

/** Imports every past visit once. Returns how many there are. */
export async function bringHistory(
  core: Core,
  founded: Founded,
  { share, signal }: VisitOptions,
): Promise<number> {
  const { world } = founded
  const from = await daysBeforeFounding(core, founded, historyDays)
  const visits = world.sites.flatMap(site => {
    const all = pastVisits(world, site, from)
    return all.slice(0, Math.ceil(all.length * share))
  })
  // In the order of time, as what a plugin reads of a driver's earlier sessions asks for.
  visits.sort((a, b) => Temporal.Instant.compare(a.startedAt, b.startedAt))
  for (let at = 0; at < visits.length; at += batchSize) {
    signal?.throwIfAborted()
    const batch = visits.slice(at, at + batchSize).map(({ evseUid, driver, ...visit }) => ({
      ...visit,
      connectorId: founded.connectors.get(evseUid) ?? '',
      driverId: founded.drivers.get(driver) ?? null,
    }))
    await importSessions(core, world.operator.id, batch)
  }
  return visits.length
}

/** Plays the live visits, plug by plug side by side. Returns how many there are. */
export async function playLive(
  core: Core,
  founded: Founded,
  { livePerSite: count, signal }: VisitOptions,
): Promise<number> {
  const { world } = founded
  const from = await daysBeforeFounding(core, founded, liveDays)
  const bySite = world.sites.map(site => liveVisits(world, site, { from, count }))
  await Promise.all(
    bySite.map(async visits => {
      for (const visit of visits) {
        signal?.throwIfAborted()
        await play(core, founded, visit)
      }
    }),
  )
  return bySite.flat().length
}

/** The idempotency keys carry the visit's name: a second run finds each step done. */
async function play(core: Core, founded: Founded, visit: LiveVisit): Promise<void> {
  const { partner, connectors, drivers } = founded
  const { externalId, startedAt, endedAt, reason, readings } = visit
  const { sessionId } = await startSession(core, partner, {
    connectorId: connectors.get(visit.evseUid) ?? '',
    driverId: drivers.get(visit.driver) ?? null,
    couponCode: visit.couponCode,
    startedAt,
    meterStart: { value: '0', unit: 'Wh' },
    idempotencyKey: `start ${externalId}`,
  })
  await recordMeterReadings(core, partner, {
    sessionId,
    readings: readings.map(({ measuredAt, registerWh, activity }) => ({
      measuredAt,
      value: String(registerWh),
      unit: 'Wh',
      activity,
    })),
    idempotencyKey: `readings ${externalId}`,
  })
  await stopSession(core, partner, {
    sessionId,
    endedAt,
    meterStop: { value: visit.energyWh.toString(), unit: 'Wh' },
    reason,
    idempotencyKey: `stop ${externalId}`,
  })
}

/**
 * Reckoned from the operator's founding, so that a second run on a later day makes the same visits.
 */
export async function daysBeforeFounding(core: Core, { world }: Founded, days: number) {
  const [row] = await inScope(core.db, [world.operator.id], tx =>
    tx.query<{ founded: string }[]>(
      `select to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T00:00:00Z"') as founded
       from operator`,
    ),
  )
  return Temporal.Instant.from(row?.founded ?? '').subtract({ hours: 24 * days })
}
