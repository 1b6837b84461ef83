/**
 * Plugins that attack: the host lives, the sessions beside them are priced, and the outcome has a
 * name.
 */

import type { PluginOutcome } from '@wattline/billing'
import { type Manifest, type PluginInput, sampleInput } from '@wattline/plugin-sdk'

import { createRatingCells } from './rating-cells.js'

const cells = createRatingCells({
  deadline: { baseMs: 60, perSessionMs: 2 },
  layers: 'author',
})
/** Time enough for an allocation to reach the limit before the deadline does. */
const patient = createRatingCells({
  deadline: { baseMs: 20_000, perSessionMs: 0 },
  layers: 'author',
})
afterAll(() => Promise.all([cells.close(), patient.close()]))

const manifest: Manifest = {
  id: 'attack',
  version: '1.0.0',
  contract: 1,
  author: 'Mallory',
  description: 'Does something else when it is told to.',
  phase: 'SURCHARGE',
  reads: { attack: { fact: 'coupon.code' } },
  series: {},
  emits: [{ code: 'FEE', kind: 'SURCHARGE', on: 'SESSION', bounds: [{ perSession: 1_000_000 }] }],
  cuts: [],
  params: { type: 'object', properties: {}, additionalProperties: false },
}

/** A plugin that charges a fee of one part a second, and attacks where the facts say so. */
const bundleOf = (attack: string, moduleBody = '') => `
${moduleBody}
const fee = amount => ({ code: 'FEE', kind: 'SURCHARGE', on: 'SESSION', amount, labelKey: 'fee' })
const price = (input, params) => {
  if (input.facts.attack) { ${attack} }
  return { lines: [fee(input.session.durationSeconds)] }
}
export { plugin as default }
const plugin = { price }
`
const session = (durationSeconds: number, attack = false) =>
  sampleInput([{ durationSeconds }], { attack })
const feeOf = (amount: number): PluginOutcome => ({
  kind: 'APPLIED',
  lines: [{ code: 'FEE', kind: 'SURCHARGE', on: 'SESSION', amount, labelKey: 'fee' }],
})

function run(bundle: string, inputs: readonly PluginInput[], runner = cells) {
  const plugin = { hash: '0'.repeat(64), bundle, manifest }
  return runner.run({ operatorId: 'mallory', plugin, params: {}, inputs })
}

/** The outcome of the attacked session, once both neighbours are priced. */
async function outcomeOf(attack: string, runner = cells): Promise<string> {
  const inputs = [session(11), session(22, true), session(33)]
  const outcomes = await run(bundleOf(attack), inputs, runner)
  expect([outcomes[0], outcomes[2]]).toEqual([feeOf(11), feeOf(33)])
  const attacked = outcomes[1]
  return attacked?.kind === 'FAILED'
    ? `${attacked.cause}: ${attacked.message}`
    : `${attacked?.kind}`
}

const fill = (body: string) => `const held = []; for (;;) held.push(${body})`

describe('an endless loop', () => {
  test.each([
    ['in plain code', 'for (;;) {}'],
    ['in a native function', 'Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1)'],
    ['in a regular expression', `/^(a+)+$/.test('a'.repeat(60) + 'b')`],
    [
      'in a recursion of exponential size',
      'const f = n => (n < 2 ? 1 : f(n - 1) + f(n - 2)); f(60)',
    ],
    ['in a comparator', '[3, 2, 1].sort(() => { for (;;) {} })'],
  ])('%s times out', async (_, attack) => {
    expect(await outcomeOf(attack)).toMatch(/^timeout: /)
  })
})

describe('an allocation without end', () => {
  test.each([
    ['of objects', fill('{ at: held.length }')],
    ['of arrays', fill('new Array(10000).fill(1)')],
    ['of texts', fill(`('x' + held.length).repeat(100000).split('')`)],
    ['in a single call', 'new Array(2 ** 27).fill(0).map(at => [at])'],
    ['in a map', 'const map = new Map(); for (let at = 0; ; at += 1) map.set(at, [at])'],
  ])('%s ends with the cell, and is named', async (_, attack) => {
    expect(await outcomeOf(attack, patient)).toMatch(/^memory: /)
  })

  test('of one text stops at the longest that the engine has', async () => {
    expect(await outcomeOf(`let text = 'x'; for (;;) text += text`)).toMatch(/^threw: /)
  })
})

describe('what differs from one moment or machine to the next', () => {
  test.each([
    ['the clock', 'Date.now()'],
    ['a new date', 'new Date()'],
    ['randomness', 'Math.random()'],
    ['powers', 'Math.pow(1.02, 12)'],
    ['a timer', 'setTimeout(() => {}, 1)'],
    ['the process', 'process.exit(1)'],
    ['modules', `require('node:fs')`],
    ['the network', `fetch('http://localhost')`],
    ['the locale', `new Intl.NumberFormat('de')`],
    ['the global object', 'globalThis.leak = 1'],
  ])('%s is not there', async (_, attack) => {
    expect(await outcomeOf(attack)).toMatch(/^threw: .*(undefined|not a (function|constructor))/)
  })

  test('texts of numbers and dates do not follow the locale', async () => {
    const attack = `return { lines: [fee((1234.5).toLocaleString('de-DE') === '1234.5' ? 5 : 6)] }`
    expect(await run(bundleOf(attack), [session(1, true)])).toEqual([feeOf(5)])
  })

  const absent = ['Promise', 'Proxy', 'Reflect', 'WeakRef', 'FinalizationRegistry', 'WebAssembly']
  absent.push('Atomics', 'SharedArrayBuffer', 'ArrayBuffer', 'Uint8Array', 'DataView', 'RegExp')
  absent.push('Function', 'eval', 'Compartment', 'lockdown', 'harden', 'console', 'Buffer')
  absent.push('performance', 'queueMicrotask', 'structuredClone', 'TextEncoder', 'escape')
  test(`neither are ${absent.join(', ')}`, async () => {
    const attack = absent.map(name => `if (typeof ${name} !== 'undefined') throw '${name}'`)
    expect(await outcomeOf(attack.join('\n'))).toBe('APPLIED')
  })
})

describe('a way out of the compartment', () => {
  test.each([
    ['by the constructor of a function', `[].map.constructor('return process')()`],
    [
      'by the constructor of a caught error',
      `try { null.x } catch (e) { e.constructor.constructor('return process')() }`,
    ],
    ['by an async function', `(async () => {}).constructor('return process')()`],
    ['by a generator', `(function* () {}).constructor('return process')()`],
    ['by the input', `input.constructor.constructor('return process')()`],
    ['by pollution of Object.prototype', 'Object.prototype.leak = 1'],
    ['by pollution through an object', '({}).__proto__.leak = 1'],
    ['by a changed Array.prototype', 'Array.prototype.push = () => 0'],
    ['by a changed JSON', 'JSON.stringify = () => 0'],
    ['by a changed Math', 'Math.floor = () => 0'],
    ['by changed parameters', 'params.rate = 1'],
    ['by the caller', 'arguments.callee.caller'],
  ])('%s is shut', async (_, attack) => {
    expect(await outcomeOf(attack)).toMatch(/^threw: /)
  })

  test('the frames of a stack trace do not reach the code outside', async () => {
    const attack = `
      try { Error.prepareStackTrace = (_, frames) => frames } catch {}
      const { stack } = new Error('x')
      if (stack !== undefined && typeof stack !== 'string') throw 'frames'
      if (/cell\\.js|node:/.test(stack ?? '')) throw 'stack'`
    expect(await outcomeOf(attack)).toBe('APPLIED')
  })
})

describe('an answer that is none', () => {
  const line = (change: string) => `return { lines: [{ ...fee(1), ${change} }] }`
  test.each([
    ['nothing', 'return', /must be an object/],
    ['a promise', 'return (async () => ({ lines: [] }))()', /field lines and no other/],
    ['a getter', 'return { get lines() { for (;;) {} } }', /not a getter/],
    ['a getter in a line', line('get amount() { for (;;) {} }'), /not a getter/],
    ['its own toJSON', line('toJSON() { for (;;) {} }'), /lines\[0\]\.toJSON must be a short text/],
    ['a symbol', line(`[Symbol('x')]: 1`), /named by a symbol/],
    ['too many lines', 'return { lines: new Array(17).fill(fee(1)) }', /at most 16 items/],
    ['a text without end', line(`labelKey: 'x'.repeat(20000)`), /must be a short text/],
    [
      'too much text',
      `const labelArgs = new Array(8).fill('x'.repeat(2000))
      return { lines: new Array(16).fill({ ...fee(1), labelArgs }) }`,
      /at most 16384 characters/,
    ],
    ['a fee above its bound', 'return { lines: [fee(1000001)] }', /above its bound of 1000000/],
    ['a code not declared', line(`code: 'GIFT'`), /none that the manifest emits/],
    ['a period that is not', line('periods: [7]'), /must be left out/],
    ['a bigint', line('amount: 5n'), /whole number/],
    ['infinity', line('amount: Infinity'), /whole number/],
    ['__proto__ as a field', line(`['__proto__']: 1`), /unknown field '__proto__'/],
  ])('%s is refused', async (_, attack, message) => {
    const outcome = await outcomeOf(attack)
    expect(outcome).toMatch(/^bad-output: /)
    expect(outcome).toMatch(message)
  })

  test('an inherited toJSON is never asked', async () => {
    const inherit = 'Object.assign(Object.create({ toJSON() { for (;;) {} } }), fee(5))'
    expect(await outcomeOf(`return { lines: [${inherit}] }`)).toBe('APPLIED')
  })
})

describe('something thrown', () => {
  test.each([
    ['an error', `throw new Error('no price')`, 'no price'],
    ['a text', `throw 'no price'`, 'no price'],
    ['nothing', 'throw undefined', 'no message'],
    ['a symbol', `throw Symbol('x')`, 'no message'],
    ['a getter for its message', 'throw { get message() { for (;;) {} } }', 'no message'],
    [
      'a message that is no text',
      'throw { message: { toString() { for (;;) {} } } }',
      'no message',
    ],
    ['a recursion without end', 'const f = () => f() + 1; f()', 'Maximum call stack size exceeded'],
    ['a long message', `throw 'x'.repeat(5000)`, 'x'.repeat(200)],
  ])('%s is told by its own plain message', async (_, attack, message) => {
    expect(await outcomeOf(attack)).toBe(`threw: ${message}`)
  })
})

test('a flood of promise jobs never runs, so it delays nobody', async () => {
  const flood = '(async () => { for (;;) await 0 })(); (async () => { for (;;) await 0 })()'
  expect(await outcomeOf(flood)).toBe('APPLIED')
})

describe('a bundle that cannot be loaded', () => {
  test.each([
    ['imports', `import fs from 'node:fs'\n${bundleOf('')}`, /must not import/],
    ['imports when called', bundleOf(`return import('node:fs')`), /import/],
    ['evaluates text', bundleOf(`return eval('1')`), /eval/],
    ['is no JavaScript', 'const = 5', /line 1, column 7/],
    ['breaks out of its wrapper', `}; for (;;) {} {\n${bundleOf('')}`, /line 1, column 1/],
    ['exports nothing', 'const price = () => ({ lines: [] })', /export its plugin as default/],
    ['has no price', 'export default { manifest: {} }', /no function price/],
    [
      'hides price behind a getter',
      'export default { get price() { for (;;) {} } }',
      /no function price/,
    ],
    ['throws as it starts', bundleOf('', `throw new Error('not today')`), /not today/],
    ['is too large', bundleOf(`'${'x'.repeat(262_144)}'`), /at most 262144 characters/],
  ])('because it %s fails every session by that name', async (_, bundle, message) => {
    const outcomes = await run(bundle, [session(1), session(2)])
    expect(outcomes).toEqual(
      Array(2).fill({
        kind: 'FAILED',
        cause: 'load',
        message: expect.stringMatching(message),
      }),
    )
  })

  test('because it never finishes starting times out', async () => {
    const [outcome] = await run(bundleOf('', 'for (;;) {}'), [session(1)])
    expect(outcome).toMatchObject({ kind: 'FAILED', cause: 'timeout' })
  })
})

describe('state', () => {
  test('no variable of a module outlives a session', async () => {
    const bundle = `
      let calls = 0
      const seen = []
      export default {
        price(input) {
          calls += 1
          seen.push(input)
          const line = { code: 'FEE', kind: 'SURCHARGE', on: 'SESSION', labelKey: 'fee' }
          return { lines: [{ ...line, amount: calls * seen.length }] }
        },
      }`
    const inputs = Array.from({ length: 50 }, (_, at) => session(at))
    expect(await run(bundle, inputs)).toEqual(inputs.map(() => feeOf(1)))
  })

  test('nothing that a plugin changed is left for the next one of its operator', async () => {
    const spoil = `
      const take = object => { for (const key of Object.keys(object)) { object[key] = 0 } }
      for (const period of input.periods) take(period)
      take(input.session); take(input); Object.freeze(fee)`
    const inputs = [session(44, true)]
    await run(bundleOf(spoil), inputs)
    expect(inputs).toEqual([session(44, true)])
    expect(
      await run(bundleOf('return { lines: [fee(input.periods[0].durationSeconds)] }'), inputs),
    ).toEqual([feeOf(44)])
  })
})

test('one session in a hundred that never ends costs the ninety-nine nothing', async () => {
  const inputs = Array.from({ length: 100 }, (_, at) => session(at + 1, at === 57))
  const outcomes = await run(bundleOf('for (;;) {}'), inputs)
  expect(outcomes[57]).toMatchObject({ kind: 'FAILED', cause: 'timeout' })
  const others = outcomes.filter((_, at) => at !== 57)
  expect(others).toEqual(
    inputs.filter((_, at) => at !== 57).map(input => feeOf(input.session.durationSeconds)),
  )
})
