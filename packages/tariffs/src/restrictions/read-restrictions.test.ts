/** Tests that every restriction is read by its rule, kept for publishing to refuse, or refused. */

import { FaultList } from '../parse/read-object.js'
import { readRestrictions } from './read-restrictions.js'

test('restrictions that are not priced yet are kept by name', () => {
  const faults = new FaultList()
  const read = readRestrictions(
    { min_power: 11, reservation: 'RESERVATION', min_kwh: 1 },
    '$',
    faults,
  )
  expect(read).toEqual({ minKwh: '1', unpriced: ['min_power', 'reservation'] })
  expect(faults.faults).toEqual([])
})

test('a restriction OCPI does not define is a fault: ignoring it would price what it forbids', () => {
  const faults = new FaultList()
  readRestrictions({ weather: 'SUNNY' }, '$.r', faults)
  expect(faults.faults).toMatchObject([
    { path: '$.r.weather', code: 'unknown-restriction', severity: 'fault' },
  ])
})
