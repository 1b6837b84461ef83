/** Tests that windows are named which a night of clock change skips or repeats. */

import { element, findingsOf, price } from '../testing/lint-documents.js'
import type { FindingCode } from './finding.js'

const night = price('ENERGY', { price: 0.1 })
const day = element([price('ENERGY', { price: 0.5 })])

const jumps = (start_time: string, end_time: string, timeZone?: string): string[] =>
  (['window-skipped', 'window-repeated'] as const).flatMap((code: FindingCode) =>
    findingsOf(
      { elements: [element([night], { start_time, end_time }), day] },
      code,
      timeZone === undefined ? {} : { timeZones: [timeZone] },
    ).map(({ examples }) => `${code} ${examples[0]?.startedAt} ${examples[0]?.price}`),
  )

test.each`
  start      | end        | zone                     | expected
  ${'02:00'} | ${'03:00'} | ${'Europe/Berlin'}       | ${['window-skipped 2027-03-27T23:00:00Z 20.00']}
  ${'02:10'} | ${'02:50'} | ${'Europe/Berlin'}       | ${['window-skipped 2027-03-27T23:00:00Z 20.00', 'window-repeated 2027-10-30T23:00:00Z 14.66']}
  ${'22:00'} | ${'02:30'} | ${'Europe/Berlin'}       | ${['window-repeated 2027-10-30T23:00:00Z 12.00']}
  ${'02:30'} | ${'06:00'} | ${'Europe/Berlin'}       | ${['window-repeated 2027-10-30T23:00:00Z 12.00']}
  ${'22:00'} | ${'06:00'} | ${'Europe/Berlin'}       | ${[]}
  ${'01:00'} | ${'02:00'} | ${'Europe/Berlin'}       | ${[]}
  ${'01:00'} | ${'02:00'} | ${'Europe/London'}       | ${['window-skipped 2027-03-27T23:00:00Z 20.00']}
  ${'02:00'} | ${'03:00'} | ${'Australia/Sydney'}    | ${['window-skipped 2027-10-02T14:00:00Z 20.00']}
  ${'02:00'} | ${'02:30'} | ${'Australia/Lord_Howe'} | ${['window-skipped 2027-10-02T13:30:00Z 20.00']}
  ${'02:10'} | ${'02:50'} | ${'UTC'}                 | ${[]}
`('$start to $end in $zone', ({ start, end, zone, expected }) => {
  expect(jumps(start, end, zone)).toEqual(expected)
})

test('a window of reserved time is shown by a reservation, one at some power at that power', () => {
  const night = { start_time: '02:00', end_time: '03:00' }
  const skipped = (component: ReturnType<typeof price>, restrictions: object) =>
    findingsOf(
      { elements: [element([component], { ...night, ...restrictions }), day] },
      'window-skipped',
    )
  const [reserved] = skipped(price('TIME'), { reservation: 'RESERVATION' })
  expect(reserved?.examples[0]?.stretches[0]).toMatchObject({ activity: 'RESERVED', energyWh: 0 })
  const [fast] = skipped(price('ENERGY'), { min_power: 22 })
  expect(fast?.examples[0]?.stretches[0]).toMatchObject({ powerW: 22_000 })
})

test('without a zone both hemispheres are looked at, and each kind is said once', () => {
  expect(jumps('02:10', '02:50')).toHaveLength(2)
})
