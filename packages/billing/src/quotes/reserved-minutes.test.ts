/** Quotes of sessions that begin with a reservation. */

import { inScope } from '@wattline/database'
import { Temporal } from '@wattline/units'

import { livePrice } from '../pricing/price-as-of.js'
import { type StartInput, startSession } from '../sessions/start.js'
import { stopSession } from '../sessions/stop.js'
import { type TestCore, testCore } from '../testing/test-core.js'
import { refusalOf, reservableTariff, type World, world } from '../testing/world.js'
import { Quote } from './quote.entity.js'
import { quote } from './quote.js'

let core: TestCore
let w: World
const at = (time: string) => Temporal.Instant.from(`2026-03-02T${time}:00Z`)
const kWh = (value: string) => ({ value, unit: 'kWh' as const })

beforeAll(async () => {
  core = await testCore()
})
afterAll(() => core.close())
beforeEach(async () => {
  core.clock.set(at('10:00'))
  w = await world(core, { tariff: reservableTariff })
})

const start = (input: Pick<StartInput, 'quoteId' | 'reservedFrom' | 'startedAt'>) =>
  startSession(core, w.partner, {
    connectorId: w.connectorId,
    driverId: w.driverId,
    meterStart: kWh('0'),
    idempotencyKey: core.newId(),
    ...input,
  })

test('a quote covers the reserved minutes, and is good until they are over', async () => {
  const input = {
    connectorId: w.connectorId,
    driverId: w.driverId,
    startAt: at('10:00'),
    minutes: 90,
    reservedMinutes: 28,
    energyWh: 10_000n,
  }
  const { quoteId } = await quote(core, w.partner, { ...input, idempotencyKey: core.newId() })
  const made = await inScope(core.db, [w.operatorId], tx =>
    tx.findOneByOrFail(Quote, { id: quoteId }),
  )
  expect(made.expectedReservedSeconds).toBe(1680)
  expect(made.expiresAt.toString()).toBe('2026-03-02T10:43:00Z')
  expect(
    made.prices.components.map(({ kind, unit, net, when }) => [kind, unit, net, when]),
  ).toEqual([
    ['ENERGY', 'kWh', '0.25', []],
    ['FLAT', 'session', '0.5', []],
    ['RESERVATION_TIME', 'min', '0.0833', ['to reserved time']],
    ['FLAT', 'session', '4', ['to a reservation that expired']],
    ['FLAT', 'session', '2', ['to reserved time']],
  ])
  expect(made.prices.components.map(({ isExpected }) => isExpected)).toEqual([
    true,
    true,
    true,
    false,
    true,
  ])
  core.clock.set(at('10:28'))
  const late = { quoteId, startedAt: at('10:28') }
  expect(await refusalOf(start({ ...late, reservedFrom: null }))).toBe('quote-expired')
  expect(await refusalOf(start({ ...late, reservedFrom: at('10:16') }))).toBe('quote-expired')
  const times = { reservedFrom: at('10:00'), startedAt: at('10:28') }
  const { sessionId } = await start({ quoteId, ...times })
  core.clock.set(at('11:30'))
  const end = { sessionId, endedAt: at('11:30'), meterStop: kWh('10') }
  await stopSession(core, w.partner, { ...end, idempotencyKey: core.newId() })
  const live = await livePrice(core, w.partner.scope, sessionId)
  // 2.00, 30 min at 5.00, 0.50 and their 20 %; 2.50 and its 10 %.
  expect([live.grossMinor, made.totalMinor]).toEqual(['875', 875n])
  expect(live.lines.map(({ amountMinor }) => amountMinor)).toEqual(
    made.bill.lines.map(({ amountMinor }) => amountMinor),
  )
})

test('a quote changed in what it reserves starts no session', async () => {
  await core.owner.query('alter table quote disable trigger only_grows')
  const input = { connectorId: w.connectorId, startAt: at('10:00'), minutes: 90, energyWh: 1n }
  const ask = { ...input, reservedMinutes: 20, idempotencyKey: core.newId() }
  const { quoteId } = await quote(core, w.partner, ask)
  await core.owner.query('update quote set expected_reserved_seconds = 60 where id = $1', [quoteId])
  await expect(start({ quoteId, startedAt: at('10:00') })).rejects.toThrow(/is what was signed/)
})

test.each([1.5, -1, 1441, 60])('%d reserved minutes of 60 are none to quote', async reserved => {
  const expected = { connectorId: w.connectorId, startAt: at('10:00'), minutes: 60, energyWh: 1n }
  const ask = { ...expected, reservedMinutes: reserved, idempotencyKey: core.newId() }
  await expect(quote(core, w.partner, ask)).rejects.toMatchObject({
    code: 'input-invalid',
    details: { faults: [{ path: 'reservedMinutes' }] },
  })
})
