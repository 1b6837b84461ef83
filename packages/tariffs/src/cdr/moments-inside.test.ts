/**
 * Tests that no change of price inside a received period goes unseen, on the nights clocks jump.
 */

import { readWallClock } from '@wattline/units'
import fc from 'fast-check'

import { compileTariff } from '../compile/compile-tariff.js'
import { parseTariff } from '../parse/parse-tariff.js'
import type { ChargingPeriod } from '../rate/rated.js'
import { mayCross, momentsInside } from './moments-inside.js'

const { tariff } = parseTariff({
  id: 'T',
  currency: 'EUR',
  elements: [
    {
      restrictions: { start_time: '02:30', end_time: '18:00', min_kwh: 5, min_duration: 3600 },
      price_components: [{ type: 'ENERGY', price: 1, step_size: 1 }],
    },
  ],
})
if (!tariff) throw new Error('the sample tariff is sound')
const compiled = compileTariff(tariff, 'Europe/Berlin')

/** The evening before the clock is put back. */
const startSecond = 1_792_879_200

function period(sessionSecond: number, durationSeconds: number, energyWh = 0): ChargingPeriod {
  const clock = readWallClock(compiled.zone, startSecond + sessionSecond)
  return {
    start: { ...clock, sessionSecond, energyMilliWh: 4_000_000 },
    durationSeconds,
    chargingSeconds: durationSeconds,
    parkedSeconds: 0,
    reservedSeconds: 0,
    energyWh,
    activity: 'CHARGING',
    quantities: {
      ENERGY: energyWh * 1000,
      TIME: durationSeconds * 100,
      PARKING_TIME: 0,
      RESERVATION_TIME: 0,
    },
  }
}

/** Second by second, what a person with a clock would see. */
function seenInside({ start, durationSeconds }: ChargingPeriod): number {
  let seen = 0
  for (let later = 60; later < durationSeconds; later += 60) {
    const second = start.sessionSecond + later
    const { secondOfDay } = readWallClock(compiled.zone, startSecond + second)
    if (secondOfDay === 9000 || secondOfDay === 64_800) seen += 1
    if (second === 3600) seen += 1
  }
  return seen
}

test('every strike of the clock and every duration inside is found, and nothing else', () => {
  const minutes = fc.nat(3 * 1440)
  fc.assert(
    fc.property(minutes, minutes, (from, length) => {
      const given = period(from * 60, length * 60)
      expect(momentsInside(compiled, startSecond, given)).toHaveLength(seenInside(given))
    }),
    { numRuns: 300 },
  )
})

test.each([
  ['reached inside', 1500, true],
  ['reached at the end', 1000, false],
  ['not reached', 900, false],
])('an energy %s', (_, energyWh, isInside) => {
  const given = period(0, 60, energyWh)
  expect(momentsInside(compiled, startSecond, given)).toHaveLength(isInside ? 1 : 0)
  expect(mayCross(compiled, startSecond, given)).toBe(isInside)
})
