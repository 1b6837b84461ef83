/** Tests that prices which hang on power or current are named where nothing else is priced. */

import { element, findingsOf, price } from '../testing/lint-documents.js'

const energy = price('ENERGY')
const free = price('ENERGY', { price: 0 })

const unmeasured = (...elements: readonly unknown[]) =>
  findingsOf({ elements }, 'needs-measurement')

test('a price at every power is none where no power is measured, and the example says so', () => {
  const found = unmeasured(
    element([energy], { max_power: 22 }),
    element([energy], { min_power: 22 }),
  )
  expect(found).toMatchObject([
    {
      severity: 'warning',
      dimension: 'ENERGY',
      examples: [{ price: '0.00', stretches: [{ energyWh: 11_000 }] }],
    },
  ])
  expect(found[0]?.examples[0]?.stretches[0]).not.toHaveProperty('powerW')
  expect(found[0]?.message).toMatch(
    /^ENERGY costs nothing where no power is measured: a session on .* that does not ask for power/,
  )
})

test('each measure is named for each dimension that hangs on it', () => {
  const found = unmeasured(
    element([energy], { min_power: 0 }),
    element([price('TIME'), price('PARKING_TIME')], { min_current: 0 }),
  )
  const shown = found.map(({ dimension, message }) => [
    dimension,
    /where no \w+ is/.exec(message)?.[0],
  ])
  expect(shown).toEqual([
    ['ENERGY', 'where no power is'],
    ['TIME', 'where no current is'],
    ['PARKING_TIME', 'where no current is'],
  ])
})

test('what is measured of the other kind is stated, as the price asks for it', () => {
  const [byPower, byCurrent] = unmeasured(element([energy], { min_power: 22, min_current: 63 }))
  expect(byPower?.examples[0]?.stretches).toMatchObject([{ currentMilliA: 63_000 }])
  expect(byCurrent?.examples[0]?.stretches).toMatchObject([{ powerW: 22_000 }])
})

test.each([
  ['a fallback', [element([energy], { min_power: 22 }), element([price('ENERGY', { price: 2 })])]],
  ['a free fallback', [element([energy], { min_power: 22 }), element([free])]],
  ['a price that is nothing to lose', [element([free], { min_power: 22 })]],
  ['no price that hangs on it', [element([energy], { start_time: '08:00' })]],
  [
    'a price by hours within a fallback of the same hours',
    [
      element([energy], { min_power: 22, start_time: '08:00', end_time: '20:00' }),
      element([energy], { start_time: '08:00', end_time: '20:00' }),
    ],
  ],
])('nothing is said with %s', (_, elements) => {
  expect(unmeasured(...elements)).toEqual([])
})

test('only the stretch that a fallback leaves is named', () => {
  const [found] = unmeasured(
    element([energy], { min_power: 22 }),
    element([energy], { max_kwh: 30 }),
  )
  expect(found?.message).toContain('ENERGY costs nothing from 30 kWh on where no power is measured')
})
