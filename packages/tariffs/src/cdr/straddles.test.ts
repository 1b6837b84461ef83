/** Tests that only periods whose price really changes inside them are warned of. */

import { rateCdr } from './rate-cdr.js'

const energy = (price: number, restrictions?: unknown) => ({
  price_components: [{ type: 'ENERGY', price, step_size: 1 }],
  ...(restrictions !== undefined && { restrictions }),
})

function warnings(restrictions: unknown, dimensions: unknown[]): number {
  const { rated } = rateCdr({
    tariffs: [{ id: 'T', currency: 'EUR', elements: [energy(1, restrictions), energy(2)] }],
    cdr: {
      start_date_time: '2026-03-02T09:00:00Z',
      end_date_time: '2026-03-02T11:00:00Z',
      charging_periods: [{ start_date_time: '2026-03-02T09:00:00Z', dimensions }],
    },
    timeZone: 'UTC',
  })
  if (!rated) throw new Error('the sample CDR can be rated')
  return rated.warnings.length
}

const tenKwh = [{ type: 'ENERGY', volume: 10 }]
const atSomePower = [...tenKwh, { type: 'MIN_POWER', volume: 3 }, { type: 'MAX_POWER', volume: 11 }]

test.each([
  ['a clock time inside', { start_time: '10:00' }, tenKwh, 1],
  ['a clock time at its start', { start_time: '09:00' }, tenKwh, 0],
  ['a clock time at its end', { start_time: '11:00' }, tenKwh, 0],
  ['an energy threshold inside', { max_kwh: 5 }, tenKwh, 1],
  ['an energy threshold at its end', { max_kwh: 10 }, tenKwh, 0],
  ['a duration threshold inside', { min_duration: 600 }, tenKwh, 1],
  ['a duration threshold after it', { min_duration: 7200 }, tenKwh, 0],
  ['a power bound inside what was measured', { max_power: 10 }, atSomePower, 1],
  ['a power bound above what was measured', { max_power: 11.1 }, atSomePower, 0],
  ['a power bound at the least measured', { min_power: 3 }, atSomePower, 0],
  ['a change of a price that is not used', { start_time: '10:00' }, [], 0],
])('%s: %j', (_, restrictions, dimensions, count) => {
  expect(warnings(restrictions, dimensions)).toBe(count)
})
