/**
 * The whole chain on one command's stack: a quote to captured money, and part of it back, on both
 * queue backends.
 */

import { testRedis, testWith } from '@wattline/test-support'

import { chargeOnce, merchantAccount, raise, showSession } from './chain.js'
import { askAs } from './graphql-client.js'
import { until } from './until.js'

const patienceMs = 180_000

async function runChain(redisUrl?: string): Promise<void> {
  const { stack, site, lower } = await raise(redisUrl)
  try {
    const id = await chargeOnce(stack, site, 'first')
    const ask = askAs(stack.gatewayUrl, site.keys.support)
    const paid = await showSession(ask, id)
    expect(paid).toMatchObject({
      state: 'BILLED',
      energyKwh: '20',
      cost: { gross: { amount: '11.90' }, isFinal: true },
      payments: [
        { state: 'CAPTURED', authorised: { amount: '15.00' }, captured: { amount: '11.90' } },
      ],
      invoice: { gross: { amount: '11.90', currency: 'EUR' }, net: { amount: '10.00' } },
    })

    const claim = {
      invoiceId: paid.invoice?.id,
      cause: 'GOODWILL',
      amount: { amount: '2.38', currency: 'EUR' },
      note: 'Slow',
      idempotencyKey: 'claim',
    }
    const { requestRefund } = await ask<{ requestRefund: { refund: { id: string } } }>(
      `mutation C($input: RequestRefundInput!) {
        requestRefund(input: $input) { refund { id state } } }`,
      { input: claim },
    )
    const refundId = requestRefund.refund.id
    const stateOf = async () => {
      const { refund } = await ask<{ refund: { state: string } }>(
        `query R($id: ID!) { refund(id: $id) { state } }`,
        { id: refundId },
      )
      return refund.state
    }
    await until('the claim waits for a person', async () => (await stateOf()) === 'FOR_PERSON')
    const decide = askAs(stack.gatewayUrl, site.keys.operator)
    await decide(
      `mutation D($input: DecideRefundInput!) { decideRefund(input: $input) { refund { id } } }`,
      {
        input: { refundId, approve: true, note: 'Granted', idempotencyKey: 'decide' },
      },
    )
    await until('the refund is accepted', async () => (await stateOf()) === 'ACCEPTED')
    const refunded = await showSession(ask, id)
    expect(refunded.payments[0]?.refunded.amount).toBe('2.38')
    expect(refunded.invoice?.creditNotes).toMatchObject([{ gross: { amount: '-2.38' } }])

    await expectBooksToAgree(stack, site.keys.operator)
  } finally {
    await lower()
  }
}

/** The trial balance is zero, and Adyen holds what the book says it holds. */
async function expectBooksToAgree(
  stack: { gatewayUrl: string; simulatorUrl: string },
  key: string,
): Promise<void> {
  const { trialBalance } = await askAs(
    stack.gatewayUrl,
    key,
  )<{
    trialBalance: {
      debit: { amount: string }
      credit: { amount: string }
      accounts: { code: string; balance: { amount: string } }[]
    }[]
  }>(`{ trialBalance { debit { amount } credit { amount } accounts { code balance { amount } } } }`)
  const [euros] = trialBalance
  expect(euros?.debit.amount).toBe(euros?.credit.amount)
  const clearing = euros?.accounts.find(({ code }) => code === 'adyen:clearing')
  const truth = await (await fetch(`${stack.simulatorUrl}/_sim/payments`)).json()
  expect(JSON.stringify(truth)).toContain(merchantAccount)
  expect(clearing?.balance.amount).toBe('9.52')
}

test(
  'a session becomes money and part of it comes back, with the queues in Postgres',
  () => runChain(),
  patienceMs,
)

const redis = await testRedis()
afterAll(() => redis?.drop())

testWith(redis, 'redis-server')(
  'the same chain holds with the queues in Redis',
  () => runChain(redis?.url),
  patienceMs,
)
