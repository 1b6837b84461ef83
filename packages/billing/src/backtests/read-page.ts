/** Reads a page of billed sessions, readings and all, in one round trip. */

import { energyOf, type Reading, type ReadingSource } from '@wattline/metering'
import type { SessionFacts } from '@wattline/tariffs'
import { decimal, type Instant, instantFromMs } from '@wattline/units'
import type { DataSource } from 'typeorm'

import type { Tellable } from '../facts/tell.js'
import { factsOf } from '../pricing/session-facts.js'
import type { PluginRecord } from '../pricing/stored-bill.js'
import type { Change } from './change.js'

/** A session as it was billed, and what it is priced from. */
export interface BilledSession
  extends Pick<
    Change,
    'sessionId' | 'invoiceId' | 'driverId' | 'locationId' | 'startHour' | 'billed'
  > {
  readonly connectorId: string
  /** What it was billed by. */
  readonly priceListId: string
  /** When it was billed, as Postgres writes it: to the microsecond. */
  readonly issuedAt: string
  readonly startedAt: Instant
  readonly timeZone: string
  readonly tellable: Tellable
  readonly facts: SessionFacts
  /** What came of the plugins, where the draft is the very price list it was billed by. */
  readonly recorded: readonly PluginRecord[] | null
}

interface Row {
  readonly id: string
  readonly location_id: string
  readonly connector_id: string
  readonly price_list_id: string
  readonly issued_at: string
  readonly driver_id: string | null
  readonly partner_id: string | null
  readonly token_type: Tellable['tokenType']
  readonly coupon_code: string | null
  readonly answers: Tellable['answers']
  readonly invoice_id: string
  readonly time_zone: string
  /** Epoch seconds with six decimals, as are the other instants. */
  readonly reserved_from: string | null
  readonly reservation_expired: boolean
  readonly started_at: string
  readonly ended_at: string
  readonly start_hour: number
  readonly currency: string
  readonly net_minor: string
  readonly vat_minor: string
  readonly gross_minor: string
  readonly came_of_plugins: readonly PluginRecord[] | null
  /** Readings parted by ';', their fields by ' '. */
  readonly readings: string | null
}

export interface PageAsk {
  readonly operatorId: string
  readonly backtestId: string
  /** The page begins behind this session. */
  readonly afterId: string | null
  readonly size: number
}

/** In order of their start; fewer than asked for at the end. */
export async function readBilled(db: DataSource, ask: PageAsk): Promise<BilledSession[]> {
  const rows = await db.query<Row[]>('select * from billed_sessions($1, $2, $3, $4)', [
    ask.operatorId,
    ask.backtestId,
    ask.afterId,
    ask.size,
  ])
  return rows.map(fromRow)
}

/** Where the page begins, behind an invoice, and before which instant it ends. */
export interface NewlyBilledAsk {
  readonly operatorId: string
  /** As Postgres writes it. */
  readonly issuedAt: string
  readonly invoiceId: string
  readonly before: Instant
  readonly size: number
}

/** An operator's sessions in the order in which they were billed. */
export async function readNewlyBilled(
  db: DataSource,
  ask: NewlyBilledAsk,
): Promise<BilledSession[]> {
  const rows = await db.query<Row[]>('select * from newly_billed_sessions($1, $2, $3, $4, $5)', [
    ask.operatorId,
    ask.issuedAt,
    ask.invoiceId,
    ask.before.toString(),
    ask.size,
  ])
  return rows.map(fromRow)
}

function fromRow(row: Row): BilledSession {
  const timed = {
    startedAt: toMs(row.started_at),
    endedAt: toMs(row.ended_at),
    reservedFrom: row.reserved_from === null ? null : toMs(row.reserved_from),
    reservationExpired: row.reservation_expired,
  }
  const energy = energyOf(readReadings(row.readings), timed.startedAt, timed.endedAt)
  return {
    sessionId: row.id,
    invoiceId: row.invoice_id,
    driverId: row.driver_id,
    locationId: row.location_id,
    startHour: row.start_hour,
    connectorId: row.connector_id,
    priceListId: row.price_list_id,
    issuedAt: row.issued_at,
    startedAt: timed.startedAt,
    timeZone: row.time_zone,
    tellable: {
      id: row.id,
      driverId: row.driver_id,
      partnerId: row.partner_id,
      tokenType: row.token_type,
      couponCode: row.coupon_code,
      timeZone: row.time_zone,
      answers: row.answers,
    },
    billed: {
      currency: row.currency,
      netMinor: BigInt(row.net_minor),
      vatMinor: BigInt(row.vat_minor),
      grossMinor: BigInt(row.gross_minor),
    },
    facts: factsOf(timed, energy),
    recorded: row.came_of_plugins,
  }
}

/** What lies beyond a millisecond is left off, as pricing does. */
function toMs(epochSeconds: string): Instant {
  const [seconds = '', fraction = ''] = epochSeconds.split('.')
  return instantFromMs(Number(seconds + fraction.slice(0, 3).padEnd(3, '0')))
}

function readReadings(text: string | null): Reading[] {
  return text === null ? [] : text.split(';').map(readReading)
}

function readReading(text: string): Reading {
  const [epochSeconds = '', registerWh = '', activity = '', source = '', ...measured] =
    text.split(' ')
  return {
    measuredAt: instantFromMs(Math.round(Number(epochSeconds) * 1000)),
    registerWh: decimal(registerWh),
    activity: activity === '' ? null : (activity as Reading['activity']),
    source: source as ReadingSource,
    powerW: whole(measured[0]),
    currentMilliA: whole(measured[1]),
  }
}

function whole(text: string | undefined): number | null {
  return text ? Number(text) : null
}
