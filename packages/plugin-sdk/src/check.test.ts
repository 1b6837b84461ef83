/**
 * Tries plugins that would be refused at publish, and shows that `checkPlugin` finds each on the
 * author's machine.
 */

import { checkPlugin } from './check.js'
import type { PluginInput } from './contract.js'
import { definePlugin } from './define.js'
import { sampleInput } from './sample-input.js'

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

const samples = [1000, 2000, 3000].map(ENERGY => ({
  name: `base ${ENERGY}`,
  input: sampleInput([{ energyWh: 5000, base: { ENERGY } }]),
  params: { bp: 1000 },
}))
const tenth = (input: PluginInput) => -(input.periods[0]?.base.ENERGY ?? 0) / 10

test('a pure plugin within its manifest has no finding', () => {
  expect(
    checkPlugin(
      plugin(input => [off(tenth(input))]),
      samples,
    ),
  ).toEqual([])
})

test('state that lives from one session to the next is found', () => {
  let calls = 0
  const findings = checkPlugin(
    plugin(input => {
      calls += 1
      return calls > 4 ? [] : [off(tenth(input))]
    }),
    samples,
  )
  expect(findings[0]?.fault).toBe('the same input gave another answer when asked again')
})

test.each<[string, Parameters<typeof plugin>[0], RegExp]>([
  [
    'a changed input',
    input => {
      Object.assign(input.session, { energyWh: 0 })
      return []
    },
    /price threw: /,
  ],
  [
    'a thrown error',
    () => {
      throw new Error('no price')
    },
    /price threw: no price/,
  ],
  ['a line above its bound', () => [off(-101)], /comes to 101, above its bound of 100/],
  ['a promised line never shown', () => [], /no sample shows a line OFF/],
])('%s is found', (_, price, fault) => {
  expect(checkPlugin(plugin(price), samples)[0]?.fault).toMatch(fault)
})

test('faults of the manifest are found before anything runs', () => {
  const broken = definePlugin({ ...head, id: 'No', emits, params, price: () => ({ lines: [] }) })
  expect(checkPlugin(broken, samples).map(finding => finding.fault)).toEqual([
    "id must be lower-case words joined by hyphens: 'No'",
  ])
})
