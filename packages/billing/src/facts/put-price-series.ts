/** Takes a piece of a price series in: points that are new, and corrections of old ones. */

import { type Decimal, exponentOf, type Instant, toScaled } from '@wattline/units'
import type { EntityManager } from 'typeorm'

import { type Authority, operatorOf, requireRole } from '../authority.js'
import type { Core } from '../core.js'
import { once } from '../once.js'
import { Operator } from '../operators/operator.entity.js'
import { type InputFault, refuseInput } from '../refusal.js'
import { PriceSeries } from './price-series.entity.js'

export interface PricePoint {
  /** From then on, until the next point. Whole seconds. */
  readonly from: Instant
  /** Major units per kWh, below zero too; null where the series says nothing from then on. */
  readonly perKwh: Decimal | null
}

export interface PriceSeriesInput {
  readonly operatorId?: string | null
  /** The name plugins read it by; made with its first piece. */
  readonly name: string
  readonly points: readonly PricePoint[]
  readonly idempotencyKey: string
}

export interface PutSeries {
  readonly seriesId: string
  /** Points that are new or say something else than before. */
  readonly stored: number
}

const pointsAtMost = 10_000
/** Plugins count in minor units × 10 000. */
const amountPlaces = 4

/**
 * A point for an instant that has one is a new version of it; what a bill used stays in the bill.
 *
 * @throws Refusal `input-invalid`
 */
export async function putPriceSeries(
  core: Core,
  authority: Authority,
  input: PriceSeriesInput,
): Promise<PutSeries> {
  requireRole(authority, 'operator')
  const operatorId = operatorOf(authority, input.operatorId)
  const ask = {
    holderId: authority.holderId,
    operatorId,
    key: input.idempotencyKey,
    input: ['putPriceSeries', input],
  }
  return once(core, ask, tx => put(core, tx, { ...input, operatorId }))
}

async function put(
  core: Core,
  tx: EntityManager,
  input: PriceSeriesInput & { readonly operatorId: string },
): Promise<PutSeries> {
  const { operatorId } = input
  const name = input.name.trim()
  const { currency } = await tx.findOneByOrFail(Operator, { id: operatorId })
  const amounts = read({ ...input, name }, currency)
  // Two pieces at once: the second waits here and then counts its versions on.
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `price series ${operatorId} ${name}`,
  ])
  const createdAt = core.clock.now()
  const known = await tx.findOneBy(PriceSeries, { operatorId, name })
  const seriesId = known?.id ?? core.newId()
  if (!known) await tx.insert(PriceSeries, { id: seriesId, operatorId, name, currency, createdAt })
  const rows = await tx.query<unknown[]>(insertChanged, [
    seriesId,
    operatorId,
    input.points.map(({ from }) => from.toString()),
    amounts,
    createdAt.toString(),
  ])
  return { seriesId, stored: rows.length }
}

const insertChanged = `
  insert into price_series_point (series_id, operator_id, from_at, version, amount, created_at)
  select $1, $2, given.from_at, coalesce(latest.version, 0) + 1, given.amount, $5
  from unnest($3::timestamptz[], $4::bigint[]) as given (from_at, amount)
  left join lateral (
    select p.version, p.amount from price_series_point p
    where p.series_id = $1 and p.from_at = given.from_at
    order by p.version desc limit 1) latest on true
  where latest.version is null or latest.amount is distinct from given.amount
  returning from_at`

/** Each point as an amount, in text. @throws Refusal `input-invalid` with every fault */
function read({ name, points }: PriceSeriesInput, currency: string): (string | null)[] {
  const faults: InputFault[] = []
  if (name === '' || name.length > 100)
    faults.push({ path: 'name', message: '1 to 100 characters' })
  if (points.length === 0 || points.length > pointsAtMost)
    faults.push({ path: 'points', message: `1 to ${pointsAtMost} points` })
  const seen = new Set<bigint>()
  const amounts = points.map(({ from, perKwh }, index) => {
    const path = `points[${index}]`
    const at = from.epochNanoseconds
    if (at % 1_000_000_000n !== 0n) faults.push({ path: `${path}.from`, message: 'Whole seconds' })
    if (seen.has(at)) faults.push({ path: `${path}.from`, message: 'Stands there before' })
    seen.add(at)
    if (perKwh === null) return null
    const amount = toScaled(perKwh, exponentOf(currency) + amountPlaces)
    if (amount !== undefined && Number.isSafeInteger(Number(amount))) return amount.toString()
    faults.push({ path: `${path}.perKwh`, message: 'Finer than it can be counted, or too large' })
    return null
  })
  if (faults.length > 0) refuseInput(faults)
  return amounts
}
