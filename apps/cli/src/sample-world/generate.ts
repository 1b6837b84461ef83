/**
 * Makes up past visits from a seed: which plug, who, when, how much. Pure: the same seed, the same
 * visits.
 */

import type { Instant } from '@wattline/units'

import type { SampleOperator, SampleSite } from './operators.js'
import { type Chance, chance } from './random.js'

/** A finished visit as another system would hand it over. */
export interface PastVisit {
  readonly externalId: string
  readonly evseUid: string
  readonly driver: string
  /** The coupon the driver gave. */
  readonly couponCode: string | null
  readonly startedAt: Instant
  readonly endedAt: Instant
  readonly energyWh: bigint
}

/** A visit that comes in as it happens, reading by reading. */
export interface LiveVisit extends PastVisit {
  readonly readings: readonly {
    readonly measuredAt: Instant
    readonly registerWh: number
    readonly activity: 'CHARGING' | 'PARKED'
  }[]
  readonly reason: string
}

/** One visit in so many brought no energy: the charger failed, and the driver will complain. */
const failsOneIn = 40
const readingEveryMinutes = 15

/** The plugs of a site; the last one's visits come in live. */
export function evseUids(site: SampleSite): { history: string[]; live: string } {
  const uid = (number: number) => `${site.ocpiId}-E${number}`
  return {
    history: Array.from({ length: site.plugs - 1 }, (_, index) => uid(index + 1)),
    live: uid(site.plugs),
  }
}

/** A site's history, each plug's visits one after the other, begun at `from`. */
export function pastVisits(world: SampleOperator, site: SampleSite, from: Instant): PastVisit[] {
  const uids = evseUids(site).history
  return uids.flatMap((uid, index) => {
    const count = Math.floor((site.sessions + index) / uids.length)
    return visitsOf({ world, site, uid, count, from })
  })
}

/** The visits at a site's live plug. */
export function liveVisits(
  world: SampleOperator,
  site: SampleSite,
  { from, count }: { readonly from: Instant; readonly count: number },
): LiveVisit[] {
  const uid = evseUids(site).live
  return visitsOf({ world, site, uid, count, from }).map(visit => addReadings(visit, site))
}

interface Wanted {
  readonly world: SampleOperator
  readonly site: SampleSite
  readonly uid: string
  readonly count: number
  readonly from: Instant
}

function visitsOf({ world, site, uid, count, from }: Wanted): PastVisit[] {
  const luck = chance(uid)
  let free = from.add({ minutes: luck.whole(0, 12 * 60) })
  return Array.from({ length: count }, (_, index) => {
    const { minutes, energyWh } = oneVisit(site, luck)
    const startedAt = free
    const endedAt = startedAt.add({ minutes, seconds: luck.whole(0, 59) })
    free = endedAt.add({ minutes: luck.whole(20, 11 * 60) })
    const driver = luck.pick(world.drivers)
    const coupon = world.facts.coupons.find(
      each => each.site === site.ocpiId && index % each.oneVisitIn === 0,
    )
    const externalId = `${uid}-${index + 1}`
    const couponCode = coupon?.code ?? null
    return { externalId, evseUid: uid, driver, couponCode, startedAt, endedAt, energyWh }
  })
}

function oneVisit(site: SampleSite, luck: Chance): { minutes: number; energyWh: bigint } {
  const { habit, plug } = site
  if (luck.whole(1, failsOneIn) === 1) return { minutes: luck.whole(2, 6), energyWh: 0n }
  const minutes = luck.whole(...habit.minutes)
  const wantedWh = luck.whole(habit.kwh[0] * 1000, habit.kwh[1] * 1000)
  // No vehicle draws a charger's full power for the whole time.
  const possibleWh = Math.floor((plug.maxPowerW * 0.8 * minutes) / 60)
  return { minutes, energyWh: BigInt(Math.min(wantedWh, possibleWh)) }
}

/** The vehicle charges at an even pace, is full after two thirds of its stay, and stays on. */
function addReadings(visit: PastVisit, site: SampleSite): LiveVisit {
  const { startedAt, endedAt, energyWh } = visit
  const stayMinutes = Math.floor(startedAt.until(endedAt).total('minutes'))
  const chargeMinutes = Math.max(1, Math.floor((stayMinutes * 2) / 3))
  const totalWh = Math.min(
    Number(energyWh),
    Math.floor((site.plug.maxPowerW * 0.9 * chargeMinutes) / 60),
  )
  const registerAt = (minute: number) =>
    Math.floor((totalWh * Math.min(minute, chargeMinutes)) / chargeMinutes)
  const minutes = new Set([chargeMinutes])
  for (let at = readingEveryMinutes; at < stayMinutes; at += readingEveryMinutes) minutes.add(at)
  const readings = [...minutes]
    .sort((a, b) => a - b)
    .map(minute => ({
      measuredAt: startedAt.add({ minutes: minute }),
      registerWh: registerAt(minute),
      activity: minute < chargeMinutes ? ('CHARGING' as const) : ('PARKED' as const),
    }))
  const reason = totalWh === 0 ? 'GroundFault' : 'EVDisconnected'
  return { ...visit, energyWh: BigInt(totalWh), readings, reason }
}
