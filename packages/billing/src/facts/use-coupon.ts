/** Takes a coupon for a session when it starts, so that a driver too late is told at once. */

import { assert, type Instant } from '@wattline/units'
import type { EntityManager } from 'typeorm'

import { type LoadedPriceList, loadPriceListIn } from '../price-lists/load.js'
import { Refusal, type RefusalCode, refusalCodes } from '../refusal.js'
import { isOfCoupon, questionsOf } from './questions.js'

export interface CouponUse {
  readonly operatorId: string
  readonly code: string
  readonly driverId: string | null
  /** When the session, or its reservation, begins. */
  readonly beginsAt: Instant
}

/**
 * Nothing is claimed: someone else may be faster.
 *
 * @throws Refusal `coupon-…`
 */
export async function requireUsable(tx: EntityManager, use: CouponUse): Promise<void> {
  const { operatorId, code, driverId, beginsAt } = use
  const [row] = await tx.query<Refused[]>('select coupon_refusal($1, $2, $3, $4) as code', [
    operatorId,
    code,
    driverId,
    beginsAt.toString(),
  ])
  refuse(row)
}

export interface CouponTaking extends CouponUse {
  readonly sessionId: string
  readonly priceListId: string
  readonly now: Instant
}

/**
 * Holds one use for the session, with what it may take of the budget, until its bill is issued.
 *
 * @throws Refusal `coupon-…`
 */
export async function takeCoupon(tx: EntityManager, taking: CouponTaking): Promise<void> {
  const { operatorId, sessionId, code, driverId, beginsAt, now } = taking
  requireTaken(await loadPriceListIn(tx, operatorId, taking.priceListId))
  const [row] = await tx.query<Refused[]>('select claim_coupon($1, $2, $3, $4, $5, $6) as code', [
    operatorId,
    sessionId,
    driverId,
    code,
    beginsAt.toString(),
    now.toString(),
  ])
  refuse(row)
}

/**
 * A coupon that no plugin looks at would be given for nothing.
 *
 * @throws Refusal `coupon-not-taken`
 */
export function requireTaken(priceList: LoadedPriceList): void {
  if (!questionsOf(priceList).some(isOfCoupon)) throw new Refusal('coupon-not-taken')
}

export interface Settlement {
  readonly sessionId: string
  /** What the bill took in the end; 0 lets go of the use too. */
  readonly takenMinor: bigint
  readonly now: Instant
}

/**
 * Settles a claim beside its bill: of a session that is never billed, or whose plugin failed then
 * and was mended. One that is settled already stays as it is.
 */
export async function settleCoupon(tx: EntityManager, settlement: Settlement): Promise<void> {
  const { sessionId, takenMinor, now } = settlement
  await tx.query(
    `update coupon_claim set
       state = case when $2::bigint > 0 then 'used' else 'released' end,
       used_minor = case when $2::bigint > 0 then least($2::bigint, reserved_minor) end,
       settled_at = $3
     where session_id = $1 and state = 'held'`,
    [sessionId, takenMinor.toString(), now.toString()],
  )
}

interface Refused {
  readonly code: string | null
}

function refuse(row: Refused | undefined): void {
  if (!row?.code) return
  assert(row.code in refusalCodes, `${row.code} is a refusal`)
  throw new Refusal(row.code as RefusalCode)
}
