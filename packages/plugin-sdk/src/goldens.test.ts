/** Tries which differences and which missing golden tests an author is told of. */

import type { PluginLine } from './contract.js'
import { differences, type Golden, missingGoldens } from './goldens.js'
import { type SamplePeriod, sampleInput } from './sample-input.js'

const off = {
  code: 'OFF',
  kind: 'DISCOUNT',
  on: 'ENERGY',
  periods: [0],
  amount: -5,
  labelKey: 'off',
} as const

test('lines that are as expected have no difference, however their fields are ordered', () => {
  const { code, ...rest } = off
  expect(differences([off], [{ ...rest, code }])).toEqual([])
  expect(differences([], [])).toEqual([])
})

test.each<[PluginLine[], PluginLine[], string[]]>([
  [[off], [{ ...off, amount: -6 }], ['lines[0].amount: expected -5, found -6']],
  [[off], [{ ...off, periods: [0, 1] }], ['lines[0].periods: expected [0], found [0,1]']],
  [[off], [{ ...off, labelArgs: [1] }], ['lines[0].labelArgs: expected nothing, found [1]']],
  [[off], [], [`lines[0]: expected ${JSON.stringify(off)}, found no line`]],
  [[], [off], [`lines[0]: expected no line, found ${JSON.stringify(off)}`]],
])('expected %j, found %j', (expected, found, said) => {
  expect(differences(expected, found)).toEqual(said)
})

const emits = [{ code: 'OFF', kind: 'DISCOUNT', on: 'ENERGY', bounds: [] }] as const
const golden = (periods: readonly SamplePeriod[], lines: readonly PluginLine[] = []): Golden => ({
  name: 'g',
  input: sampleInput(periods),
  params: {},
  lines,
})
const charged = { energyWh: 1000 }
const shows = [
  { of: /line OFF \(DISCOUNT on ENERGY\)/, by: golden([charged], [off]) },
  { of: /without energy/, by: golden([{}]) },
  {
    of: /over a night on which the clock is set/,
    by: golden([charged, { minuteOfDay: 720, energyWh: 1 }]),
  },
  { of: /across midnight/, by: golden([{ ...charged, minuteOfDay: 1400 }, charged]) },
]

test('each golden test that a publish wants is asked for by what it must show', () => {
  for (const missing of shows) {
    const others = shows.filter(each => each !== missing).map(({ by }) => by)
    expect(missingGoldens({ emits }, others)).toEqual([expect.stringMatching(missing.of)])
  }
  expect(missingGoldens({ emits }, [])).toHaveLength(4)
  expect(
    missingGoldens(
      { emits },
      shows.map(({ by }) => by),
    ),
  ).toEqual([])
})

test.each<[string, SamplePeriod[], boolean]>([
  ['an hour twice', [{ minuteOfDay: 120 }, { minuteOfDay: 120 }], true],
  ['an hour that is not there', [{ minuteOfDay: 60 }, { minuteOfDay: 180 }], true],
  ['half an hour, as at Lord Howe', [{ minuteOfDay: 60 }, { minuteOfDay: 90 }], true],
  ['the clock as it goes', [{ minuteOfDay: 60 }, {}], false],
  ['part of a minute', [{ durationSeconds: 61 }, { minuteOfDay: 722 }], false],
  ['over midnight as it goes', [{ minuteOfDay: 1400 }, {}], false],
])('%s', (_, periods, isJump) => {
  const missing = missingGoldens({ emits: [] }, [golden(periods)])
  expect(missing.some(fault => fault.includes('clock is set'))).toBe(!isJump)
})

test('one long period crosses midnight; one that ends there does not', () => {
  const crosses = (periods: SamplePeriod[]) =>
    !missingGoldens({ emits: [] }, [golden(periods)]).some(fault => fault.includes('midnight'))
  expect(crosses([{ minuteOfDay: 1380, durationSeconds: 3601 }])).toBe(true)
  expect(crosses([{ minuteOfDay: 1380, durationSeconds: 3600 }])).toBe(false)
  expect(crosses([])).toBe(false)
})
