/** Holds `definePlugin` to its types: an author's slip does not compile. */

import { definePlugin, type LineOf } from './define.js'

const head = {
  id: 'sample',
  version: '1.0.0',
  author: 'Wattline',
  description: 'A share off energy, and a fee.',
  phase: 'PROMOTION',
  cuts: [],
} as const
const emits = [
  { code: 'OFF', kind: 'DISCOUNT', on: 'ENERGY', bounds: [{ shareOfBaseBp: { param: 'bp' } }] },
  { code: 'FEE', kind: 'SURCHARGE', on: 'SESSION', bounds: [{ perSession: 5 }] },
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
type Line = LineOf<(typeof emits)[number]>
const off = { code: 'OFF', kind: 'DISCOUNT', on: 'ENERGY', amount: -1, labelKey: 'off' } as const

test('parameters are typed by the schema: required ones are there, others may be absent', () => {
  const plugin = definePlugin({
    ...head,
    emits,
    params,
    price: (_, given) => {
      const mode: 'all' | 'night' | undefined = given.mode
      const days: readonly number[] | undefined = given.days
      // @ts-expect-error No such parameter is declared.
      const unknown = given.discount
      return { lines: mode || days || unknown ? [{ ...off, amount: -given.bp }] : [] }
    },
  })
  const [line] = plugin.price({} as never, { bp: 7, mode: 'all' }).lines
  expect(line?.amount).toBe(-7)
})

test('a line is typed by the emit whose code it has', () => {
  const fee: Line = { ...off, code: 'FEE', kind: 'SURCHARGE', on: 'SESSION', amount: 5 }
  // @ts-expect-error No such code is emitted.
  const gift: Line = { ...off, code: 'GIFT' }
  // @ts-expect-error FEE is a surcharge on the session.
  const mixed: Line = { ...off, code: 'FEE' }
  expect([fee.code, gift.code, mixed.code]).toEqual(['FEE', 'GIFT', 'FEE'])
})

test('lines of several emits may be written where they are returned', () => {
  const plugin = definePlugin({
    ...head,
    emits,
    params,
    price: (_, { bp }) => ({
      lines: [
        { code: 'OFF', kind: 'DISCOUNT', on: 'ENERGY', amount: -bp, labelKey: 'off' },
        { code: 'FEE', kind: 'SURCHARGE', on: 'SESSION', amount: 5, labelKey: 'fee' },
      ],
    }),
  })
  const mixed = () =>
    definePlugin({
      ...head,
      emits,
      params,
      price: () => ({
        // @ts-expect-error FEE is a surcharge on the session.
        lines: [{ code: 'FEE', kind: 'DISCOUNT', on: 'SESSION', amount: -5, labelKey: 'fee' }],
      }),
    })
  expect(plugin.price({} as never, { bp: 1 }).lines).toHaveLength(2)
  expect(mixed().manifest).toEqual(plugin.manifest)
})

test('the manifest carries what was written, and the contract version', () => {
  const { manifest } = definePlugin({ ...head, emits, params, price: () => ({ lines: [] }) })
  expect(manifest).toEqual({ ...head, emits, params, reads: {}, series: {}, contract: 1 })
})

test('facts and series are typed by what is read, and nothing else is there', () => {
  const plugin = definePlugin({
    ...head,
    reads: { tier: { fact: 'membership.tier' }, recent: { fact: 'driver.sessions', days: 30 } },
    series: { spot: { name: 'DE-LU' } },
    emits,
    params,
    price: ({ facts, periods }, { bp }) => {
      const tier: string | null = facts.tier
      const recent: number = facts.recent
      const spot: number | null | undefined = periods[0]?.series.spot
      // @ts-expect-error No such fact is read.
      const unknown = facts.fleet
      const amount = tier || spot || unknown ? -bp : -recent
      return { lines: [{ ...off, amount }] }
    },
  })
  const input = { facts: { tier: null, recent: 4 }, periods: [{ series: { spot: null } }] }
  expect(plugin.price(input as never, { bp: 7 }).lines[0]?.amount).toBe(-4)
})
