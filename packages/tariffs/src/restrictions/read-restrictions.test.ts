/** Tests that every restriction of OCPI is read by its rule, and any other refused. */

import { FaultList } from '../parse/read-object.js'
import { readRestrictions } from './read-restrictions.js'

test('every restriction of OCPI 2.2.1 and 2.3.0 is read', () => {
  const faults = new FaultList()
  const restrictions = {
    start_time: '07:00',
    end_time: '18:00',
    start_date: '2026-01-01',
    end_date: '2026-02-01',
    min_kwh: 1,
    max_kwh: 2,
    min_current: 3,
    max_current: 4,
    min_power: 5,
    max_power: 6,
    min_duration: 7,
    max_duration: 8,
    day_of_week: ['MONDAY'],
    reservation: 'RESERVATION',
  }
  const read = readRestrictions(restrictions, '$', faults)
  expect(faults.faults).toEqual([])
  expect(Object.keys(read ?? {})).toHaveLength(Object.keys(restrictions).length)
})

test('a restriction OCPI does not define is a fault: ignoring it would price what it forbids', () => {
  const faults = new FaultList()
  readRestrictions({ weather: 'SUNNY' }, '$.r', faults)
  expect(faults.faults).toMatchObject([
    { path: '$.r.weather', code: 'unknown-restriction', severity: 'fault' },
  ])
})
