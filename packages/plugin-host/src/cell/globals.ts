/** Names all that a plugin finds around it; whatever is not here does not exist for it. */

/**
 * Without a clock, randomness, code from text, asynchrony, shared memory, or anything that differs
 * between engines.
 */
export const pluginGlobals: readonly string[] = [
  'Array',
  'BigInt',
  'Boolean',
  'Error',
  'Infinity',
  'JSON',
  'Map',
  'Math',
  'NaN',
  'Number',
  'Object',
  'RangeError',
  'Set',
  'String',
  'Symbol',
  'SyntaxError',
  'TypeError',
  'WeakMap',
  'WeakSet',
  'isFinite',
  'isNaN',
  'parseFloat',
  'parseInt',
  'undefined',
]

/** The functions of Math that give the same bits on every engine. */
export const pluginMath = [
  'abs',
  'ceil',
  'clz32',
  'floor',
  'imul',
  'max',
  'min',
  'round',
  'sign',
  'trunc',
] as const

/**
 * What only some of the engines have, each by the object that holds it. It is taken away from all,
 * so that a plugin finds the same language everywhere; a test compares all that can be reached.
 */
export const laterAdditions: Readonly<Record<string, readonly string[]>> = {
  Array: ['fromAsync'],
  'BigInt.prototype': ['toLocaleString'],
  JSON: ['isRawJSON', 'rawJSON'],
  Map: ['groupBy'],
  'Map.prototype': ['getOrInsert', 'getOrInsertComputed'],
  Object: ['groupBy'],
  Promise: ['try', 'withResolvers'],
  'Set.prototype': [
    'difference',
    'intersection',
    'isDisjointFrom',
    'isSubsetOf',
    'isSupersetOf',
    'symmetricDifference',
    'union',
  ],
  'WeakMap.prototype': ['getOrInsert', 'getOrInsertComputed'],
}
