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
