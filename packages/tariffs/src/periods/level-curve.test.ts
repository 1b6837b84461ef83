/** Holds the arithmetic of measured values equal to a scan of every second in exact fractions. */

import fc from 'fast-check'

import {
  type LevelCurve,
  type LevelKnot,
  levelAt,
  levelCrossings,
  noteLevel,
} from './level-curve.js'

const curve: LevelCurve = [
  { second: 10, value: 0 },
  { second: 40, value: 90 },
  { second: 60, value: 90 },
  { second: 63, value: 80 },
]

test.each([
  [9, undefined],
  [10, 0],
  [25, 45_000],
  [40, 90_000],
  [50, 90_000],
  [61, 86_666],
  [62, 83_333],
  [63, 80_000],
  [5000, 80_000],
])('at second %d it is %p thousandths', (second, value) => {
  expect(levelAt(curve, second)).toBe(value)
})

test.each([
  ['between', 45_000, [10, 25]],
  ['just above a whole second', 45_001, [10, 26]],
  ['on the way up and down', 85_000, [10, 39, 62]],
  ['above all', 90_001, [10]],
  ['below all', -1, [10]],
])('a level %s is crossed at %p', (_, level, seconds) => {
  expect(levelCrossings(curve, level)).toEqual(seconds)
})

test('where nothing was measured nothing is crossed', () => {
  expect(levelCrossings([], 5)).toEqual([])
  expect(levelAt([], 5)).toBeUndefined()
})

const anyCurve: fc.Arbitrary<LevelCurve> = fc
  .array(
    fc.record({ gap: fc.integer({ min: 1, max: 40 }), value: fc.integer({ min: -9, max: 30 }) }),
  )
  .map(parts => {
    let second = -1
    return parts.map(({ gap, value }): LevelKnot => {
      second += gap
      return { second, value }
    })
  })

test('every second at which a level is passed is a crossing, and no other changes side', () => {
  fc.assert(
    fc.property(anyCurve, fc.integer({ min: -9000, max: 30_000 }), (knots, level) => {
      const crossings = new Set(levelCrossings(knots, level))
      const last = knots.at(-1)?.second ?? 0
      for (let second = 1; second <= last + 2; second += 1) {
        const [before, now] = [levelAt(knots, second - 1), levelAt(knots, second)]
        const changes =
          (before === undefined) !== (now === undefined) ||
          (before !== undefined && now !== undefined && before >= level !== now >= level)
        if (changes) expect(crossings).toContain(second)
        else if (second !== knots[0]?.second) expect(crossings).not.toContain(second)
      }
    }),
    { numRuns: 500 },
  )
})

test('between two knots the value is the exact one, rounded down to a thousandth', () => {
  const anyValue = fc.integer({ min: -10_000_000, max: 10_000_000 })
  const anyRun = fc.integer({ min: 1, max: 86_400_000 })
  fc.assert(
    fc.property(
      anyValue,
      anyValue,
      anyRun,
      fc.double({ min: 0, max: 1, noNaN: true }),
      (...given) => {
        const [from, to, run, share] = given
        const second = Math.floor(share * run)
        const knots = [
          { second: 0, value: from },
          { second: run, value: to },
        ]
        const numerator = 1000n * (BigInt(from) * BigInt(run) + BigInt(to - from) * BigInt(second))
        const quotient = numerator / BigInt(run)
        const isExact = quotient * BigInt(run) === numerator
        const floor = numerator < 0n && !isExact ? quotient - 1n : quotient
        expect(levelAt(knots, second)).toBe(Number(floor))
      },
    ),
    { numRuns: 500 },
  )
})

test('a value that no meter shows is a bug of the caller', () => {
  expect(() => noteLevel([], 0, 7.5)).toThrow('whole number')
  expect(() => noteLevel([], 0, 10_000_001)).toThrow('10 MW')
})
