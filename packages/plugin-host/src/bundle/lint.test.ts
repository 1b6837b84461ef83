/**
 * Tries every rule of the lint on the smallest bundle that breaks it, and on its nearest neighbour
 * that does not.
 */

import { lintBundle } from './lint.js'

const end = '\nexport default 1'
const messages = (code: string) => lintBundle(code + end).map(({ message }) => message)

test.each([
  [`import x from 'x'`, 'no imports'],
  [`export * from 'x'`, 'no imports'],
  [`export { x } from 'x'`, 'no imports'],
  [`import('x')`, 'no imports'],
  ['import.meta', 'no meta properties'],
  ['const f = async () => 1', 'no async code'],
  ['class A { async f() {} }', 'no async code'],
  ['await 1', 'no async code'],
  ['for await (const a of []) a', 'no async code'],
  ['const f = function* () {}', 'no generators'],
  ['const a = 2 ** 3', 'no **'],
  ['let a = 2; a **= 3', 'no **='],
  ['debugger', 'no debugger statement'],
  ['[].constructor', 'no .constructor'],
  [`[]['constructor']`, 'no .constructor'],
  [`[]['con' + ('struc' + 'tor')]`, 'no .constructor'],
  ['[][`con$' + '{"struc"}tor`]', 'no .constructor'],
  [`const { ['construct' + 'or']: c } = []`, 'no .constructor'],
  [`({}).__defineGetter__('a', () => 1)`, 'no __defineGetter__'],
  [`'a'.toLocaleUpperCase()`, 'no toLocaleUpperCase'],
  ['const { constructor: c } = []', 'no .constructor'],
  ['({}).__proto__', 'no __proto__'],
  ['const a = { __proto__: null }', 'no __proto__'],
  ['(5).toLocaleString()', 'no toLocaleString'],
  [`'a'.localeCompare('b')`, 'no localeCompare'],
  ['Math.pow(1, 2)', 'no Math.pow'],
  ['Math.random()', 'no Math.random'],
  ['Math.PI', 'no Math.PI'],
  ['const m = Math', 'Math may only be called by name'],
  [`Math['p' + 'ow'](1, 2)`, 'no Math.pow'],
  [`const name = 'floor'; Math[name](1)`, 'Math may only be called by name'],
  ['Date.now()', 'a plugin has no clock'],
  ['new Date()', 'a plugin has no clock'],
  [`eval('1')`, 'no code from text'],
  [`new Function('')`, 'no code from text'],
  [`new RegExp('')`, 'no RegExp constructor'],
  ['globalThis.a', 'no globalThis'],
  ['Promise.resolve()', 'no async code'],
  ['console.log(1)', 'no console'],
  ['process.exit()', 'no process'],
  ['surprise()', "unknown global 'surprise'"],
  ['const a = { surprise }', "unknown global 'surprise'"],
])('%p: %s', (code, message) => {
  expect(messages(code)[0]).toContain(message)
})

test.each([
  ['Math.floor(1.5) + Math.max(1, 2)'],
  [`Math['trunc'](1.5)`],
  ['const a = { Date: 1, process: 2 }; a.Date + a.process'],
  ['const price = (input, { rate: r = 1, ...rest }) => [input, r, rest]'],
  ['const { a, b: [c, ...d] } = { a: 1, b: [2] }; [a, c, d]'],
  ['class Tier { static of() { return new Tier() } }; Tier.of()'],
  ['try { JSON.parse("") } catch (error) { error.message }'],
  ['outer: for (;;) { break outer }'],
  ['function f(n) { return n < 1 ? 0 : f(n - 1) }; f(3); /^a+$/.test("a"); BigInt(3) * 2n'],
])('%p is sound', code => {
  expect(messages(code)).toEqual([])
})

test('a fault names its line and column', () => {
  expect(lintBundle('const a = 1\n  const b = a ** 2\nexport default b')).toEqual([
    { line: 2, column: 13, message: 'no **: engines disagree on it; multiply' },
  ])
  expect(lintBundle('const a = ;')).toEqual([{ line: 1, column: 11, message: 'Unexpected token' }])
})

test('all faults are told together, in order', () => {
  const places = lintBundle(`new Date()\nMath.sin(1)\nimport('x')${end}`)
  expect(places.map(({ line }) => line)).toEqual([1, 2, 3])
})

test('a bundle without a default export, or too large, is refused', () => {
  expect(lintBundle('const a = 1')[0]?.message).toBe('the bundle must export its plugin as default')
  expect(lintBundle('x'.repeat(262_145))[0]?.message).toContain('at most 262144 characters')
})

test('a name in a thousand pieces is read as none', () => {
  expect(messages(`[][${`'a' + `.repeat(1000)}'a']`)).toEqual([])
})

test('a bundle nested deeper than a stack is refused, not crashed on', () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
  expect(messages(deep)).toEqual(['Not enough stack space to parse input'])
})
