/** Tests which of several tariffs prices a period. */

import { FaultList } from '../parse/read-object.js'
import type { Tariff, TariffType } from '../tariff.js'
import { chooseTariffs } from './choose-tariff.js'
import type { CdrPeriod } from './read-period.js'

const start = Date.parse('2026-03-02T10:00:00Z') / 1000
const tariff = (id: string, more: Partial<Tariff> = {}) => ({ id, ...more }) as Tariff
const period = (tariffId?: string, path = '$') =>
  ({ startSecond: start, tariffId, path }) as CdrPeriod

function choose(tariffs: Tariff[], periods: CdrPeriod[], preference?: TariffType) {
  const faults = new FaultList()
  const chosen = chooseTariffs(tariffs, periods, { ...(preference && { preference }), faults })
  return { ids: chosen.map(({ id }) => id), faults: faults.faults }
}

test('a period names its tariff, in any case of letters', () => {
  const { ids, faults } = choose([tariff('day'), tariff('Night')], [period('NIGHT'), period('day')])
  expect(ids).toEqual(['Night', 'day'])
  expect(faults).toEqual([])
})

test('a period under a tariff that did not come is named with its path', () => {
  const { faults } = choose([tariff('day')], [period('nope', '$.cdr.charging_periods[3]')])
  expect(faults).toMatchObject([
    { path: '$.cdr.charging_periods[3].tariff_id', code: 'unknown-tariff' },
  ])
})

const regular = tariff('regular', { type: 'REGULAR' })
const cheap = tariff('cheap', { type: 'PROFILE_CHEAP' })
const all = tariff('all')
const past = tariff('past', { endsAt: '2026-03-02T10:00:00Z' })
const present = tariff('present', { startsAt: '2026-03-02T10:00:00Z' })
const future = tariff('future', { startsAt: '2026-03-02T10:00:01Z' })

test.each([
  ['the first valid one', [past, future, present, all], undefined, 'present'],
  ['the preferred type before one for all', [all, cheap], 'PROFILE_CHEAP', 'cheap'],
  ['one for all where the preferred type is missing', [cheap, all], 'PROFILE_FAST', 'all'],
  ['REGULAR for a driver who said nothing', [cheap, regular], undefined, 'regular'],
  ['one of another type where there is no other', [cheap], 'REGULAR', 'cheap'],
  ['the first where none is valid', [past, future], undefined, 'past'],
] as const)('without a name: %s', (_, tariffs, preference, id) => {
  expect(choose([...tariffs], [period()], preference).ids).toEqual([id])
})

test('of two tariffs by one name the valid one prices', () => {
  const { ids } = choose(
    [
      { ...past, id: 'T' },
      { ...present, id: 'T' },
    ],
    [period('T')],
  )
  expect(ids).toEqual(['T'])
})
