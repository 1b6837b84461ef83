/** Attacks on time and memory: they end with a session, never with a host or a neighbour. */

import { of } from './attack.js'

const loop = of('endless loop')
const memory = of('memory')
const recursion = of('recursion')
const fill = (body: string) => `const held = []; for (;;) held.push(${body})`
const native = `const long = { length: 2 ** 53 - 1 };`

export const workWithoutEnd = [
  loop('in plain code', 'timeout', 'for (;;) {}'),
  loop(
    'that catches and goes on',
    'timeout',
    'for (;;) { try { for (;;) {} } finally { continue } }',
  ),
  loop(
    'in a recursion of exponential size',
    'timeout',
    'const f = n => n < 2 ? 1 : f(n - 1) + f(n - 2); f(60)',
  ),
  loop('in a native search', 'timeout', `${native} Array.prototype.indexOf.call(long, 1)`),
  loop('in a native lookup', 'timeout', `${native} Array.prototype.includes.call(long, 1)`),
  loop(
    'in a native search from the end',
    'timeout',
    `${native} Array.prototype.lastIndexOf.call(long, 1)`,
  ),
  loop('in a native reversal', 'timeout', `${native} Array.prototype.reverse.call(long)`),
  loop(
    'in a native test of every item',
    'timeout',
    `${native} Object.freeze(long); Array.prototype.every.call(long, () => true)`,
  ),
  loop('in a regular expression', 'timeout', `/^(a+)+$/.test('a'.repeat(60) + 'b')`),
  loop(
    'in a nested quantifier with groups',
    'timeout',
    `/^((a|aa)+)+$/.test('a'.repeat(80) + '!')`,
  ),
  loop('in a back-reference', 'timeout', `/^(.*)*\\1x$/.test('ab'.repeat(40))`),
  loop('in a replacement by function', 'timeout', `'x'.replace(/x/, () => { for (;;) {} })`),
  loop('in a comparator', 'timeout', '[3, 2, 1].sort(() => { for (;;) {} })'),
  loop('in a conversion to text', 'timeout', `'' + { toString() { for (;;) {} } }`),
  loop(
    'in an iterator that never ends',
    'timeout',
    'for (const _ of { [Symbol.iterator]: () => ({ next: () => ({ done: false }) }) }) ;',
  ),
  loop('in a getter met by JSON', 'timeout', 'JSON.stringify({ get a() { for (;;) {} } })'),
  loop('in a growing bigint', 'timeout', 'let n = 3n; for (;;) n *= n % 9007199254740993n + 2n'),

  memory('objects without end', { v8: 'memory', quickjs: 'timeout' }, fill('{ at: held.length }')),
  memory('arrays without end', 'memory', fill('new Array(10000).fill(1)')),
  memory('texts without end', 'memory', fill(`('x' + held.length).repeat(100000).split('')`)),
  memory('one array in a single call', 'memory', 'new Array(2 ** 27).fill(0).map(at => [at])'),
  memory(
    'a map without end',
    'memory',
    'const map = new Map(); for (let at = 0; ; at += 1) map.set(at, [at])',
  ),
  memory(
    'closures without end',
    'memory',
    'let f = () => 0; for (;;) { const g = f; f = () => [g] }',
  ),
  memory('one text doubled without end', 'threw', `let text = 'x'; for (;;) text += text`),
  memory('a text of the greatest length', 'threw', `'x'.repeat(2 ** 30).split('').map(x => [x])`),
  memory('padding without end', 'threw', `'x'.padEnd(2 ** 31)`),
  memory(
    'a list without items, joined',
    { v8: 'threw', quickjs: 'memory' },
    `new Array(2 ** 22).join('x'.repeat(2000))`,
  ),
  memory('a bigint of a gigabit', 'threw', '1n << (2n ** 33n)'),

  recursion('without end', 'threw', 'const f = () => f() + 1; f()'),
  recursion(
    'caught and begun again',
    'timeout',
    'const f = () => f() + 1; for (;;) try { f() } catch {}',
  ),
  recursion('through a native function', 'threw', 'const f = () => [1].map(f); f()'),
  recursion('through a conversion', 'threw', 'const o = { toString: () => String(o) }; String(o)'),
  recursion('through a replacement', 'threw', `const f = () => 'a'.replace(/a/, f); f()`),
  recursion(
    'of JSON read back',
    { v8: 'APPLIED', quickjs: 'threw' },
    `JSON.parse('['.repeat(100000) + ']'.repeat(100000))`,
  ),
  recursion(
    'of a structure written out',
    { v8: 'threw', quickjs: 'APPLIED' },
    'let a = []; for (let i = 0; i < 12000; i += 1) a = [a]; JSON.stringify(a)',
  ),
]
