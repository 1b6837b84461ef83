/** Takes a coupon for a session when it starts, so that a driver too late is told at once. */

import { assert, type Instant } from '@wattline/units'
import type { EntityManager } from 'typeorm'

import { type LoadedPriceList, loadPriceListIn } from '../price-lists/load.js'
import { Refusal, type RefusalCode, refusalCodes } from '../refusal.js'
import { questionsOf } from './questions.js'

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
  if (!readsCoupon(questionsOf(priceList))) throw new Refusal('coupon-not-taken')
}

export function readsCoupon(questions: readonly { readonly fact: string }[]): boolean {
  return questions.some(({ fact }) => fact.startsWith('coupon.'))
}

/** A session that is never billed lets go of its coupon. */
export async function releaseCoupon(
  tx: EntityManager,
  { sessionId, now }: { readonly sessionId: string; readonly now: Instant },
): Promise<void> {
  await tx.query(
    `update coupon_claim set state = 'released', settled_at = $2
     where session_id = $1 and state = 'held'`,
    [sessionId, now.toString()],
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
