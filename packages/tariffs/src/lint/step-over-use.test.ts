/** Tests from which block on a step_size is named, and that its session is billed so. */

import { element, findingsOf, price, rateAgain, tariffOf } from '../testing/lint-documents.js'

const steps = (type: string, step_size: number, restrictions?: object) =>
  findingsOf(
    { elements: [element([price(type, { step_size })], { ...restrictions })] },
    'step-over-use',
  )

test.each([
  ['ENERGY', 0, false],
  ['ENERGY', 1, false],
  ['ENERGY', 400, false],
  ['ENERGY', 500, true],
  ['ENERGY', 50_000, true],
  ['TIME', 60, false],
  ['TIME', 72, false],
  ['TIME', 300, true],
  ['TIME', 7200, true],
  ['PARKING_TIME', 60, false],
  ['PARKING_TIME', 900, true],
])('%s in blocks of %d is named: %p', (type, step, isNamed) => {
  expect(steps(type, step)).toHaveLength(isNamed ? 1 : 0)
})

test('the message shows use and bill of a session that has used half of its last block', () => {
  const [finding] = steps('ENERGY', 500)
  expect(finding).toMatchObject({
    path: '$.elements[0].price_components[0].step_size',
    severity: 'warning',
  })
  expect(finding?.message).toMatch(
    /^blocks of 500 Wh bill 20.5 kWh for 20.25 kWh used, 1.2 % more: .* costs 20.50 EUR$/,
  )
})

test.each([{ max_kwh: 5 }, { min_kwh: 30 }, { start_time: '22:00', end_time: '22:30' }])(
  'a block that holds only under %j is shown there',
  restrictions => {
    const elements = [element([price('ENERGY', { step_size: 1000 })], restrictions)]
    const [finding] = findingsOf({ elements }, 'step-over-use')
    const [example] = finding?.examples ?? []
    const lines = example ? rateAgain(tariffOf({ elements }), example).lines : []
    expect(lines[0]?.addedByStep).toBeGreaterThan(0)
  },
)

test('reserved time in blocks is named on its own, and its session is a reservation', () => {
  const on = element([price('TIME', { step_size: 900 })], { reservation: 'RESERVATION_EXPIRES' })
  const fields = { elements: [element([price('ENERGY')]), on] }
  const [finding, ...others] = findingsOf(fields, 'step-over-use')
  expect(others).toEqual([])
  expect(finding).toMatchObject({
    path: '$.elements[1].price_components[0].step_size',
    dimension: 'RESERVATION_TIME',
    examples: [{ stretches: [{ activity: 'RESERVED', seconds: 4050 }], reservationExpired: true }],
  })
})

test('a block that holds only at some power is shown at that power', () => {
  const elements = [element([price('ENERGY', { step_size: 1000 })], { min_power: 50 })]
  const [finding] = findingsOf({ elements }, 'step-over-use')
  expect(finding?.examples[0]).toMatchObject({
    stretches: [{ energyWh: 20_500, seconds: 1476, powerW: 50_000 }],
    price: '21.00',
  })
})

test('a step that costs nothing or is never reached is not named', () => {
  expect(steps('ENERGY', 5000, { min_kwh: 5, max_kwh: 5 })).toEqual([])
  const free = [element([price('ENERGY', { step_size: 5000, price: 0 })])]
  expect(findingsOf({ elements: free }, 'step-over-use')).toEqual([])
  const behind = [element([price('ENERGY')]), element([price('ENERGY', { step_size: 5000 })])]
  expect(findingsOf({ elements: behind }, 'step-over-use')).toEqual([])
})

test('each step of a dimension is named once', () => {
  const elements = [500, 1000, 500].map((step_size, index) =>
    element([price('ENERGY', { step_size })], { min_kwh: index * 10, max_kwh: index * 10 + 10 }),
  )
  const places = findingsOf({ elements }, 'step-over-use').map(({ elementIndex }) => elementIndex)
  expect(places).toEqual([0, 1])
})
