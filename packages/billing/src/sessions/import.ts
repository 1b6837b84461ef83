/**
 * Takes finished sessions of another system in: their totals are a named source of quantity of
 * their own.
 */

import { inScope } from '@wattline/database'
import { type Instant, isBefore } from '@wattline/units'
import type { EntityManager } from 'typeorm'

import type { Core } from '../core.js'
import { readCouponCode } from '../facts/coupon-code.js'
import type { TokenType } from '../facts/token-type.js'
import { Operator } from '../operators/operator.entity.js'
import { priceListsAt } from '../price-lists/choose.js'
import { Refusal } from '../refusal.js'

export interface ImportedSession {
  /** Its name in the other system: imported once. */
  readonly externalId: string
  readonly connectorId: string
  readonly driverId?: string | null
  readonly tokenType?: TokenType | null
  /** Taken when the session is billed, as far as it then can be. */
  readonly couponCode?: string | null
  readonly startedAt: Instant
  readonly endedAt: Instant
  readonly energyWh: bigint
  /** What the other system charged: compared with our price, never billed. */
  readonly recordedFeeMinor?: bigint | null
  readonly irregularities?: readonly {
    readonly code: string
    readonly detail: Record<string, unknown>
  }[]
}

export interface ImportOutcome {
  /** Ids of sessions that are new. */
  readonly imported: readonly string[]
  /** External ids that were imported before. */
  readonly known: readonly string[]
}

/**
 * Stores a batch with its readings and sends every new session to be billed, in one transaction.
 *
 * @throws Refusal `not-found` for a connector of nobody's, `price-list-missing`
 */
export async function importSessions(
  core: Core,
  operatorId: string,
  rows: readonly ImportedSession[],
): Promise<ImportOutcome> {
  return inScope(core.db, [operatorId], async tx => {
    const operator = await tx.findOneByOrFail(Operator, { id: operatorId })
    const placed = await place(tx, operatorId, rows)
    const prepared = rows.map((row, index) => ({
      ...shown(row),
      ...placed[index],
      id: core.newId(),
      begin: core.newId(),
      end: core.newId(),
    }))
    const stored = await tx.query<{ id: string; external_id: string }[]>(insertAll, [
      operatorId,
      JSON.stringify(prepared),
      operator.currency,
      core.clock.now().toString(),
    ])
    const fresh = new Set(stored.map(row => row.external_id))
    return {
      imported: stored.map(row => row.id),
      known: rows.map(row => row.externalId).filter(externalId => !fresh.has(externalId)),
    }
  })
}

interface Placed {
  readonly locationId: string
  readonly timeZone: string
  readonly priceListId: string
}

/**
 * Where each session took place, and which price list applied there then.
 *
 * @throws Refusal `not-found`, `price-list-missing`, with the session's name in the other system
 */
async function place(
  tx: EntityManager,
  operatorId: string,
  rows: readonly ImportedSession[],
): Promise<Placed[]> {
  const moments = rows.map(({ connectorId, driverId, startedAt }) => ({
    connectorId,
    driverId: driverId ?? null,
    at: startedAt,
  }))
  const found = await priceListsAt(tx, operatorId, moments)
  return found.map(({ locationId, timeZone, priceListId }, index) => {
    const externalId = rows[index]?.externalId
    if (!locationId || !timeZone) throw new Refusal('not-found', { what: 'connector', externalId })
    if (!priceListId) throw new Refusal('price-list-missing', { externalId })
    return { locationId, timeZone, priceListId }
  })
}

function shown(row: ImportedSession): Record<string, unknown> {
  return {
    externalId: row.externalId,
    connectorId: row.connectorId,
    driverId: row.driverId ?? null,
    tokenType: row.tokenType ?? null,
    couponCode: readCouponCode(row.couponCode),
    startedAt: row.startedAt.toString(),
    endedAt: row.endedAt.toString(),
    energyWh: row.energyWh.toString(),
    recordedFeeMinor: row.recordedFeeMinor?.toString() ?? null,
    irregularities: [...(row.irregularities ?? []), ...energyWithoutTime(row)],
  }
}

/** Two registers need two instants: energy that took no time is named, and not billed. */
function energyWithoutTime(
  row: ImportedSession,
): { code: string; detail: Record<string, unknown> }[] {
  if (row.energyWh === 0n || isBefore(row.startedAt, row.endedAt)) return []
  return [{ code: 'energy-without-time', detail: { energyWh: row.energyWh.toString() } }]
}

const insertAll = `
  with given as (select value as row from jsonb_array_elements($2::jsonb)),
  stored as (
    insert into session (id, operator_id, location_id, connector_id, driver_id, token_type, coupon_code, price_list_id, source, external_id, state,
                         time_zone, currency, started_at, ended_at, recorded_fee_minor, created_at, updated_at)
    select (row ->> 'id')::uuid, $1, (row ->> 'locationId')::uuid, (row ->> 'connectorId')::uuid,
           (row ->> 'driverId')::uuid, row ->> 'tokenType', row ->> 'couponCode', (row ->> 'priceListId')::uuid, 'import', row ->> 'externalId', 'ended',
           row ->> 'timeZone', $3, (row ->> 'startedAt')::timestamptz, (row ->> 'endedAt')::timestamptz,
           (row ->> 'recordedFeeMinor')::bigint, $4::timestamptz, $4::timestamptz
    from given
    on conflict (operator_id, source, external_id) do nothing
    returning id, external_id, started_at, ended_at),
  fresh as (
    select stored.*, given.row from stored join given on (given.row ->> 'id')::uuid = stored.id),
  readings as (
    insert into meter_reading (id, operator_id, session_id, measured_at, received_at, register_wh, activity, source)
    select (row ->> 'begin')::uuid, $1, id, started_at, $4::timestamptz, 0, 'CHARGING', 'import' from fresh
    union all
    select (row ->> 'end')::uuid, $1, id, ended_at, $4::timestamptz, (row ->> 'energyWh')::numeric, null, 'import' from fresh
    where ended_at > started_at),
  found as (
    insert into irregularity (id, operator_id, session_id, code, action, detail, found_at)
    select gen_random_uuid(), $1, id, finding ->> 'code', 'report', finding -> 'detail', $4::timestamptz
    from fresh, jsonb_array_elements(row -> 'irregularities') finding),
  sent as (
    select emit_outbox($1, coalesce(jsonb_agg(jsonb_build_object(
      'topic', 'invoice', 'subjectId', id, 'jobId', 'invoice-' || id)), '[]')) from fresh)
  select stored.id, stored.external_id from stored, sent`
