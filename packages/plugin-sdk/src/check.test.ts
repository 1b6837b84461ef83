/**
 * Tries plugins that would be refused at publish, and shows that `checkPlugin` finds each on the
 * author's machine.
 */

import { checkPlugin } from './check.js'
import type { PluginInput } from './contract.js'
import { definePlugin } from './define.js'
import { type SamplePeriod, sampleInput } from './sample-input.js'

const head = {
  id: 'sample',
  version: '1.0.0',
  author: 'Wattline',
  description: 'A share off energy.',
  phase: 'PROMOTION',
  reads: {},
  series: {},
  cuts: [],
} as const
const emits = [
  { code: 'OFF', kind: 'DISCOUNT', on: 'ENERGY', bounds: [{ shareOfBaseBp: { param: 'bp' } }] },
] as const
const params = {
  type: 'object',
  properties: {
    bp: { type: 'integer' },
    mode: { enum: ['all', 'night'] },
    days: { type: 'array', items: { type: 'integer' } },
  },
  required: ['bp'],
  additionalProperties: false,
} as const
const off = (amount: number) =>
  ({ code: 'OFF', kind: 'DISCOUNT', on: 'ENERGY', amount, labelKey: 'off' }) as const
const plugin = (price: (input: PluginInput, bp: number) => readonly ReturnType<typeof off>[]) =>
  definePlugin({ ...head, emits, params, price: (input, { bp }) => ({ lines: price(input, bp) }) })

const tenth = (input: PluginInput) => -(input.periods[0]?.base.ENERGY ?? 0) / 10
const golden = (name: string, periods: readonly SamplePeriod[]) => {
  const input = sampleInput(periods)
  const amount = tenth(input)
  return { name, input, params: { bp: 1000 }, lines: amount < 0 ? [off(amount)] : [] }
}
const charged = (ENERGY: number) => ({ energyWh: 5000, base: { ENERGY } })
const goldens = [
  golden('a tenth off', [charged(1000)]),
  golden('across midnight', [{ ...charged(2000), minuteOfDay: 1410 }]),
  golden('an hour twice', [
    { ...charged(3000), minuteOfDay: 120 },
    { ...charged(1), minuteOfDay: 120 },
  ]),
  golden('nothing charged', [{}]),
]
const tenthOff = plugin(input => (tenth(input) < 0 ? [off(tenth(input))] : []))

test('a pure plugin within its manifest and its golden tests has no finding', () => {
  expect(checkPlugin(tenthOff, goldens)).toEqual([])
})

test('state that lives from one session to the next is found', () => {
  let calls = 0
  const findings = checkPlugin(
    plugin(input => {
      calls += 1
      return calls > 5 || tenth(input) === 0 ? [] : [off(tenth(input))]
    }),
    goldens,
  )
  expect(findings[0]).toEqual({
    sample: 'across midnight',
    fault: expect.stringMatching(
      /^the same input gave another answer when asked again: first .*OFF.*, then .*nothing between/,
    ),
  })
})

test('a line that is not the golden test’s is told with what was expected and found', () => {
  const found = checkPlugin(
    plugin(input => (tenth(input) < 0 ? [off(tenth(input) + 1)] : [])),
    goldens.slice(0, 1),
  )
  expect(found[0]).toEqual({
    sample: 'a tenth off',
    fault: 'lines[0].amount: expected -100, found -99',
  })
})

test('samples without lines are tried, but are no golden tests', () => {
  const samples = goldens.map(({ lines, ...sample }) => sample)
  expect(checkPlugin(tenthOff, samples)).toHaveLength(4)
  expect(checkPlugin(tenthOff, [...samples, ...goldens])).toEqual([])
})

test.each<[string, Parameters<typeof plugin>[0], RegExp]>([
  [
    'a changed input',
    input => {
      Object.assign(input.session, { energyWh: 0 })
      return []
    },
    /^price threw TypeError: .*read only.*, at src\/check\.test\.ts:[0-9]+:[0-9]+; price /,
  ],
  [
    'a thrown error',
    () => {
      throw new RangeError('no price')
    },
    /^price threw RangeError: no price, at src\/check\.test\.ts:[0-9]+:[0-9]+; price must/,
  ],
  ['a line above its bound', () => [off(-101)], /comes to 101, above its bound of 100/],
  ['a line of zero', () => [off(0)], /must be below zero, found 0: leave a line of zero out/],
])('%s is found', (_, price, fault) => {
  expect(checkPlugin(plugin(price), goldens)[0]?.fault).toMatch(fault)
})

test('golden tests that are missing are asked for one by one', () => {
  expect(checkPlugin(tenthOff, goldens.slice(1, 3)).map(({ fault }) => fault)).toEqual([
    expect.stringContaining('without energy'),
  ])
})

test('faults of the manifest are found before anything runs', () => {
  const broken = definePlugin({ ...head, id: 'No', emits, params, price: () => ({ lines: [] }) })
  expect(checkPlugin(broken, goldens).map(finding => finding.fault)).toEqual([
    "id must be lower-case words joined by hyphens: 'No'",
  ])
})
