/** Tries the ways in which a bundle may export its plugin, and those that are refused. */

import { runInThisContext } from 'node:vm'

import { factorySource, placeInBundle } from './factory.js'

/** Evaluated here without a compartment: only the shape of the script is tried. */
function instancesOf(bundle: string): unknown[] {
  const script = factorySource(bundle)
  if ('fault' in script) throw new Error(script.fault)
  const instantiate = runInThisContext(script.source) as () => unknown
  return [instantiate(), instantiate()]
}

test.each([
  ['const plugin = { at: 1 }\nexport { plugin as default }'],
  ['export { plugin as default }; const plugin = { at: 1 }'],
  ['export default { at: 1 }'],
  ['export default { at: 1 };// a comment to the end'],
  ['export default ({ at: 1 })'],
  ['export /* the */ default // plugin\n  { at: 1 }\n;[1].map(String)'],
  ['export const named = 1\nexport { named as other }\nexport default { at: named }'],
  ['const Math = { max: () => 1 }\nexport default { at: Math.max(2) }'],
  ['const plugin = { at: 1 }; plugin.at = 1\nexport { plugin as default }'],
])('%p makes its plugin anew with every call, or frozen', bundle => {
  const [first, second] = instancesOf(bundle)
  expect(first).toEqual({ at: 1 })
  expect(second).toEqual({ at: 1 })
  expect(first !== second || Object.isFrozen(first)).toBe(true)
})

/** Each counts what it was asked before, in one of the ways in which code keeps something. */
test.each([
  ['let count = 0; export default { price: () => (count += 1) }'],
  ['let count = 0; const next = () => ++count; export default { price: () => next() }'],
  ['const seen = []; export default { price: () => seen.push(1) }'],
  ['const seen = [5]; export default { price: () => seen.push(1) }'],
  ['const seen = [5]; export default { price: () => seen["push"](1) }'],
  ['const kept = { count: 0 }; export default { price: () => (kept.count += 1) }'],
  ['const kept = { in: { count: 0 } }; export default { price: () => ++kept.in["count"] }'],
  ['const kept = { count: 1 }; export default { price: () => delete kept.count }'],
  ['const kept = { count: 0 }; export default { price: () => { [kept.count] = [1]; return 1 } }'],
  ['const kept = new Map(); export default { price: () => kept.set(kept.size, 1).size }'],
  ['const kept = [new Set()]; export default { price: () => kept[0].add(kept[0].size).size }'],
  ['const f = () => (f.count = 1 + (f.count ?? 0)); export default { price: f }'],
  ['const make = () => { let n = 0; return () => ++n }; export default { price: make() }'],
  ['const make = (n = 0) => () => ++n; const price = make(); export default { price }'],
  ['const found = /a/g; export default { price: () => found.test("aaa") && found.lastIndex }'],
  ['class Kept { static count = 0 } export default { price: () => ++Kept.count }'],
  ['var count; var price = () => (count = 1 + (count ?? 0)); export default { price }'],
  ['var count = 1; var count = 2; export default { price: () => ++count }'],
  ['const kept = { get it() { return [] } }; export default { price: () => kept.it.push(1) }'],
  ['const id = x => x; export default id({ left: 0, price() { return ++this.left } })'],
  ['const id = x => x; const kept = id({ n: [0] }); export default { price: () => ++kept.n[0] }'],
  ['export default { count: 0, price() { return ++this.count } }'],
])('nothing that %p keeps is there in the next session', bundle => {
  const told = instancesOf(bundle).map(instance => {
    const plugin = instance as { price: () => unknown }
    return [1, 2].map(() => {
      try {
        return plugin.price()
      } catch (thrown) {
        return (thrown as Error).message
      }
    })
  })
  expect(told[1]).toEqual(told[0])
})

test('a literal that a session writes to behind its name is frozen: the write throws', () => {
  const bundle = `const limits = { most: 5 }
const raise = of => { of.most += 1 }
export default { price: () => raise(limits) }`
  const [plugin] = instancesOf(bundle) as { price: () => unknown }[]
  expect(() => plugin?.price()).toThrow(/read only/)
})

test.each([
  ['const refuse = () => {\n  throw new Error() }\nexport default { price: refuse }', 2, 9],
  [
    'let kept; const price = () => {\n\n kept = 1; throw new Error() }\nexport default { price }',
    3,
    18,
  ],
  [
    `const id = x => x; let f = id([1,
2]); const plugin = { price: () => f() }; export { plugin as default }`,
    2,
    36,
  ],
])('a place in the script of %p leads back to its bundle', (bundle, line, column) => {
  const script = factorySource(bundle)
  if ('fault' in script) throw new Error(script.fault)
  const make = runInThisContext(script.source, { filename: 'tried.js' }) as () => typeof plugin
  const plugin = make() as unknown as { price: () => unknown }
  let stack = ''
  try {
    plugin.price()
  } catch (thrown) {
    stack = String((thrown as Error).stack)
  }
  const told = /tried\.js:(\d+):(\d+)/.exec(stack)?.slice(1).map(Number)
  expect(placeInBundle(bundle, told)).toEqual({ line, column })
})

test.each([[undefined], [[1, 1]], [[3, 1]], [[5, 1]], [[2.5, 1]], [[2, 0]], ['2:1']])(
  'there is no place %p in a bundle of one line',
  told => {
    expect(placeInBundle('export default 1', told)).toBe(undefined)
  },
)

test('a default export that is declared with a name keeps it, and may be used before', () => {
  const [first] = instancesOf('price.at = 1; export default function price() {}')
  expect(first).toHaveProperty('at', 1)
})

test.each([
  [`import x from 'x'; export default x`, 'must not import'],
  [`export { default } from 'x'`, 'must not import'],
  [`export * from 'x'; export default 1`, 'must not import'],
  ['export const plugin = 1', 'must export its plugin as default'],
  ['}; { export default 1', 'Unexpected token (line 1, column 1)'],
  ['export default 1 // \u2028 }', 'Unexpected token (line 2, column 2)'],
])('%p is refused', (bundle, fault) => {
  expect(() => instancesOf(bundle)).toThrow(fault)
})
