/** Tests that a received CDR becomes a rated session, or is refused with every reason. */

import { totalBill } from '../total/total-bill.js'
import { rateCdr } from './rate-cdr.js'

const tariff = {
  id: 'T',
  currency: 'EUR',
  elements: [
    {
      price_components: [{ type: 'ENERGY', price: 0.5, step_size: 1, vat: 20 }],
      restrictions: { end_time: '11:00' },
    },
    { price_components: [{ type: 'ENERGY', price: 0.3, step_size: 1, vat: 20 }] },
  ],
}

const cdr = (...volumes: [string, number][]) => ({
  start_date_time: '2026-03-02T09:00:00Z',
  end_date_time: '2026-03-02T11:00:00Z',
  charging_periods: volumes.map(([start, volume]) => ({
    start_date_time: `2026-03-02T${start}:00Z`,
    dimensions: [{ type: 'ENERGY', volume }],
  })),
})

const rate = (received: unknown, tariffs: unknown[] = [tariff]) =>
  rateCdr({ tariffs, cdr: received, timeZone: 'Europe/Berlin' })

test('each period is priced by what applies at its start, on the site clock', () => {
  const { rated } = rate(cdr(['09:30', 2], ['10:00', 3]))
  const shown = rated?.lines.map(({ component, quantity }) => [component.elementIndex, quantity])
  expect(shown).toEqual([
    [0, 2_000_000],
    [1, 3_000_000],
  ])
  expect(rated?.warnings).toEqual([])
})

test('a rated CDR is billed like any session', () => {
  const { rated } = rate(cdr(['09:30', 2], ['10:00', 3]))
  expect(rated && totalBill(rated, [])).toMatchObject({
    netMinor: 190n,
    vatMinor: 38n,
    grossMinor: 228n,
  })
})

test('a period that runs over a change of price is priced whole at its start, with a warning', () => {
  const { rated } = rate(cdr(['09:30', 5]))
  expect(rated?.lines).toHaveLength(1)
  expect(rated?.warnings).toEqual([
    'Charging period 1 (from 2026-03-02T09:30:00Z) runs over a change of price; ' +
      'it is priced whole at its start.',
  ])
})

test('whole Wh of the periods add up to those of the session', () => {
  const { rated } = rate(cdr(['09:00', 0.0006], ['09:10', 0.0006], ['09:20', 0.0006]))
  expect(rated?.periods.map(({ energyWh }) => energyWh)).toEqual([0, 1, 0])
})

test.each([
  ['no tariff', cdr(['09:00', 1]), [], 'no-tariff'],
  ['two tariffs', cdr(['09:00', 1]), [tariff, tariff], 'unsupported-several-tariffs'],
  [
    'a restriction that is not priced yet',
    cdr(['09:00', 1]),
    [{ ...tariff, elements: [{ ...tariff.elements[0], restrictions: { max_power: 11 } }] }],
    'unsupported-restriction',
  ],
  ['a tariff that cannot be read', cdr(['09:00', 1]), [{ ...tariff, currency: 1 }], 'not-text'],
  ['energy given back', cdr(['09:00', -1]), [tariff], 'negative-volume'],
  ['no CDR at all', null, [tariff], 'not-an-object'],
])('%s is refused by name', (_, received, tariffs, code) => {
  const { rated, refused } = rate(received, tariffs)
  expect(rated).toBeUndefined()
  expect(refused?.map(fault => fault.code)).toContain(code)
})
