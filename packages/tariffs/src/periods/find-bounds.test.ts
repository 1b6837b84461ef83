/** Tests where periods meet: in order, each place once, however many there are. */

import { Temporal, zoneTable } from '@wattline/units'
import fc from 'fast-check'

import type { ResolvedCut, Sample } from '../session.js'
import { courseOf } from './course.js'
import { findBounds } from './find-bounds.js'
import { planCuts } from './plan-cuts.js'

const startedAt = Temporal.Instant.from('2026-10-24T22:00:00Z')
const berlin = zoneTable('Europe/Berlin')

function boundsOf(samples: readonly Sample[], cuts: readonly ResolvedCut[], seconds = 86_400) {
  const course = courseOf({ startedAt, endedAt: startedAt.add({ seconds }), samples })
  return findBounds(course, planCuts(cuts, false), berlin)
}

const anyCut: fc.Arbitrary<ResolvedCut> = fc.oneof(
  fc.nat(86_399).map(secondOfDay => ({ kind: 'clock', secondOfDay }) as const),
  fc.nat(86_400).map(seconds => ({ kind: 'sinceStart', seconds }) as const),
  fc.nat(600).map(wh => ({ kind: 'sessionWh', wh: BigInt(wh) }) as const),
)
const anySamples = fc.array(fc.tuple(fc.nat(400), fc.nat(3)), { maxLength: 200 }).map(steps => {
  let [seconds, energyWh] = [0, 0n]
  return steps.map(([later, wh], index): Sample => {
    seconds += later
    energyWh += BigInt(wh)
    const activity = index % 2 === 0 ? 'PARKED' : 'CHARGING'
    return { at: startedAt.add({ seconds }), energyWh, activity }
  })
})

test('bounds rise from the start to the end, in time and energy, and none is there twice', () => {
  fc.assert(
    fc.property(anySamples, fc.array(anyCut, { maxLength: 120 }), (samples, cuts) => {
      const bounds = boundsOf(samples, cuts)
      expect(bounds[0]).toEqual({ second: 0, energyWh: 0 })
      expect(bounds.at(-1)?.second).toBe(86_400)
      expect(bounds.at(-1)?.energyWh).toBe(Number(samples.at(-1)?.energyWh ?? 0n))
      for (const [index, { second, energyWh }] of bounds.entries()) {
        const before = bounds[index - 1]
        if (!before) continue
        expect(second >= before.second && energyWh >= before.energyWh).toBe(true)
        expect(second > before.second || energyWh > before.energyWh).toBe(true)
      }
    }),
    { numRuns: 200 },
  )
})

test('many cuts and few find the same places', () => {
  const many = Array.from({ length: 200 }, (_, index): ResolvedCut => {
    return { kind: 'sinceStart', seconds: ((index * 7919) % 200) * 60 }
  })
  const bounds = boundsOf([], many)
  expect(bounds.map(({ second }) => second)).toEqual([
    ...Array.from({ length: 200 }, (_, index) => index * 60),
    86_400,
  ])
})
