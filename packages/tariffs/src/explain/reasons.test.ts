/** Tests that each restriction says what it wanted and what it found, exactly where it fails. */

import { compileTariff } from '../compile/compile-tariff.js'
import { parseTariff } from '../parse/parse-tariff.js'
import { activeComponent } from '../rate/match.js'
import type { Moment } from '../restrictions/condition.js'
import { reasonsAgainstEarlier } from './reasons.js'
import { sayReason } from './say.js'

/** Thursday, 2026-01-01, 10:00, after 8 min and 1.5 kWh. */
const moment: Moment = {
  secondOfDay: 36_000,
  weekday: 4,
  date: 20260101,
  sessionSecond: 480,
  energyMilliWh: 1_500_000,
  power: { trough: 3_000_000, peak: 7_400_000 },
}

const element = (restrictions?: Record<string, unknown>) => ({
  price_components: [{ type: 'ENERGY', price: 1, step_size: 1 }],
  ...(restrictions && { restrictions }),
})

function reasons(...restrictions: Record<string, unknown>[]) {
  const elements = [...restrictions.map(element), element()]
  const { tariff, faults } = parseTariff({ id: 'T', currency: 'EUR', elements })
  if (!tariff) throw new Error(JSON.stringify(faults))
  const compiled = compileTariff(tariff, 'UTC')
  const active = activeComponent(compiled, 'ENERGY', moment)
  if (!active) throw new Error('the last element always applies')
  return reasonsAgainstEarlier(compiled, active, moment)
}

test.each<[Record<string, unknown>, object, string]>([
  [
    { start_time: '22:00' },
    { restriction: 'TIME_OF_DAY', wanted: { from: '22:00', to: '24:00' }, found: '10:00' },
    'from 22:00 to 24:00, but the clock showed 10:00.',
  ],
  [
    { start_date: '2026-02-01', end_date: '2026-03-01' },
    { restriction: 'DATE', wanted: { from: '2026-02-01', to: '2026-03-01' }, found: '2026-01-01' },
    'from 2026-02-01 and before 2026-03-01, but the date was 2026-01-01.',
  ],
  [
    { day_of_week: ['SUNDAY', 'SATURDAY'] },
    { restriction: 'DAY_OF_WEEK', wanted: { days: ['SATURDAY', 'SUNDAY'] }, found: 'THURSDAY' },
    'on Saturday or Sunday, but it was Thursday.',
  ],
  [
    { min_kwh: 20 },
    { restriction: 'ENERGY', wanted: { from: '20' }, found: '1.5' },
    'while the session has delivered at least 20 kWh, but it had delivered 1.5 kWh.',
  ],
  [
    { min_duration: 900, max_duration: 3600 },
    { restriction: 'DURATION', wanted: { from: '900', to: '3600' }, found: '480' },
    'while the session has lasted at least 15 min and less than 1 h, but it had lasted 8 min.',
  ],
  [
    { min_power: 11 },
    { restriction: 'POWER', wanted: { from: '11' }, found: '7.4' },
    'at a power of at least 11 kW, but the power was 7.4 kW.',
  ],
  [
    { max_power: 3 },
    { restriction: 'POWER', wanted: { to: '3' }, found: '3' },
    'at a power of less than 3 kW, but the power was 3 kW.',
  ],
  [
    { max_current: 16 },
    { restriction: 'CURRENT', wanted: { to: '16' }, found: null },
    'at a current of less than 16 A, but no current was measured.',
  ],
])('%j', (restrictions, reason, words) => {
  const [found] = reasons(restrictions)
  expect(found).toEqual({ elementIndex: 0, ...reason })
  expect(found && sayReason(found, 'EN')).toBe(`Element 1 applies only ${words}`)
})

test('of several restrictions, the one that failed is named', () => {
  expect(reasons({ start_time: '08:00', max_kwh: 1, day_of_week: ['THURSDAY'] })).toMatchObject([
    { restriction: 'ENERGY', wanted: { to: '1' } },
  ])
})

test('each earlier element has its own reason', () => {
  expect(reasons({ min_kwh: 5 }, { max_duration: 60 })).toMatchObject([
    { elementIndex: 0, restriction: 'ENERGY' },
    { elementIndex: 1, restriction: 'DURATION' },
  ])
})

test('a reservation that was used keeps the price of an expired one from applying', () => {
  const reserved = (reservation: string) => ({
    price_components: [{ type: 'FLAT', price: 1, step_size: 1 }],
    restrictions: { reservation },
  })
  const elements = [reserved('RESERVATION_EXPIRES'), reserved('RESERVATION'), element()]
  const { tariff } = parseTariff({ id: 'T', currency: 'EUR', elements })
  if (!tariff) throw new Error('the tariff of this test has a fault')
  const compiled = compileTariff(tariff, 'UTC')
  const active = compiled.reservationFlats[1]
  if (!active) throw new Error('there are two fees for a reservation')
  const [found] = reasonsAgainstEarlier(compiled, active, moment)
  expect(found && sayReason(found, 'EN')).toBe(
    'Element 1 applies only to a reservation that expired, but this one did not.',
  )
})
