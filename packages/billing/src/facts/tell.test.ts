/** Tests what each fact says of a session, as of when it begins. */

import { expectedFacts } from '@wattline/tariffs'
import { decimal, type Instant, money, Temporal } from '@wattline/units'
import { billSessions } from '../invoices/bill-sessions.js'
import { addPartner } from '../operators/add.js'
import { loadPriceList } from '../price-lists/load.js'
import { statementsDuring } from '../testing/count-statements.js'
import { allowancePlugin, endedSessions, lookingPlugin } from '../testing/fact-plugins.js'
import { type TestCore, testCore } from '../testing/test-core.js'
import { type World, world } from '../testing/world.js'
import { createCoupons } from './create-coupons.js'
import { endMembership, putMembership } from './put-membership.js'
import { putPriceSeries } from './put-price-series.js'
import { type TellAsk, type Tellable, tellProvisionally } from './tell.js'

let core: TestCore
let w: World
let priceListId: string
beforeAll(async () => {
  core = await testCore()
  const looking = lookingPlugin(
    {
      tier: { fact: 'membership.tier' },
      week: { fact: 'driver.sessions', days: 7 },
      weekWh: { fact: 'driver.energyWh', days: 7 },
      payer: { fact: 'payer.kind' },
      partner: { fact: 'payer.partner' },
      token: { fact: 'token.type' },
      campaign: { fact: 'coupon.campaign' },
      most: { fact: 'coupon.maxAmount' },
    },
    { spot: { name: 'spot' } },
  )
  const allowance = { plugin: allowancePlugin, params: { perMonthWh: 25_000 } }
  w = await world(core, { plugins: [{ plugin: looking, params: {} }, allowance] })
  const rows = await core.owner.query('select id from price_list where operator_id = $1', [
    w.operatorId,
  ])
  priceListId = rows[0].id
})
afterAll(() => core.close())

const at = (text: string): Instant => Temporal.Instant.from(text)
const nobody: Tellable = {
  id: null,
  driverId: null,
  partnerId: null,
  tokenType: null,
  couponCode: null,
  timeZone: 'Europe/Berlin',
  answers: null,
}

async function told(session: Partial<Tellable>, begins: string, more: Partial<TellAsk> = {}) {
  const priceList = await loadPriceList(core.db, w.operatorId, priceListId)
  const facts = expectedFacts({ startAt: at(begins), minutes: 60, energyWh: 10_000n })
  const ask = { session: { ...nobody, ...session }, priceList, facts, ...more }
  const [answer] = await tellProvisionally(core, w.operatorId, [ask])
  return { ...answer?.[0]?.facts, ...answer?.[0]?.series, ...answer?.[1]?.facts }
}

test('of a stranger nothing is known', async () => {
  expect(await told({}, '2026-03-02T10:00:00Z')).toEqual({
    tier: null,
    week: 0,
    weekWh: 0,
    payer: 'DRIVER',
    partner: null,
    token: null,
    campaign: null,
    most: null,
    spot: [],
    free: 0,
  })
})

test('a tier holds from its first instant to its last, and what was put later wins', async () => {
  const { driverId } = w
  const key = () => ({ driverId, idempotencyKey: core.newId() })
  const put = (tier: string, from: string, until: string | null) =>
    putMembership(core, w.operator, {
      ...key(),
      tier,
      from: at(from),
      until: until === null ? null : at(until),
    })
  await put('silver', '2026-01-01T00:00:00Z', null)
  core.clock.advance('PT1S')
  await put('gold', '2026-02-01T00:00:00Z', '2026-03-01T00:00:00Z')
  core.clock.advance('PT1S')
  await endMembership(core, w.operator, { ...key(), at: at('2026-06-01T00:00:00Z') })
  const tierAt = async (text: string) => (await told({ driverId }, text)).tier
  expect([
    await tierAt('2025-12-31T23:59:59Z'),
    await tierAt('2026-01-01T00:00:00Z'),
    await tierAt('2026-02-01T00:00:00Z'),
    await tierAt('2026-03-01T00:00:00Z'),
    await tierAt('2026-06-01T00:00:00Z'),
  ]).toEqual([null, 'silver', 'gold', 'silver', null])
})

test('sessions count that ended before this one began and within the days', async () => {
  const ended = ['2026-02-01T09:00:00Z', '2026-02-07T09:00:00Z', '2026-02-08T09:30:00Z'].map(at)
  const rows = ended.map(endedAt => ({ startedAt: endedAt.subtract({ hours: 1 }), endedAt }))
  const ids = await endedSessions(core, w, rows)
  const { driverId } = w
  const counted = async (begins: string, id: string | null = null) => {
    const { week, weekWh } = await told({ driverId, id }, begins, { isAfresh: true })
    return [week, weekWh]
  }
  // One ended to the second a week before: it is a week ago. None is billed yet.
  expect(await counted('2026-02-08T09:00:00Z')).toEqual([1, 0])
  await billSessions(core, w.operatorId, ids)
  expect(await counted('2026-02-08T08:59:59Z')).toEqual([2, 20_000])
  expect(await counted('2026-02-08T09:30:00Z')).toEqual([2, 20_000])
  expect(await counted('2026-02-08T09:30:00Z', ids[2] ?? '')).toEqual([1, 10_000])
})

test('a fleet and a roaming provider owe their bills; an app pays in its driver’s stead', async () => {
  const { operatorId } = w
  const kinds = ['APP', 'FLEET', 'ROAMING'] as const
  for (const kind of kinds) {
    const partnerId = await addPartner(core, { operatorId, name: kind, kind })
    const { payer, partner } = await told({ partnerId }, '2026-03-02T10:00:00Z')
    expect([payer, partner]).toEqual([kind === 'APP' ? 'DRIVER' : kind, partnerId])
  }
  expect(await told({ tokenType: 'RFID' }, '2026-03-02T10:00:00Z')).toMatchObject({ token: 'RFID' })
})

test('a coupon that could be used is told; another session of another time is not', async () => {
  await createCoupons(core, w.operator, {
    campaign: 'Spring',
    codes: ['spring'],
    budget: money(1000n, 'EUR'),
    mostPerUse: money(700n, 'EUR'),
    validFrom: at('2026-03-01T00:00:00Z'),
    validUntil: at('2026-04-01T00:00:00Z'),
    idempotencyKey: core.newId(),
  })
  const couponAt = async (begins: string) => {
    const { campaign, most } = await told({ couponCode: 'SPRING' }, begins)
    return [campaign, most]
  }
  expect(await couponAt('2026-03-01T00:00:00Z')).toEqual(['Spring', 7_000_000])
  expect(await couponAt('2026-04-01T00:00:00Z')).toEqual([null, null])
})

test('a series is told from what holds at the begin to the end, each point in its last version', async () => {
  const put = (points: [string, string | null][]) =>
    putPriceSeries(core, w.operator, {
      name: 'spot',
      points: points.map(([from, perKwh]) => ({
        from: at(from),
        perKwh: perKwh === null ? null : decimal(perKwh),
      })),
      idempotencyKey: core.newId(),
    })
  expect(
    await put([
      ['2026-03-02T08:00:00Z', '0.05'],
      ['2026-03-02T09:00:00Z', '0.10'],
      ['2026-03-02T10:30:00Z', '-0.000001'],
      ['2026-03-02T11:00:00Z', '0.30'],
    ]),
  ).toMatchObject({ stored: 4 })
  expect(
    await put([
      ['2026-03-02T09:00:00Z', '0.12'],
      ['2026-03-02T10:30:00Z', '-0.000001'],
      ['2026-03-02T10:45:00Z', null],
    ]),
  ).toMatchObject({ stored: 2 })
  const second = (text: string) => at(text).epochMilliseconds / 1000
  expect((await told({}, '2026-03-02T10:00:00Z')).spot).toEqual([
    { fromSecond: second('2026-03-02T09:00:00Z'), amount: 120_000 },
    { fromSecond: second('2026-03-02T10:30:00Z'), amount: -1 },
    { fromSecond: second('2026-03-02T10:45:00Z'), amount: null },
  ])
})

test('for a draft the driver’s earlier sessions of the month have used the allowance', async () => {
  const { driverId } = w
  const session = { driverId }
  // 30 kWh in February; in March none yet. The session before midnight UTC begins in March.
  const free = async (begins: string, more: Partial<TellAsk>) =>
    (await told(session, begins, more)).free
  const draft = { asIfAlways: true }
  expect(await free('2026-02-01T12:00:00Z', draft)).toBe(10_000)
  expect(await free('2026-02-07T12:00:00Z', draft)).toBe(5_000)
  expect(await free('2026-02-28T22:59:59Z', draft)).toBe(0)
  expect(await free('2026-02-28T23:00:00Z', draft)).toBe(10_000)
  // They were billed with it, in order of their begin: nothing is left of February either way.
  expect(await free('2026-02-28T12:00:00Z', {})).toBe(0)
})

test('many sessions are told in one round trip, and none is made where nothing is read', async () => {
  const plain = await world(core)
  const lists = await Promise.all(
    [w, plain].map(async ({ operatorId }) => {
      const [row] = await core.owner.query('select id from price_list where operator_id = $1', [
        operatorId,
      ])
      return loadPriceList(core.db, operatorId, row.id)
    }),
  )
  const facts = expectedFacts({ startAt: at('2026-03-02T10:00:00Z'), minutes: 60, energyWh: 1n })
  const trips = (list: (typeof lists)[number] | undefined) =>
    statementsDuring(core.db, async () => {
      if (!list) throw new Error('no list')
      const ask = { session: nobody, priceList: list, facts }
      const all = await tellProvisionally(core, list.operatorId, [ask, ask, ask])
      expect(all).toHaveLength(3)
    })
  expect(await trips(lists[0])).toBe(1)
  expect(await trips(lists[1])).toBe(0)
})
