/** A back-test asked for, followed and read through the API, by those who may. */

import { runBacktest } from '@wattline/billing'
import { dearTariff, world } from '@wattline/billing/testing'

import { listenForChanges } from '../changes/changes.js'
import { type Furnished, furnish } from '../testing/furnish.js'
import { type TestGateway, testGateway } from '../testing/test-gateway.js'

let t: TestGateway
let of: Furnished
beforeAll(async () => {
  t = await testGateway()
  of = await furnish(t.core, await world(t.core))
})
afterAll(() => t.close())

const period = { from: '2026-01-01T00:00:00Z', until: '2026-12-01T00:00:00Z' }
const begin = (input: object, secret = of.financeSecret) =>
  t.ask(
    secret,
    `mutation($input: StartBacktestInput!) {
      startBacktest(input: $input) { backtest { id state sessionsDone priceList { id } } } }`,
    { input: { ...period, idempotencyKey: t.core.newId(), ...input } },
  )

const everything = `query($id: ID!) { backtest(id: $id) {
  state sessionsExpected sessionsDone
  drivers { currency less same more }
  locations { locationId sessions billed { amount } draft { amount } }
  result {
    sessions priced capped otherCurrency
    failures { plugin } warnings { text }
    currencies {
      currency less same more
      billed { sessions net { amount } vat { amount } gross { amount } }
      draft { gross { amount currency } }
      byShare { direction fromBp untilBp sessions }
      byAmount { direction from { amount } until { amount } sessions }
      byHour { hour sessions billed { amount } }
      mostMore { sessionId invoiceId session { id } invoice { id lines { component } } billed { amount } draft { amount }
        draftLines { component quantity unit unitPrice amount { amount } plugin { id } } }
    } } } }`

async function publishDear(): Promise<string> {
  const answer = await t.ask(
    of.world.secrets.operator,
    `mutation($input: PublishTariffInput!) {
      publishTariff(input: $input) { tariffVersion { id } } }`,
    { input: { document: { ...dearTariff, id: 'DEAR' }, idempotencyKey: t.core.newId() } },
  )
  const { publishTariff } = answer.data as { publishTariff: { tariffVersion: { id: string } } }
  return publishTariff.tariffVersion.id
}

test('a dearer draft is told by sums, bars, drivers, places and cases, with their links', async () => {
  const begun = await begin({ draft: { tariffVersionId: await publishDear() } })
  expect(begun.errors).toEqual([])
  const { backtest } = (begun.data as { startBacktest: { backtest: { id: string } } }).startBacktest
  expect(backtest).toMatchObject({ state: 'WAITING', sessionsDone: 0 })
  const { operatorId, locationId } = of.world
  await runBacktest(t.core, { operatorId, backtestId: backtest.id })
  const answer = await t.ask(of.financeSecret, everything, { id: backtest.id })
  expect(answer.errors).toEqual([])
  expect(answer.data?.backtest).toMatchObject({
    state: 'DONE',
    sessionsExpected: 1,
    sessionsDone: 1,
    drivers: [{ currency: 'EUR', less: 0, same: 0, more: 1 }],
    locations: [
      { locationId, sessions: 1, billed: { amount: '11.90' }, draft: { amount: '14.28' } },
    ],
    result: { sessions: 1, priced: 1, capped: 0, otherCurrency: 0, failures: [], warnings: [] },
  })
  const [euros] = (answer.data as { backtest: { result: { currencies: unknown[] } } }).backtest
    .result.currencies
  expect(euros).toMatchObject({
    currency: 'EUR',
    less: 0,
    same: 0,
    more: 1,
    billed: {
      sessions: 1,
      net: { amount: '10.00' },
      vat: { amount: '1.90' },
      gross: { amount: '11.90' },
    },
    draft: { gross: { amount: '14.28', currency: 'EUR' } },
    mostMore: [
      {
        sessionId: of.billedSessionId,
        invoiceId: of.invoiceId,
        session: { id: of.billedSessionId },
        invoice: { id: of.invoiceId, lines: [{ component: 'ENERGY' }] },
        billed: { amount: '11.90' },
        draft: { amount: '14.28' },
        draftLines: [
          {
            component: 'ENERGY',
            quantity: '20',
            unit: 'KWH',
            unitPrice: '0.6',
            amount: { amount: '12.00' },
            plugin: null,
          },
        ],
      },
    ],
  })
  const { byShare, byAmount } = euros as { byShare: Bar[]; byAmount: Bar[] }
  // 20 % more, and 2.38 EUR more.
  expect(byShare.filter(({ sessions }) => sessions > 0)).toEqual([
    { direction: 'MORE', fromBp: 2000, untilBp: 5000, sessions: 1 },
  ])
  expect(byAmount.filter(({ sessions }) => sessions > 0)).toEqual([
    { direction: 'MORE', from: { amount: '1.00' }, until: { amount: '5.00' }, sessions: 1 },
  ])
})

interface Bar {
  readonly sessions: number
}

test('only operator and finance keys may ask; a draft is one thing or the other', async () => {
  const draft = { priceListId: of.priceListId }
  for (const role of ['partner', 'support'] as const) {
    const answer = await begin({ draft }, of.world.secrets[role])
    expect(answer.code).toBe('ROLE_INSUFFICIENT')
  }
  const both = { ...draft, tariffVersionId: of.tariffVersionId }
  expect(await begin({ draft: both })).toMatchObject({ code: 'INPUT_INVALID' })
  expect(await begin({ draft: {} })).toMatchObject({ code: 'INPUT_INVALID' })
  const backwards = { draft, until: period.from }
  expect(await begin(backwards)).toMatchObject({ code: 'INPUT_INVALID' })
})

test('whoever follows a back-test hears that it was cancelled', async () => {
  const begun = await begin({ draft: { priceListId: of.priceListId } })
  const { backtest } = (begun.data as { startBacktest: { backtest: { id: string } } }).startBacktest
  const changes = await listenForChanges({ databaseUrl: t.core.urls.gatewayUrl })
  const follower = changes.follow('backtest', backtest.id)
  await follower.next()
  const [answer] = await Promise.all([
    t.ask(
      of.financeSecret,
      `mutation($input: CancelBacktestInput!) {
        cancelBacktest(input: $input) { backtest { state } } }`,
      { input: { backtestId: backtest.id, idempotencyKey: t.core.newId() } },
    ),
    follower.next(),
  ])
  await changes.close()
  expect(answer.data).toEqual({ cancelBacktest: { backtest: { state: 'CANCELLED' } } })
})
