import { createPublicKey, verify } from 'node:crypto'

import { addPlug, type World, world } from '@wattline/billing/testing'

import { type Answer, type TestGateway, testGateway } from '../testing/test-gateway.js'

let t: TestGateway
let w: World

beforeAll(async () => {
  t = await testGateway()
  w = await world(t.core)
})
afterAll(() => t.close())

function write(name: string, type: string, input: object, select: string): Promise<Answer> {
  const query = `mutation($input: ${type}!) { ${name}(input: $input) ${select} }`
  return t.ask(w.secrets.partner, query, { input: { idempotencyKey: t.core.newId(), ...input } })
}

const now = '2026-03-02T10:00:00Z'
const expected = () => ({ connectorId: w.connectorId, driverId: w.driverId, minutes: 60 })
const ask = (input: object, select = '{ quote { id } }') =>
  write('quote', 'QuoteInput', { ...expected(), startAt: now, energyKwh: '1', ...input }, select)

test.each([
  ['energy finer than a Wh', { energyKwh: '1.2345' }, 'energyKwh'],
  ['energy below zero', { energyKwh: '-1' }, 'energyKwh'],
  ['no time', { minutes: 0 }, 'minutes'],
  ['more parking than time', { parkedMinutes: 61 }, 'parkedMinutes'],
  ['a start that is past', { startAt: '2026-03-02T09:54:59Z' }, 'startAt'],
  ['a start too far ahead', { startAt: '2026-03-09T10:00:01Z' }, 'startAt'],
])('a quote for %s is refused by its place', async (_what, input, path) => {
  const answer = await ask(input)
  expect(answer.code).toBe('INPUT_INVALID')
  expect(answer.details).toMatchObject({ faults: [{ path }] })
})

test('a quote for tomorrow starts no session today', async () => {
  const { data } = await ask({ startAt: '2026-03-03T10:00:00Z' })
  const { quote } = (data as { quote: { quote: { id: string } } }).quote
  const begun = { connectorId: w.connectorId, quoteId: quote.id, startedAt: now }
  const answer = await write('startSession', 'StartSessionInput', begun, '{ session { id } }')
  expect(answer.code).toBe('QUOTE_NOT_YET')
  expect(answer.details).toEqual({ startableFrom: '2026-03-03T09:45:00Z' })
})

test('an operator’s cap is promised with the quote and bounds its total and hold', async () => {
  const { operatorId, locationId, secrets } = w
  const connectorId = await addPlug(t.core, { operatorId, locationId, maxPowerW: 50_000 })
  const found = await t.ask(secrets.operator, '{ tariffVersions { edges { node { id } } } }')
  const { tariffVersions } = found.data as {
    tariffVersions: { edges: [{ node: { id: string } }] }
  }
  const assign = (input: object) =>
    t.ask(
      secrets.operator,
      `mutation($input: AssignPriceListInput!) { assignPriceList(input: $input) {
        priceList { cap { amount currency } leastHold { amount } } } }`,
      {
        input: {
          name: 'Capped',
          tariffVersionId: tariffVersions.edges[0].node.id,
          connectorId,
          startsAt: now,
          idempotencyKey: t.core.newId(),
          ...input,
        },
      },
    )
  const kroner = await assign({ cap: { amount: '9', currency: 'DKK' } })
  expect(kroner).toMatchObject({ code: 'INPUT_INVALID', details: { faults: [{ path: 'cap' }] } })
  const nothing = await assign({ leastHold: { amount: '0', currency: 'EUR' } })
  expect(nothing.details).toMatchObject({ faults: [{ path: 'leastHold.amount' }] })
  const capped = await assign({ cap: { amount: '9.00', currency: 'EUR' } })
  expect(capped.data).toEqual({
    assignPriceList: {
      priceList: { cap: { amount: '9.00', currency: 'EUR' }, leastHold: null },
    },
  })
  const { data } = await ask(
    { connectorId, energyKwh: '20' },
    `{ quote { cap { amount } hold { amount }
        bill { gross { amount } lines { component amount { amount } } } } }`,
  )
  // 20 kWh × 0.50 and VAT are 11.90; 7.56 and its VAT of 1.44 are 9.00.
  expect(data).toEqual({
    quote: {
      quote: {
        cap: { amount: '9.00' },
        hold: { amount: '9.00' },
        bill: {
          gross: { amount: '9.00' },
          lines: [
            { component: 'ENERGY', amount: { amount: '10.00' } },
            { component: 'CAP', amount: { amount: '-2.44' } },
          ],
        },
      },
    },
  })
})

test('a quote tells the prices in the order of the law, and what a kWh comes to', async () => {
  const { data } = await ask(
    { energyKwh: '20', parkedMinutes: 30 },
    `{ quote { minutes parkedMinutes pricePerKwh bill { gross { amount } }
        prices { currency order notice components { kind unit net gross when isExpected } } } }`,
  )
  // 20 kWh × 0.50 and 30 min × 0.06 are 11.80, and 14.04 with VAT.
  expect(data).toEqual({
    quote: {
      quote: {
        minutes: 60,
        parkedMinutes: 30,
        pricePerKwh: '0.702',
        bill: { gross: { amount: '14.04' } },
        prices: {
          currency: 'EUR',
          order: 'KWH_MINUTE_SESSION_OTHER',
          notice: null,
          components: [
            { kind: 'ENERGY', unit: 'KWH', net: '0.5', gross: '0.595', when: [], isExpected: true },
            {
              kind: 'PARKING_TIME',
              unit: 'MINUTE',
              net: '0.06',
              gross: '0.0714',
              when: [],
              isExpected: true,
            },
          ],
        },
      },
    },
  })
})

test('a stranger proves a quote with the key that is published', async () => {
  const { data } = await ask({}, '{ quote { id promise { jws keyId document } } }')
  const { id, promise } = (
    data as {
      quote: { quote: { id: string; promise: { jws: string; keyId: string; document: object } } }
    }
  ).quote.quote
  const response = await fetch(`${t.gateway.url}/.well-known/jwks.json`)
  expect(response.headers.get('content-type')).toContain('application/jwk-set+json')
  const { keys } = (await response.json()) as { keys: { kid: string }[] }
  const jwk = keys.find(({ kid }) => kid === promise.keyId)
  const [header, payload, signature = ''] = promise.jws.split('.')
  const key = createPublicKey({ key: { ...jwk }, format: 'jwk' })
  const signed = Buffer.from(`${header}.${payload}`)
  expect(verify(null, signed, key, Buffer.from(signature, 'base64url'))).toBe(true)
  expect(promise.document).toMatchObject({ version: 1, quoteId: id, holdMinor: '1000' })
  expect(JSON.parse(Buffer.from(payload ?? '', 'base64url').toString())).toEqual(promise.document)
  expect(JSON.stringify(keys)).not.toMatch(/"d"|PRIVATE/)
})
