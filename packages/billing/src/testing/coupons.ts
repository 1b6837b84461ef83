/** Coupons for tests: makes them, and looks at what became of them behind the curtain. */

import { type Money, money, Temporal } from '@wattline/units'

import { type CouponsInput, createCoupons } from '../facts/create-coupons.js'
import type { TestCore } from './test-core.js'
import type { World } from './world.js'

export const eur = (minor: number): Money => money(BigInt(minor), 'EUR')

let made = 0

/** Makes one coupon, valid from the year's first day unless said otherwise; returns its code. */
export async function newCoupon(
  core: TestCore,
  w: World,
  limits: Partial<CouponsInput>,
): Promise<string> {
  made += 1
  const code = `CODE-${made}`
  await createCoupons(core, w.operator, {
    campaign: 'Test',
    codes: [code],
    validFrom: Temporal.Instant.from('2026-01-01T00:00:00Z'),
    idempotencyKey: core.newId(),
    ...limits,
  })
  return code
}

/** Uses, and what is held and taken of its budget. */
export async function couponFigures(
  core: TestCore,
  w: World,
  code: string,
): Promise<[uses: number, heldMinor: bigint, usedMinor: bigint]> {
  const [row] = await core.owner.query(
    'select uses, held_minor, used_minor from coupon where operator_id = $1 and code = $2',
    [w.operatorId, code],
  )
  return [row.uses, BigInt(row.held_minor), BigInt(row.used_minor)]
}

/** What the coupon's plugin took on each invoice of the sessions, in minor units. */
export async function takenOn(core: TestCore, sessionIds: readonly string[]): Promise<string[]> {
  const rows = await core.owner.query<{ taken: string }[]>(
    `select coalesce(sum(-l.amount_minor) filter (where l.plugin_id = 'coupon'), 0) as taken
     from invoice_session s join invoice_line l on l.invoice_id = s.invoice_id
     where s.session_id = any($1) group by s.session_id order by s.session_id`,
    [sessionIds],
  )
  return rows.map(({ taken }) => taken)
}
