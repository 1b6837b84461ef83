/** Loads all that a price is made of, for many sessions of one operator in one round trip. */

import type { Reading, ReadingSource } from '@wattline/metering'
import { decimal, type Instant, instantFromMs, Temporal } from '@wattline/units'
import type { DataSource } from 'typeorm'

import type { Answers } from '../facts/questions.js'
import type { TokenType } from '../facts/token-type.js'
import type { PluginRecord } from '../pricing/stored-bill.js'
import type { SessionSource, StoredRuling } from './session.entity.js'
import type { SessionState } from './states.js'

export interface SessionToBill {
  readonly id: string
  readonly state: SessionState
  readonly source: SessionSource
  readonly timeZone: string
  readonly currency: string
  readonly priceListId: string
  /** A person's word on it, if it was held. */
  readonly ruling: StoredRuling | null
  readonly quoteId: string | null
  /** The signed promise of its quote. */
  readonly promise: string | null
  readonly driverId: string | null
  readonly partnerId: string | null
  readonly tokenType: TokenType | null
  /** The coupon its driver gave. */
  readonly couponCode: string | null
  /** What plugins were told when it was billed; null until then. */
  readonly answers: Answers | null
  /** From when the connector was kept for the driver; null where it was not. */
  readonly reservedFrom: Instant | null
  /** Whether the reservation ran out before the vehicle came. */
  readonly reservationExpired: boolean
  readonly startedAt: Instant
  readonly endedAt: Instant | null
  readonly maxPowerW: number
  readonly operator: {
    readonly country: string
    readonly timeZone: string
    readonly merchantAccount: string
  }
  readonly readings: readonly Reading[]
  /** A payment that already reserves money for it. */
  readonly holdId: string | null
  /** The driver's stored means of payment. */
  readonly method: {
    readonly shopperReference: string
    readonly storedPaymentMethodId: string
  } | null
  readonly invoiceId: string | null
  /** What came of each plugin on its invoice, in their order; null until it is billed. */
  readonly recorded: readonly PluginRecord[] | null
}

type Parsed = 'reservedFrom' | 'startedAt' | 'endedAt' | 'readings' | 'holdId'

type Row = Omit<SessionToBill, Parsed> & {
  readonly reservedFrom: string | null
  readonly startedAt: string
  readonly endedAt: string | null
  readonly hold: string | null
  /** Epoch seconds, Wh, activity, source, W, mA. */
  readonly readings: readonly [
    string,
    string,
    Reading['activity'],
    ReadingSource,
    number | null,
    number | null,
  ][]
}

/** Those of the sessions that the operator has, in the order asked for. */
export async function loadToBill(
  db: DataSource,
  operatorId: string,
  sessionIds: readonly string[],
): Promise<SessionToBill[]> {
  const rows = await db.query<{ sessions_to_bill: Row }[]>('select sessions_to_bill($1, $2)', [
    operatorId,
    sessionIds,
  ])
  const byId = new Map(rows.map(({ sessions_to_bill: row }) => [row.id, fromRow(row)]))
  return sessionIds.flatMap(id => byId.get(id) ?? [])
}

function fromRow({ hold, ...row }: Row): SessionToBill {
  return {
    ...row,
    reservedFrom: row.reservedFrom ? Temporal.Instant.from(row.reservedFrom) : null,
    startedAt: Temporal.Instant.from(row.startedAt),
    endedAt: row.endedAt ? Temporal.Instant.from(row.endedAt) : null,
    holdId: hold,
    readings: row.readings.map(([epochSeconds, registerWh, activity, source, ...measured]) => ({
      measuredAt: instantFromMs(Math.round(Number(epochSeconds) * 1000)),
      registerWh: decimal(registerWh),
      activity,
      source,
      powerW: measured[0],
      currentMilliA: measured[1],
    })),
  }
}
