/** Tests of which tariffs it is said for certain that more never costs less. */

import { element, price, tariffOf } from '../testing/lint-documents.js'
import { provenMonotone } from './monotone.js'

const energy = (step_size = 1, more: object = {}) => price('ENERGY', { step_size, ...more })
const hour = { start_time: '08:00' }

test.each([
  ['one price in blocks', [element([energy(500)])], true, true],
  ['windows', [element([energy()], hour), element([energy()])], true, true],
  ['windows of one price in blocks', [element([energy(500)], hour)], true, false],
  [
    'blocks of two prices',
    [element([energy(500)], hour), element([energy(500, { price: 2 })])],
    false,
    false,
  ],
  [
    'blocks of two taxes',
    [element([energy(9)], hour), element([energy(9, { vat: 2 })])],
    false,
    false,
  ],
  ['energy bands', [element([energy()], { max_kwh: 9 }), element([energy()])], true, true],
  ['energy bands in windows', [element([energy()], { max_kwh: 9, ...hour })], true, false],
  ['prices by power', [element([energy()], { min_power: 22 }), element([energy()])], true, false],
  [
    'blocks of reserved time beside parking, and of another time',
    [
      element([price('TIME', { step_size: 60 })], { reservation: 'RESERVATION' }),
      element([price('TIME', { price: 2 }), price('PARKING_TIME')]),
    ],
    true,
    true,
  ],
  ['time by energy', [element([price('TIME')], { max_kwh: 9 })], true, false],
  [
    'rounded time beside parking',
    [element([price('TIME', { step_size: 60 }), price('PARKING_TIME')])],
    false,
    false,
  ],
  [
    'free rounded time beside parking',
    [element([price('TIME', { step_size: 60, price: 0 }), price('PARKING_TIME')])],
    true,
    true,
  ],
])('%s', (_, elements, inTime, inEnergy) => {
  expect(provenMonotone(tariffOf({ elements }))).toEqual({ inTime, inEnergy })
})
