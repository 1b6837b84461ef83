/** Tests that one query answers a driver's question whole, over HTTP. */

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

const ask = (sessionId: string) =>
  t.ask(
    of.world.secrets.partner,
    `query($id: ID!) { whyWasICharged(sessionId: $id) {
       session { id readings { measuredAt } }
       metered { energyKwh source from to }
       invoice { gross { amount } lines { explanation { sentence } } proof { tariff } }
       now { gross { amount } } unpriced isSame changes { path billed now }
       entries { kind postings { debit credit amount { amount currency } } }
     } }`,
    { id: sessionId },
  )

test('one query goes from the readings to the book', async () => {
  const { data, errors } = await ask(of.billedSessionId)
  expect(errors).toEqual([])
  expect(data?.whyWasICharged).toMatchObject({
    session: { id: of.billedSessionId },
    metered: { energyKwh: '20' },
    invoice: { gross: { amount: '11.90' }, lines: [{ explanation: expect.anything() }] },
    now: { gross: { amount: '11.90' } },
    unpriced: null,
    isSame: true,
    changes: [],
    entries: [
      {
        kind: 'invoice-issued',
        postings: [
          { credit: 'revenue:charging', amount: { amount: '10.00', currency: 'EUR' } },
          { credit: 'vat:DE:19', amount: { amount: '1.90', currency: 'EUR' } },
        ],
      },
    ],
  })
})

test('a session that runs has a price and no invoice to hold it against', async () => {
  const { data, errors } = await ask(of.activeSessionId)
  expect(errors).toEqual([])
  expect(data?.whyWasICharged).toMatchObject({
    invoice: null,
    isSame: null,
    changes: [],
    entries: [],
    now: { gross: { amount: '1.79' } },
  })
})

test('what a session would have cost without a line is one query', async () => {
  const { data, errors } = await t.ask(
    of.world.secrets.partner,
    `query($id: ID!) { whatIf(sessionId: $id, input: { withoutLine: 1 }) {
       actual { gross { amount } } otherwise { gross { amount } lines { label } }
       difference { amount currency }
     } }`,
    { id: of.billedSessionId },
  )
  expect(errors).toEqual([])
  expect(data?.whatIf).toEqual({
    actual: { gross: { amount: '11.90' } },
    otherwise: { gross: { amount: '0.00' }, lines: [] },
    difference: { amount: '-11.90', currency: 'EUR' },
  })
})

test('what cannot be otherwise is refused with its place', async () => {
  const { code, details } = await t.ask(
    of.world.secrets.partner,
    `query($id: ID!) {
       whatIf(sessionId: $id, input: { withoutLine: 7 }) { difference { amount } } }`,
    { id: of.billedSessionId },
  )
  expect(code).toBe('INPUT_INVALID')
  expect(details).toMatchObject({ faults: [{ path: 'withoutLine' }] })
})
