/** A coupon whose plugin failed waits for the mending, and is then taken as it would have been. */

import { CouponClaim } from '../facts/coupon-claim.entity.js'
import { createCoupons } from '../facts/create-coupons.js'
import { registerPlugin } from '../plugins/register.js'
import { Refund } from '../refunds/refund.entity.js'
import { recordMeterReadings } from '../sessions/record-readings.js'
import { startSession } from '../sessions/start.js'
import { stopSession } from '../sessions/stop.js'
import { couponPlugin } from '../testing/fact-plugins.js'
import { euros, onStage, Scene } from '../testing/payment-scene.js'
import { world } from '../testing/world.js'
import { mendPlugin } from './mend.js'

const scene = onStage(new Scene(), { beforeAll, afterAll, beforeEach, afterEach })

const broken = {
  ...couponPlugin,
  price: () => {
    throw new Error('broken')
  },
}

/** 20 kWh for 11.90 EUR, with a coupon worth 4.00 net. */
async function visitWithCoupon(): Promise<string> {
  const { core, w } = scene
  const key = () => ({ idempotencyKey: core.newId() })
  await createCoupons(core, w.operator, {
    campaign: 'Friday',
    codes: ['FRIDAY'],
    usesMax: 1,
    budget: euros(400n),
    mostPerUse: euros(400n),
    validFrom: core.clock.now().subtract({ hours: 1 }),
    ...key(),
  })
  const { sessionId } = await startSession(core, w.operator, {
    connectorId: w.connectorId,
    driverId: w.driverId,
    couponCode: 'FRIDAY',
    startedAt: core.clock.now(),
    meterStart: { value: '0', unit: 'Wh' },
    ...key(),
  })
  core.clock.advance('PT1H')
  const readings = [{ measuredAt: core.clock.now(), value: '20000', unit: 'Wh' as const }]
  await recordMeterReadings(core, w.operator, { sessionId, readings, ...key() })
  await stopSession(core, w.operator, { sessionId, endedAt: core.clock.now(), ...key() })
  await scene.settle()
  return sessionId
}

const claimOf = (sessionId: string) =>
  scene.core.owner.manager.findOneByOrFail(CouponClaim, { sessionId })

test('the coupon is held until its plugin is mended, and used with the refund', async () => {
  const { core } = scene
  scene.w = await world(core, { plugins: [{ plugin: broken, params: {} }] })
  const { operatorId } = scene.w
  const sessionId = await visitWithCoupon()
  expect(await claimOf(sessionId)).toMatchObject({ state: 'held', reservedMinor: 400n })
  const { manifest } = couponPlugin
  const mended = core.runner.add({
    ...couponPlugin,
    manifest: { ...manifest, version: '1.0.1' },
  })
  const [failed] = await core.owner.query<{ plugin_hash: string }[]>(
    'select plugin_hash from plugin_failure where session_id = $1',
    [sessionId],
  )
  await mendPlugin(core, scene.w.operator, {
    failedHash: failed?.plugin_hash ?? '',
    mendedVersionId: await registerPlugin(core, operatorId, mended),
    isDryRun: false,
    idempotencyKey: 'mend',
  })
  await scene.settle()
  expect(await claimOf(sessionId)).toMatchObject({ state: 'used', usedMinor: 400n })
  // 4.00 EUR and 19 % VAT.
  expect(await core.owner.manager.findBy(Refund, { operatorId })).toMatchObject([
    { approvedMinor: 476n, state: 'accepted' },
  ])
})
