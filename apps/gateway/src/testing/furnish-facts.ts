/** Gives a test's operator a membership, a coupon and a price series. */

import { createCoupons, putMembership, putPriceSeries } from '@wattline/billing'
import type { TestCore, World } from '@wattline/billing/testing'
import { decimal, Temporal } from '@wattline/units'

const from = Temporal.Instant.from('2026-01-01T00:00:00Z')

export async function furnishFacts(core: TestCore, { operator, driverId }: World): Promise<void> {
  const key = () => ({ idempotencyKey: core.newId() })
  await putMembership(core, operator, { driverId, tier: 'gold', from, ...key() })
  const codes = ['WELCOME', 'FRIDAY']
  await createCoupons(core, operator, { campaign: 'Start', codes, validFrom: from, ...key() })
  const points = [{ from, perKwh: decimal('0.0873') }]
  await putPriceSeries(core, operator, { name: 'day-ahead', points, ...key() })
}
