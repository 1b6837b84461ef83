/** Tries what of a bundle counts as constant: the rest is made anew for each session. */

import { constantsOf } from './constants.js'
import { parseBundle } from './parse.js'

function found(bundle: string): { names: string[]; literals: string[] } {
  const parsed = parseBundle(bundle)
  if ('message' in parsed) throw new Error(parsed.message)
  const { statements, literals } = constantsOf(parsed.program)
  return {
    names: statements.flatMap(({ names }) => names),
    literals: literals.map(({ start, end }) => bundle.slice(start, end)),
  }
}

test.each([
  ['const day = 24 * 60 * 60, text = `a`, sign = -1', ['day', 'text', 'sign']],
  ['const most = Number.MAX_SAFE_INTEGER; function f() { return most }', ['most', 'f']],
  ['const Number = { a: new Map() }; const most = Number.a', []],
  [
    'const even = n => n === 0 || odd(n - 1); const odd = n => n !== 0 && even(n - 1)',
    ['even', 'odd'],
  ],
  ['let n = 0; const f = () => ++n; const g = () => f(); const h = () => 1', ['h']],
  ['const a = [1, { b: [2, f] }]; function f() {}', ['a', 'f']],
  ['const a = []; const b = {}; const c = [...d]; const d = [1]; const e = { ...d }', ['d']],
  ['const a = /x/; const b = [/x/]; const c = new Set(); const d = { [e]: 1 }; const e = 1', ['e']],
  ['const a = { b: 1 }; a.b = 2; const c = [1]; [c[0]] = [2]; const d = [1]; d.sort()', []],
  ['const a = [1]; for (a[0] of [2]) {} const b = [1]; for (const x of b) {}', ['b']],
  ['{ var a = 1 } var a = 2; try {} catch (b) {} const b = 1', []],
  ['async function a() {} function* b() {} const c = async () => {}', []],
  ['class A {} const a = () => new A(); const b = { get c() { return 1 } }', []],
  ['const a = { __proto__: { b: 1 } }; const c = unknown; const d = [1, , 2]', []],
])('%p holds constant %p', (bundle, names) => {
  expect(found(bundle).names).toEqual(names)
})

test('of another statement, only what it hands on at once is constant', () => {
  const bundle = `const id = x => x
let count = 0
const kept = id({ parts: { a: [1, 2] }, price: () => ++count, none: [] }, [3])
let mine = [4]
const state = id({ of: [6] })
state.of = { is: [7] }
const inside = () => id([5, count])`
  expect(found(bundle)).toEqual({ names: ['id', 'mine'], literals: ['{ a: [1, 2] }', '[3]'] })
})

test('a long chain of functions of which the last keeps something is judged at once', () => {
  const chain = Array.from({ length: 4000 }, (_, at) => `function f${at}() { f${at + 1}() }`)
  const sum = Array.from({ length: 4000 }, () => '1').join(' + ')
  const bundle = `${chain.join('\n')}\nlet n = 0\nfunction f4000() { n += 1 }\nconst sum = ${sum}`
  expect(found(bundle).names).toEqual(['sum'])
})
