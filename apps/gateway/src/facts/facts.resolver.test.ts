/** Tests what operators put for their plugins to read, through the API. */

import { billSessions, stopSession } from '@wattline/billing'
import { couponPlugin, type World, world } from '@wattline/billing/testing'

import { type TestGateway, testGateway } from '../testing/test-gateway.js'

let t: TestGateway
let w: World
beforeAll(async () => {
  t = await testGateway()
  w = await world(t.core, { plugins: [{ plugin: couponPlugin, params: {} }] })
})
afterAll(() => t.close())

const key = () => ({ idempotencyKey: t.core.newId() })
const mutate = (secret: string, text: string, input: object) =>
  t.ask(secret, text, { input: { ...input, ...key() } })

test('a coupon goes from its creation to the bill that used it, and shows what is left', async () => {
  const { operator, partner } = w.secrets
  const created = await mutate(
    operator,
    `mutation($input: CreateCouponsInput!) { createCoupons(input: $input) {
      coupons { code usesLeft } } }`,
    {
      campaign: 'Friday',
      codes: ['friday-1'],
      usesMax: 1,
      budget: { amount: '4.00', currency: 'EUR' },
      mostPerUse: { amount: '4.00', currency: 'EUR' },
      validFrom: '2026-01-01T00:00:00Z',
    },
  )
  expect(created.data?.createCoupons).toEqual({ coupons: [{ code: 'FRIDAY-1', usesLeft: 1 }] })
  const { connectorId, driverId, operatorId } = w
  const visit = { connectorId, driverId, couponCode: 'Friday-1', tokenType: 'APP_USER' }
  const quoted = await mutate(
    partner,
    `mutation($input: QuoteInput!) { quote(input: $input) { quote { id couponCode tokenType
      bill { net { amount } plugins { told } } } } }`,
    { ...visit, startAt: t.core.clock.now().toString(), minutes: 60, energyKwh: '10' },
  )
  const told = { facts: { code: 'FRIDAY-1', most: 4_000_000 }, series: {} }
  expect(quoted.data?.quote).toMatchObject({
    quote: {
      couponCode: 'FRIDAY-1',
      tokenType: 'APP_USER',
      bill: { net: { amount: '1.00' }, plugins: [{ told }] },
    },
  })
  const start = `mutation($input: StartSessionInput!) { startSession(input: $input) {
    session { id couponCode tokenType } } }`
  const begun = await mutate(partner, start, {
    ...visit,
    startedAt: t.core.clock.now().toString(),
    meterStart: { value: '0', unit: 'KWH' },
  })
  const { session } = Object(begun.data?.startSession) as { session: { id: string } }
  expect(session).toMatchObject({ couponCode: 'FRIDAY-1', tokenType: 'APP_USER' })
  t.core.clock.advance('PT1H')
  await stopSession(t.core, w.partner, {
    sessionId: session.id,
    endedAt: t.core.clock.now(),
    meterStop: { value: '10', unit: 'kWh' },
    ...key(),
  })
  const again = await mutate(partner, start, {
    ...visit,
    startedAt: t.core.clock.now().toString(),
  })
  expect(again.code).toBe('COUPON_USED_UP')
  await billSessions(t.core, operatorId, [session.id])
  const shown = await t.ask(
    w.secrets.support,
    `query($id: ID!) {
      coupons(campaign: "Friday") { edges { node {
        uses usesLeft held { amount } used { amount } left { amount } } } }
      session(id: $id) { invoice { proof { plugins { id told } } } } }`,
    { id: session.id },
  )
  expect(shown.errors).toEqual([])
  expect(shown.data).toEqual({
    coupons: {
      edges: [
        {
          node: {
            uses: 1,
            usesLeft: 0,
            held: { amount: '0.00' },
            used: { amount: '4.00' },
            left: { amount: '0.00' },
          },
        },
      ],
    },
    session: { invoice: { proof: { plugins: [{ id: 'coupon', told }] } } },
  })
})

test('a membership is put and ended, and both stay on record', async () => {
  const { driverId, secrets } = w
  const put = await mutate(
    secrets.operator,
    `mutation($input: PutMembershipInput!) { putMembership(input: $input) {
      membership { tier from until } } }`,
    { driverId, tier: 'gold', from: '2026-01-01T00:00:00Z' },
  )
  expect(put.data?.putMembership).toEqual({
    membership: { tier: 'gold', from: '2026-01-01T00:00:00Z', until: null },
  })
  t.core.clock.advance('PT1S')
  const end = `mutation($input: EndMembershipInput!) { endMembership(input: $input) {
    membership { tier } } }`
  await mutate(secrets.operator, end, { driverId, at: '2026-03-01T00:00:00Z' })
  const twice = await mutate(secrets.operator, end, { driverId, at: '2026-03-01T00:00:00Z' })
  expect(twice.code).toBe('NOT_FOUND')
  const shown = await t.ask(
    secrets.support,
    'query($id: ID!) { memberships(driverId: $id) { edges { node { tier from } } } }',
    { id: driverId },
  )
  expect(shown.data?.memberships).toEqual({
    edges: [
      { node: { tier: null, from: '2026-03-01T00:00:00Z' } },
      { node: { tier: 'gold', from: '2026-01-01T00:00:00Z' } },
    ],
  })
})

test('a price series is put in pieces, corrected, and read as it holds', async () => {
  const put = (points: object[]) =>
    mutate(
      w.secrets.operator,
      `mutation($input: PutPriceSeriesInput!) { putPriceSeries(input: $input) {
        stored priceSeries { name currency } } }`,
      { name: 'day-ahead', points },
    )
  const [ten, eleven] = ['2026-03-02T10:00:00Z', '2026-03-02T11:00:00Z']
  expect((await put([{ from: ten, perKwh: '0.0873' }, { from: eleven }])).data).toEqual({
    putPriceSeries: { stored: 2, priceSeries: { name: 'day-ahead', currency: 'EUR' } },
  })
  await put([{ from: ten, perKwh: '-0.01' }])
  const finer = await put([{ from: ten, perKwh: '0.0000001' }])
  expect(finer.code).toBe('INPUT_INVALID')
  const shown = await t.ask(
    w.secrets.operator,
    `query { priceSeries { edges { node { name
      points(from: "2026-03-02T00:00:00Z", until: "2026-03-03T00:00:00Z") {
        from perKwh version } } } } }`,
  )
  expect(shown.errors).toEqual([])
  expect(shown.data?.priceSeries).toEqual({
    edges: [
      {
        node: {
          name: 'day-ahead',
          points: [
            { from: ten, perKwh: '-0.01', version: 2 },
            { from: eleven, perKwh: null, version: 1 },
          ],
        },
      },
    ],
  })
})
