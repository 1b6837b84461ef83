import { type World, world } from '@wattline/billing/testing'

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
