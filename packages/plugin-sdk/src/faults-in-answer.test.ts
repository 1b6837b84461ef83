/** Tries answers that break one rule each, and hostile objects whose code must never run. */

import type { Manifest, PluginLine } from './contract.js'
import { answerLimits, faultsInAnswer } from './faults-in-answer.js'
import { sampleInput } from './sample-input.js'

const manifest: Manifest = {
  id: 'sample',
  version: '1.0.0',
  contract: 1,
  author: 'Wattline',
  description: 'A share off energy, an idle fee, and a fee per kWh taken from a fact.',
  phase: 'PROMOTION',
  reads: { surcharge: { fact: 'driver.energyWh', days: 30 } },
  series: {},
  emits: [
    { code: 'OFF', kind: 'DISCOUNT', on: 'ENERGY', bounds: [{ shareOfBaseBp: { param: 'bp' } }] },
    { code: 'IDLE', kind: 'SURCHARGE', on: 'SESSION', bounds: [{ perHour: 7 }, { perSession: 5 }] },
    { code: 'KWH', kind: 'SURCHARGE', on: 'ENERGY', bounds: [{ perKwh: { fact: 'surcharge' } }] },
  ],
  cuts: [],
  params: { type: 'object', properties: { bp: { type: 'integer' } }, additionalProperties: false },
}
const input = sampleInput(
  [
    { energyWh: 1500, base: { ENERGY: 1001 } },
    { energyWh: 500, base: { ENERGY: 1000, TIME: 9 } },
  ],
  { surcharge: 300 },
)
const params = { bp: 1000 }
const off: PluginLine = {
  code: 'OFF',
  kind: 'DISCOUNT',
  on: 'ENERGY',
  amount: -100,
  labelKey: 'off',
}
const idle: PluginLine = {
  code: 'IDLE',
  kind: 'SURCHARGE',
  on: 'SESSION',
  amount: 19,
  labelKey: 'x',
}

const faultsOf = (answer: unknown) => faultsInAnswer(answer, manifest, { input, params })
const lines = (...list: unknown[]) => ({ lines: list })

test('an answer within its contract has no fault', () => {
  expect(faultsOf({ lines: [] })).toEqual([])
  expect(faultsOf(lines({ ...off, periods: [0, 1], labelArgs: ['ten', 10] }, idle))).toEqual([])
  expect(faultsOf(lines({ ...off, periods: undefined }))).toEqual([])
})

test.each<[string, unknown, RegExp]>([
  ['nothing', undefined, /must be an object/],
  ['a promise', Promise.resolve(lines()), /lines must be an array/],
  ['totals', { lines: [], total: 5 }, /unknown field 'total'/],
  ['lines in an object', { lines: { 0: off } }, /lines must be an array/],
  [
    'an array with a hole',
    { lines: Object.assign(new Array(3), { 0: off }) },
    /lines\[1] must be a plain value/,
  ],
  ['seventeen lines', lines(...Array(17).fill(off)), /at most 16 items, it has 17/],
  ['a line that is text', lines('OFF'), /lines\[0] must be an object/],
  ['an unknown field', lines({ ...off, vat: 19 }), /lines\[0] has an unknown field 'vat'/],
  ['__proto__ as a field', lines(JSON.parse('{"__proto__":{}}')), /unknown field '__proto__'/],
  ['a field named by a symbol', lines({ ...off, [Symbol('x')]: 1 }), /named by a symbol/],
  ['an unknown code', lines({ ...off, code: 'GIFT' }), /code is none that the manifest emits/],
  ['a kind not declared', lines({ ...off, kind: 'SURCHARGE', amount: 1 }), /must be a DISCOUNT/],
  ['a component not declared', lines({ ...off, on: 'TIME' }), /on ENERGY, as the manifest says/],
  ['a discount above zero', lines({ ...off, amount: 1 }), /DISCOUNT must be below zero/],
  ['a surcharge below zero', lines({ ...idle, amount: -1 }), /SURCHARGE must be above zero/],
  ['a line of zero', lines({ ...idle, amount: 0 }), /must be above zero/],
  ['a fraction', lines({ ...off, amount: -0.5 }), /whole number/],
  ['no number', lines({ ...off, amount: Number.NaN }), /whole number/],
  ['a bigint', lines({ ...off, amount: -5n }), /whole number/],
  ['past 2^53', lines({ ...off, amount: -(2 ** 53) }), /whole number/],
  ['a period that is not', lines({ ...off, periods: [2] }), /names period 2, but there are 2/],
  ['a period twice', lines({ ...off, periods: [1, 1] }), /rising indexes/],
  ['a period below zero', lines({ ...off, periods: [-1] }), /rising indexes/],
  ['no period at all', lines({ ...off, periods: [] }), /must name a period/],
  ['periods on the session', lines({ ...idle, periods: [0] }), /must be left out/],
  ['no label', lines({ ...off, labelKey: undefined }), /labelKey must be a text/],
  ['a label with spaces', lines({ ...off, labelKey: 'Ten off' }), /lower-case words/],
  [
    'a label argument object',
    lines({ ...off, labelArgs: [{}] }),
    /texts of at most 200 characters or whole numbers, found an object/,
  ],
  [
    'a label argument that no bill can be stored with',
    lines({ ...off, labelArgs: ['\ud800'] }),
    /no NUL and no half of a surrogate pair/,
  ],
  ['a long label argument', lines({ ...off, labelArgs: ['x'.repeat(201)] }), /found 'x+'/],
  [
    'a share above its bound',
    lines({ ...off, amount: -202 }),
    /comes to 202, above its bound of 201/,
  ],
  ['a rate above its bound', lines({ ...idle, amount: 20 }), /comes to 20, above its bound of 19/],
  ['many lines above their bound', lines(off, off, off), /OFF comes to 300, above/],
])('%s is refused', (_, answer, message) => {
  expect(faultsOf(answer).join('\n')).toMatch(message)
})

test('a bound follows facts, and one that names no whole number is a fault', () => {
  const line = { code: 'KWH', kind: 'SURCHARGE', on: 'ENERGY', amount: 600, labelKey: 'kwh' }
  expect(faultsOf(lines(line))).toEqual([])
  expect(faultsOf(lines({ ...line, amount: 601 }))).toEqual([
    'KWH comes to 601, above its bound of 600',
  ])
  const without = { input: { ...input, facts: {} }, params }
  expect(faultsInAnswer(lines(line), manifest, without)).toEqual([
    'the bound of KWH names a parameter or fact that is no whole number',
  ])
})

test('each further line of a code may round up by one part, and no more', () => {
  const two = (second: number) => lines(off, { ...off, amount: second })
  expect(faultsOf(two(-102))).toEqual([])
  expect(faultsOf(two(-103))).toHaveLength(1)
})

test('an answer longer than the limit is refused, however the text is spread', () => {
  const labelArgs = Array(8).fill('x'.repeat(200))
  const long = lines(...Array(16).fill({ ...off, amount: -1, labelArgs }))
  expect(faultsOf(long)).toEqual([
    expect.stringMatching(`at most ${answerLimits.characters} characters`),
  ])
})

test('no code of the answer ever runs', () => {
  let ran = 0
  const run = () => {
    ran += 1
    return []
  }
  class Sly extends Array {
    toJSON = run
    override [Symbol.iterator] = run as never
  }
  const getter = Object.defineProperty({}, 'lines', { get: run, enumerable: true })
  const inherited = Object.create({ lines: [], toJSON: run })
  const sly = Sly.from([off])
  const line = Object.assign(Object.create({ toJSON: run }), off)
  const faults = [getter, inherited, { lines: sly }, lines({ ...off, periods: Sly.from([0]) })]
  for (const answer of faults) expect(faultsOf(answer)).not.toEqual([])
  expect(faultsOf(lines(line))).toEqual([])
  expect(ran).toBe(0)
})
