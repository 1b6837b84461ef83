/** Attacks on the walls: escapes, pollution, and what a plugin must not find around it. */

import { of } from './attack.js'

const way = of('escape')
const pollution = of('pollution')
const chance = of('clock and chance')
const reach = of('reach')
const run = `('return process')()`
const absent = (names: string) =>
  names
    .split(' ')
    .map(name => `if (typeof ${name} !== 'undefined') leak('${name}')`)
    .join('\n')

export const waysOut = [
  way('by the constructor of a function', 'threw', `[].map.constructor${run}`),
  way('by a caught error', 'threw', `try { null.x } catch (e) { e.constructor.constructor${run} }`),
  way(
    'by an error of a full stack',
    'threw',
    `const f = () => f(); try { f() } catch (e) { e.constructor.constructor${run} }`,
  ),
  way('by an async function', 'threw', `(async () => {}).constructor${run}`),
  way('by a generator', 'threw', `(function* () {}).constructor${run}`),
  way('by the input', 'threw', `input.constructor.constructor${run}`),
  way('by the parameters', 'threw', `params.constructor.constructor${run}`),
  way('by the array of an input', 'threw', `input.periods.constructor.from.constructor${run}`),
  way('by a name put together', 'threw', `(() => 0)['con' + 'structor']${run}`),
  way('by the caller', 'threw', 'arguments.callee.caller'),
  way('by this', 'APPLIED', `const self = (function () { return this })(); if (self) leak('this')`),
  way(
    'by an iterator of the host',
    'threw',
    `input.periods[Symbol.iterator]().next.constructor${run}`,
  ),
  way(
    'by a species',
    'APPLIED',
    `class Odd extends Array { static get [Symbol.species]() { return function () { return input.session } } }
    try { Odd.from([1]).map(x => x) } catch {}
    if (input.session.durationSeconds !== 22) leak('session')`,
  ),
  way(
    'by the frames of a stack trace',
    'APPLIED',
    `try { Error.prepareStackTrace = (_, frames) => frames } catch {}
    const { stack } = new Error('x')
    if (stack !== undefined && typeof stack !== 'string') leak('frames')
    if (/cell\\.js|node:|eval/.test(stack ?? '')) leak('stack')`,
  ),
  way(
    'by an error of the host',
    'threw',
    `try { input.session.currency.repeat(-1) } catch (e) { e.constructor.constructor${run} }`,
  ),
  way(
    'by the text of our code',
    'APPLIED',
    `if (/readSync|lockdown|serve/.test(String(Object.getOwnPropertyDescriptor))) leak('source')`,
  ),

  pollution('of Object.prototype', 'threw', 'Object.prototype.leak = 1'),
  pollution('through an object', 'threw', '({}).__proto__.leak = 1'),
  pollution(
    'through JSON',
    'APPLIED',
    `const o = JSON.parse('{"__proto__":{"leak":1}}'); Object.assign({}, o)
    if ({}.leak) leak('prototype')`,
  ),
  pollution('of Array.prototype', 'threw', 'Array.prototype.push = () => 0'),
  pollution(
    'of the iteration of arrays',
    'threw',
    'Array.prototype[Symbol.iterator] = () => ({ next: () => ({ done: true }) })',
  ),
  pollution('of JSON', 'threw', 'JSON.stringify = () => 0'),
  pollution('of Math', 'threw', 'Math.floor = () => 0'),
  pollution(
    'of a getter on Object.prototype',
    'threw',
    `Object.defineProperty(Object.prototype, 'code', { get() { return 'FEE' } })`,
  ),
  pollution('of expressions', 'threw', `Object.getPrototypeOf(/x/).exec = () => 0`),
  pollution('of functions', 'threw', `Object.getPrototypeOf(() => 0).call = () => 0`),
  pollution(
    'of errors',
    'threw',
    `Object.getPrototypeOf(new Error('')).toString = () => { for (;;) {} }; null.x`,
  ),
  pollution(
    'by another prototype',
    'threw',
    `Object.setPrototypeOf(Object.prototype, { leak: 1 })`,
  ),
  pollution('of the parameters', 'threw', 'params.rate = 1'),

  chance('the clock', 'threw', 'Date.now()'),
  chance('a new date', 'threw', 'new Date()'),
  chance('randomness', 'threw', 'Math.random()'),
  chance('a finer clock', 'threw', 'performance.now()'),
  chance('the locale', 'threw', `new Intl.NumberFormat('de')`),
  chance(
    'the locale of a number',
    'APPLIED',
    `if ((1234.5).toLocaleString('de-DE') !== '1234.5') leak('locale')`,
  ),
  chance(
    'the locale of an order',
    'APPLIED',
    `if ('ä'.localeCompare('z', 'de') !== 1) leak('locale')`,
  ),
  chance('powers, which differ between engines', 'threw', 'Math.pow(1.02, 12)'),
  chance('the garbage collector', 'threw', 'new WeakRef({})'),
  chance(
    'the order of addresses',
    'APPLIED',
    `const keys = [{}, {}].map(o => [o]); if (keys.sort().length !== 2) leak('order')`,
  ),
  chance(
    'functions of newer engines',
    'APPLIED',
    `if (Object.groupBy || Set.prototype.union || [].values().map) leak('engine')`,
  ),

  reach('the process', 'threw', 'process.exit(1)'),
  reach('its environment', 'threw', 'process.env.DATABASE_URL'),
  reach('modules', 'threw', `require('node:fs')`),
  reach('the network', 'threw', `fetch('http://localhost')`),
  reach('the global object', 'threw', 'globalThis.leak = 1'),
  reach('a global made by accident', 'threw', 'accident = 1'),
  reach('WebAssembly', 'threw', 'new WebAssembly.Memory({ initial: 65536 })'),
  reach('memory off the heap', 'threw', 'new ArrayBuffer(2 ** 32)'),
  reach('shared memory', 'threw', 'new SharedArrayBuffer(1024)'),
  reach('a lock', 'threw', 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)'),
  reach('a proxy', 'threw', 'new Proxy({}, {})'),
  reach(
    'the walls themselves',
    'APPLIED',
    absent('Compartment lockdown harden assert Reflect inside'),
  ),
  reach(
    'everything else that has a name',
    'APPLIED',
    absent(
      'Promise FinalizationRegistry Uint8Array DataView RegExp Function eval console Buffer ' +
        'setTimeout setImmediate queueMicrotask structuredClone TextEncoder URL escape global ' +
        'self window ' +
        'navigator crypto Worker module exports __dirname Iterator Temporal std os print',
    ),
  ),
]
