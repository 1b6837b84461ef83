/**
 * Tests the rating of metered sessions where clocks jump; test/golden holds it equal to a second
 * engine.
 */

import { Temporal } from '@wattline/units'

import { compileTariff } from '../compile/compile-tariff.js'
import { parseTariff } from '../parse/parse-tariff.js'
import { rateSession } from './rate-session.js'

const price = (type: string, amount: number, step_size = 1) => ({ type, price: amount, step_size })

function rate(fields: Record<string, unknown>, [from, to, energyWh]: [string, string, bigint]) {
  const { tariff, faults } = parseTariff({ id: 'T', currency: 'EUR', ...fields })
  if (!tariff) throw new Error(JSON.stringify(faults))
  const endedAt = Temporal.Instant.from(to)
  const facts = {
    startedAt: Temporal.Instant.from(from),
    endedAt,
    samples: [{ at: endedAt, energyWh }],
  }
  return rateSession(compileTariff(tariff, 'Europe/Berlin'), facts, [])
}

const night = {
  elements: [
    {
      price_components: [price('ENERGY', 0.2), price('TIME', 1)],
      restrictions: { start_time: '02:00', end_time: '03:00' },
    },
    { price_components: [price('ENERGY', 0.5)] },
  ],
}

const quantities = (rated: ReturnType<typeof rate>): string[] =>
  rated.lines.map(
    ({ component, quantity }) =>
      `${component.dimension} of element ${component.elementIndex}: ${quantity}`,
  )

test('in the autumn night the hour from 02:00 to 03:00 is priced twice', () => {
  const rated = rate(night, ['2026-10-24T23:00:00Z', '2026-10-25T03:00:00Z', 4000n])
  expect(quantities(rated)).toEqual([
    'ENERGY of element 1: 2000000',
    'ENERGY of element 0: 2000000',
    'TIME of element 0: 720000',
  ])
})

test('in the spring night the hour from 02:00 to 03:00 is never priced', () => {
  const rated = rate(night, ['2026-03-28T23:00:00Z', '2026-03-29T03:00:00Z', 4000n])
  expect(quantities(rated)).toEqual(['ENERGY of element 1: 4000000'])
})

test('a session under a tariff that was not valid yet is priced, with a warning', () => {
  const fields = { ...night, start_date_time: '2027-01-01T00:00:00Z' }
  const { warnings, lines } = rate(fields, ['2026-06-01T10:00:00Z', '2026-06-01T11:00:00Z', 5n])
  expect(warnings).toEqual(['Tariff T was not valid when the session started.'])
  expect(lines).toHaveLength(1)
})

test('a session of no length and no energy still owes its FLAT', () => {
  const fields = { elements: [{ price_components: [price('FLAT', 1), price('ENERGY', 1)] }] }
  const rated = rate(fields, ['2026-06-01T10:00:00Z', '2026-06-01T10:00:00Z', 0n])
  expect(quantities(rated)).toEqual(['FLAT of element 0: 1'])
})
