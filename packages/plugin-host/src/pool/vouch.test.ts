/**
 * Holds the quick yes to the contract's own judge: it never says yes where that one finds a fault.
 */

import {
  type Emit,
  faultsInAnswer,
  type Manifest,
  type PluginInput,
  sampleInput,
} from '@wattline/plugin-sdk'
import fc from 'fast-check'

import { voucherFor } from './vouch.js'

const figure = fc.oneof(
  fc.integer({ min: -3, max: 20_000 }),
  fc.maxSafeInteger(),
  fc.constant({ param: 'rate' }),
  fc.constant({ fact: 'rate' }),
)
const bound = fc.oneof(
  fc.record({ shareOfBaseBp: figure }),
  fc.record({ perKwh: figure }),
  fc.record({ perHour: figure }),
  fc.record({ perSession: figure }),
)
const components = ['ENERGY', 'TIME', 'SESSION'] as const
const emitOf = (code: string): fc.Arbitrary<Emit> =>
  fc.record({
    code: fc.constant(code),
    kind: fc.constantFrom('DISCOUNT', 'SURCHARGE'),
    on: fc.constantFrom(...components),
    bounds: fc.array(bound, { minLength: 1, maxLength: 2 }),
  }) as fc.Arbitrary<Emit>
const amount = fc.oneof(
  { weight: 20, arbitrary: fc.integer({ min: 1, max: 600 }) },
  fc.maxSafeInteger(),
  fc.double(),
)

/** A line that is sound but for what chance changes; as JSON, as it comes out of a cell. */
const lineOf = ({ code, kind, on }: Emit): fc.Arbitrary<unknown> =>
  fc
    .record(
      {
        code: fc.oneof({ weight: 20, arbitrary: fc.constant(code) }, fc.constantFrom('NO', 5)),
        kind: fc.oneof({ weight: 20, arbitrary: fc.constant(kind) }, fc.constant('DISCOUNT')),
        on: fc.oneof({ weight: 20, arbitrary: fc.constant(on) }, fc.constant('SESSION')),
        amount: amount.map(size => (kind === 'DISCOUNT' ? -Math.abs(size) : Math.abs(size))),
        labelKey: fc.oneof(
          { weight: 20, arbitrary: fc.constantFrom('off-peak.discount', 'x') },
          fc.constantFrom('Off', '', 'x'.repeat(101), null),
        ),
        periods: fc.oneof(
          { weight: 9, arbitrary: fc.constantFrom([0], [0, 1], [1]) },
          fc.jsonValue({ maxDepth: 1 }),
        ),
        labelArgs: fc.oneof(
          { weight: 9, arbitrary: fc.array(fc.oneof(fc.string(), fc.integer()), { maxLength: 8 }) },
          fc.constantFrom([1.5], [null], ['x'.repeat(201)], Array(9).fill(1), 'x'),
        ),
        more: fc.constant(1),
      },
      { requiredKeys: ['code', 'kind', 'on', 'amount', 'labelKey'] },
    )
    .chain(line => fc.constantFrom(line, ...Array(9).fill({ ...line, more: undefined })))
    .map(line => JSON.parse(JSON.stringify(line)))

const manifestWith = (emits: readonly Emit[]): Manifest => ({
  id: 'any',
  version: '1.0.0',
  contract: 1,
  author: 'Wattline',
  description: 'Any.',
  phase: 'SURCHARGE',
  reads: { rate: { fact: 'driver.sessions', days: 1 } },
  series: {},
  emits,
  cuts: [],
  params: { type: 'object', properties: { rate: {} }, additionalProperties: false },
})

const base = fc.oneof(fc.integer({ min: -50, max: 3000 }), fc.maxSafeInteger())
const inputs: fc.Arbitrary<PluginInput> = fc
  .tuple(
    fc.array(
      fc.record({
        energyWh: fc.nat(90_000),
        base: fc.record({ ENERGY: base, TIME: base, FLAT: base }),
      }),
      { maxLength: 3 },
    ),
    fc.oneof(fc.nat(500), fc.constantFrom(null, 'x')),
  )
  .map(([periods, rate]) => sampleInput(periods, rate === null ? {} : { rate }))

const answers = fc.tuple(emitOf('A'), emitOf('B')).chain(emits =>
  fc.record({
    manifest: fc.constant(manifestWith(emits)),
    lines: fc.oneof(
      { weight: 9, arbitrary: fc.array(fc.oneof(...emits.map(lineOf)), { maxLength: 2 }) },
      fc.array(fc.oneof(...emits.map(lineOf), fc.constantFrom(null, 5, [])), {
        maxLength: 17,
        size: 'max',
      }),
    ),
    input: inputs,
    params: fc.constantFrom({ rate: 100 }, { rate: 1.5 }, {}),
  }),
)

test('what is vouched for has no fault', () => {
  let vouched = 0
  let judged = 0
  fc.assert(
    fc.property(answers, ({ manifest, lines, input, params }) => {
      judged += 1
      if (!voucherFor(manifest, params)(lines, input)) return
      vouched += lines.length > 0 ? 1 : 0
      expect(faultsInAnswer({ lines }, manifest, { input, params })).toEqual([])
    }),
    { numRuns: 3000 },
  )
  expect(vouched).toBeGreaterThan(judged / 100)
})

const off: Emit = {
  code: 'OFF',
  kind: 'DISCOUNT',
  on: 'ENERGY',
  bounds: [{ shareOfBaseBp: { param: 'bp' } }],
}
const line = { code: 'OFF', kind: 'DISCOUNT', on: 'ENERGY', amount: -250, labelKey: 'off.x' }
const two = sampleInput([{ base: { ENERGY: 600 } }, { base: { ENERGY: 400 } }])
const vouchesFor = (lines: unknown[], params = { bp: 2500 }) =>
  voucherFor(manifestWith([off]), params)(lines, two)

test('the usual answer is vouched for, up to its bound', () => {
  expect(vouchesFor([line])).toBe(true)
  expect(vouchesFor([{ ...line, periods: [0, 1], labelArgs: [2500, '22:00'] }])).toBe(true)
  expect(vouchesFor([{ ...line, amount: -251 }])).toBe(false)
  expect(vouchesFor([line, { ...line, amount: -1 }])).toBe(true)
  expect(vouchesFor([line, { ...line, amount: -2 }])).toBe(false)
})

test.each([
  ['an inherited name as a field', JSON.parse('{"__proto__":{}}')],
  ['a field too many', { ...line, vat: 19 }],
  ['a period twice', { ...line, periods: [1, 1] }],
  ['a period that is not there', { ...line, periods: [2] }],
  ['a fraction', { ...line, amount: -0.5 }],
  ['a line above zero', { ...line, amount: 5 }],
])('%s is left to the judge', (_, odd) => {
  expect(vouchesFor([odd])).toBe(false)
})

test('a figure past what a number holds exactly is left to the judge', () => {
  const params = { bp: Number.MAX_SAFE_INTEGER }
  expect(vouchesFor([line], params)).toBe(false)
  const answer = { lines: [line] }
  expect(faultsInAnswer(answer, manifestWith([off]), { input: two, params })).toEqual([])
})

test('lines that may be too long together are left to the judge', () => {
  const labelArgs = Array(8).fill('x'.repeat(200))
  expect(vouchesFor(Array(16).fill({ ...line, amount: -1, labelArgs }))).toBe(false)
})
