/** Reservations over HTTP: quoted, used, run out, and explained. */

import { billSessions } from '@wattline/billing'
import { plainTariff, type World, world } from '@wattline/billing/testing'

import { type Answer, type TestGateway, testGateway } from '../testing/test-gateway.js'

const price = (type: string, amount: number) => ({ type, price: amount, vat: 19, step_size: 1 })
const tariff = {
  ...plainTariff,
  elements: [
    {
      price_components: [price('FLAT', 4)],
      restrictions: { reservation: 'RESERVATION_EXPIRES' },
    },
    { price_components: [price('TIME', 6)], restrictions: { reservation: 'RESERVATION' } },
    { price_components: [price('ENERGY', 0.5)] },
  ],
}

let t: TestGateway
let w: World
let foreign: World

beforeAll(async () => {
  t = await testGateway()
  w = await world(t.core, { tariff })
  foreign = await world(t.core)
})
afterAll(() => t.close())
afterAll(() => expect(t.logged).toEqual([]))

function write(name: string, type: string, input: object, select: string): Promise<Answer> {
  const query = `mutation($input: ${type}!) { ${name}(input: $input) ${select} }`
  return t.ask(w.secrets.partner, query, { input: { idempotencyKey: t.core.newId(), ...input } })
}

const place = () => ({ connectorId: w.connectorId, driverId: w.driverId })
const ranOut = { reservedFrom: '2026-03-02T09:00:00Z', expiredAt: '2026-03-02T09:30:00Z' }
const shown = '{ session { id state reservedFrom reservationExpired startedAt endedAt } }'
const expire = (input: object = {}) =>
  write('expireReservation', 'ExpireReservationInput', { ...place(), ...ranOut, ...input }, shown)

test('one that ran out is billed, and why is told to the last cent', async () => {
  const { data, errors } = await expire()
  expect(errors).toEqual([])
  const { session } = (data as { expireReservation: { session: { id: string } } }).expireReservation
  expect(session).toMatchObject({
    state: 'ENDED',
    reservedFrom: ranOut.reservedFrom,
    reservationExpired: true,
    startedAt: ranOut.expiredAt,
    endedAt: ranOut.expiredAt,
  })
  await billSessions(t.core, w.operatorId, [session.id])
  const why = await t.ask(
    w.secrets.partner,
    `query($id: ID!) { whyWasICharged(sessionId: $id) {
       session { reservationExpired irregularities { code } }
       invoice { gross { amount } lines { explanation { sentence } } }
       isSame changes { path } } }`,
    { id: session.id },
  )
  // 4.00 and half an hour at 6.00, with 19 %.
  expect(why.data?.whyWasICharged).toEqual({
    session: { reservationExpired: true, irregularities: [] },
    invoice: {
      gross: { amount: '8.33' },
      lines: [
        { explanation: { sentence: expect.stringContaining('for the reservation') } },
        { explanation: { sentence: expect.stringContaining('reserved') } },
      ],
    },
    isSame: true,
    changes: [],
  })
})

test('one that is used is quoted with its minutes, and costs what was quoted', async () => {
  const expected = { ...place(), startAt: '2026-03-02T10:00:00Z', minutes: 60, energyKwh: '10' }
  const quoted = await write(
    'quote',
    'QuoteInput',
    { ...expected, reservedMinutes: 20 },
    `{ quote { id minutes reservedMinutes expiresAt bill { gross { amount } }
         prices { components { kind isExpected } } promise { document } } }`,
  )
  const { quote } = (quoted.data as { quote: { quote: { id: string } } }).quote
  // 20 min at 6.00 an hour and 10 kWh at 0.50, with 19 %.
  expect(quote).toMatchObject({
    minutes: 60,
    reservedMinutes: 20,
    expiresAt: '2026-03-02T10:35:00Z',
    bill: { gross: { amount: '8.33' } },
    prices: {
      components: [
        { kind: 'ENERGY', isExpected: true },
        { kind: 'RESERVATION_TIME', isExpected: true },
        { kind: 'FLAT', isExpected: false },
      ],
    },
    promise: { document: { expected: { minutes: 60, reservedMinutes: 20 } } },
  })
  t.core.clock.advance('PT20M')
  const times = { reservedFrom: '2026-03-02T10:00:00Z', startedAt: '2026-03-02T10:20:00Z' }
  const started = await write(
    'startSession',
    'StartSessionInput',
    { ...place(), ...times, quoteId: quote.id },
    '{ session { reservedFrom reservationExpired cost { gross { amount } } } }',
  )
  expect(started.data?.startSession).toEqual({
    session: {
      reservedFrom: times.reservedFrom,
      reservationExpired: false,
      cost: { gross: { amount: '2.38' } },
    },
  })
})

test('what cannot be is refused by its code', async () => {
  expect((await expire({ driverId: foreign.driverId })).code).toBe('DRIVER_UNKNOWN')
  expect((await expire({ connectorId: foreign.connectorId })).code).toBe('NOT_FOUND')
  expect((await expire()).code).toBe('CONNECTOR_NOT_KEPT')
  const { code, details } = await expire({ reservedFrom: ranOut.expiredAt })
  expect(code).toBe('INPUT_INVALID')
  expect(details).toMatchObject({ faults: [{ path: 'reservedFrom' }] })
})
