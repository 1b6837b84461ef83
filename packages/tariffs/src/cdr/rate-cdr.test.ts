/** Tests that a received CDR becomes a rated session, or is refused with every reason. */

import { totalBill } from '../total/total-bill.js'
import { type CdrContext, rateCdr } from './rate-cdr.js'

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

const of = (id: string, fields: Record<string, unknown> = {}) => ({ ...tariff, id, ...fields })
const under = (...ids: string[]) => {
  const received = cdr(...ids.map((_, index): [string, number] => [`09:${10 + index}`, 1]))
  const named = received.charging_periods.map((period, index) => ({
    ...period,
    tariff_id: ids[index],
  }))
  return { ...received, charging_periods: named }
}

test('each period is priced by the tariff it names, and each line knows its own', () => {
  const dear = of('dear', { elements: [{ price_components: [{ type: 'ENERGY', price: 9 }] }] })
  const { rated } = rate(under('T', 'dear', 'T'), [tariff, dear])
  expect(
    rated?.lines.map(({ tariff: own, quantity }) => [own.tariff.id, quantity / 1_000_000]),
  ).toEqual([
    ['T', 2],
    ['dear', 1],
  ])
  expect(rated?.tariff.tariff.id).toBe('T')
})

test('quantity of one dimension is rounded as one, whichever tariffs priced it', () => {
  const inSteps = (id: string, step_size: number) =>
    of(id, { elements: [{ price_components: [{ type: 'ENERGY', price: 1, step_size }] }] })
  const { rated } = rate(under('a', 'b'), [inSteps('a', 10_000), inSteps('b', 1500)])
  expect(rated?.lines.map(({ quantity }) => quantity)).toEqual([1_000_000, 2_000_000])
})

test('an expired reservation, and what no step rounds, are told by the context', () => {
  const reserved = (reservation: string, price: number) => ({
    price_components: [{ type: 'TIME', price, step_size: 600 }],
    restrictions: { reservation },
  })
  const priced = of('R', {
    elements: [reserved('RESERVATION', 1), reserved('RESERVATION_EXPIRES', 2)],
  })
  const received = {
    ...cdr(),
    charging_periods: [
      {
        start_date_time: '2026-03-02T09:00:00Z',
        dimensions: [{ type: 'RESERVATION_TIME', volume: 0.25 }],
      },
    ],
  }
  const shown = (context: CdrContext) =>
    rateCdr({ tariffs: [priced], cdr: received, timeZone: 'UTC', context }).rated?.lines.map(
      ({ component, quantity }) => [component.price, quantity / 6000],
    )
  expect(shown({})).toEqual([['1', 20]])
  expect(shown({ reservationExpired: true })).toEqual([['2', 20]])
  expect(shown({ appliesStepSize: false })).toEqual([['1', 15]])
})

test('a tariff that was not valid, and a power nobody measured, are warned of', () => {
  const late = of('T', {
    start_date_time: '2027-01-01T00:00:00Z',
    elements: [
      { ...tariff.elements[1], restrictions: { max_power: 11 } },
      ...tariff.elements.slice(1),
    ],
  })
  const { rated, warnings } = rate(cdr(['09:00', 1], ['09:30', 1]), [late])
  expect(warnings?.map(({ code }) => code)).toEqual(['tariff-not-valid', 'no-power-measured'])
  expect(rated?.lines.map(({ component }) => component.elementIndex)).toEqual([1])
  expect(rated?.warnings[1]).toContain('in charging periods 1, 2')
})

test.each([
  ['no tariff', cdr(['09:00', 1]), [], 'no-tariff'],
  ['an unknown tariff', under('T', 'U'), [tariff], 'unknown-tariff'],
  ['a tariff that cannot be read', cdr(['09:00', 1]), [{ ...tariff, currency: 1 }], 'not-text'],
  [
    'a price below zero',
    cdr(['09:00', 1]),
    [of('T', { elements: [{ price_components: [{ type: 'ENERGY', price: -1 }] }] })],
    'negative-price',
  ],
  ['energy given back', cdr(['09:00', -1]), [tariff], 'negative-volume'],
  ['no CDR at all', null, [tariff], 'not-an-object'],
  [
    'a foreign currency',
    { ...cdr(['09:00', 1]), currency: 'SEK' },
    [tariff],
    'different-currencies',
  ],
  [
    'two currencies',
    under('T', 'U'),
    [tariff, of('U', { currency: 'SEK' })],
    'different-currencies',
  ],
  [
    'two sides of the tax',
    under('T', 'U'),
    [tariff, of('U', { tax_included: 'YES' })],
    'different-tax-included',
  ],
])('%s is refused by name', (_, received, tariffs, code) => {
  const { rated, refused } = rate(received, tariffs)
  expect(rated).toBeUndefined()
  expect(refused?.map(fault => fault.code)).toContain(code)
})

test('faults of tariffs, CDR and zone come at once, each at its path', () => {
  const { refused } = rateCdr({
    tariffs: [tariff, of('U', { currency: 'EURO' })],
    cdr: cdr(['09:00', -1]),
    timeZone: 'Berlin',
  })
  expect(refused?.map(({ path, code }) => `${path} ${code}`)).toEqual([
    '$.tariffs[1].currency unknown-currency',
    '$.cdr.charging_periods[0].dimensions[0].volume negative-volume',
    '$.timezone unknown-time-zone',
  ])
})
