/** Tries the ways in which a bundle may export its plugin, and those that are refused. */

import { runInThisContext } from 'node:vm'

import { factorySource } from './factory.js'

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
])('%p makes its plugin anew with every call', bundle => {
  const [first, second] = instancesOf(bundle)
  expect(first).toEqual({ at: 1 })
  expect(second).toEqual({ at: 1 })
  expect(first).not.toBe(second)
})

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
