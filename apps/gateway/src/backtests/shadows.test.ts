/** A shadow’s report and its differences through the API, for those who may read money. */

import { world } from '@wattline/billing/testing'

import { type Furnished, furnish } from '../testing/furnish.js'
import { type TestGateway, testGateway } from '../testing/test-gateway.js'

let t: TestGateway
let of: Furnished
beforeAll(async () => {
  t = await testGateway()
  of = await furnish(t.core, await world(t.core))
})
afterAll(() => t.close())

const ask = (secret: string) =>
  t.ask(
    secret,
    `query($id: ID!) {
      shadowReport(assignmentId: $id) {
        assignmentId result { sessions priced failures { plugin } currencies {
          currency same more less billed { gross { amount } } draft { gross { amount } } } } }
      shadowDifferences(assignmentId: $id, first: 5) { edges { node {
        sessionId invoiceId session { id } invoice { id } priceListId failures { cause }
        billed { amount currency } draft { amount currency } draftLines { position } } } } }`,
    { id: of.shadowId },
  )

test('a shadow that is the live list differs by nothing', async () => {
  const answer = await ask(of.financeSecret)
  expect(answer.errors).toEqual([])
  const amount = '11.90'
  expect(answer.data).toEqual({
    shadowReport: {
      assignmentId: of.shadowId,
      result: {
        sessions: 1,
        priced: 1,
        failures: [],
        currencies: [
          {
            currency: 'EUR',
            same: 1,
            more: 0,
            less: 0,
            billed: { gross: { amount } },
            draft: { gross: { amount } },
          },
        ],
      },
    },
    shadowDifferences: {
      edges: [
        {
          node: {
            sessionId: of.billedSessionId,
            invoiceId: of.invoiceId,
            session: { id: of.billedSessionId },
            invoice: { id: of.invoiceId },
            priceListId: of.priceListId,
            failures: [],
            billed: { amount, currency: 'EUR' },
            draft: { amount, currency: 'EUR' },
            draftLines: [],
          },
        },
      ],
    },
  })
})

test.each(['partner', 'support'] as const)('a %s key may not read it', async role => {
  expect(await ask(of.world.secrets[role])).toMatchObject({ code: 'ROLE_INSUFFICIENT' })
})
