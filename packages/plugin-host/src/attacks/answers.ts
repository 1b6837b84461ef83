/** Attacks by what a plugin answers, throws, leaves behind, or never finishes. */

import { of } from './attack.js'

const output = of('output')
const thrown = of('thrown')
const late = of('async')
const state = of('state')
const line = (change: string) => `return { lines: [{ ...fee(1), ${change} }] }`

export const answers = [
  output('nothing', 'bad-output', 'return', /must be an object/),
  output('a promise', 'bad-output', 'return (async () => ({ lines: [] }))()', /lines and no other/),
  output(
    'a getter for its lines',
    'bad-output',
    'return { get lines() { for (;;) {} } }',
    /getter/,
  ),
  output('a getter in a line', 'bad-output', line('get amount() { for (;;) {} }'), /not a getter/),
  output(
    'its own toJSON',
    'bad-output',
    line('toJSON() { for (;;) {} }'),
    /toJSON must be a short/,
  ),
  output(
    'an inherited toJSON',
    'APPLIED',
    `const hidden = Object.create({ toJSON() { for (;;) {} } })
    return { lines: [Object.assign(hidden, fee(22))] }`,
  ),
  output('a symbol', 'bad-output', line(`[Symbol('x')]: 1`), /named by a symbol/),
  output(
    'too many lines',
    'bad-output',
    'return { lines: new Array(17).fill(fee(1)) }',
    /16 items/,
  ),
  output(
    'lines without end',
    'bad-output',
    'const lines = []; lines.length = 2 ** 32 - 1; return { lines }',
    /at most 16 items/,
  ),
  output('a text without end', 'bad-output', line(`labelKey: 'x'.repeat(20000)`), /short text/),
  output(
    'too much text',
    'bad-output',
    `const labelArgs = new Array(8).fill('x'.repeat(2000))
    return { lines: new Array(16).fill({ ...fee(1), labelArgs }) }`,
    /16384 characters/,
  ),
  output(
    'a fee above its bound',
    'bad-output',
    'return { lines: [fee(1000001)] }',
    /above its bound/,
  ),
  output(
    'many fees that are above it together',
    'bad-output',
    'return { lines: new Array(16).fill(fee(100000)) }',
    /above its bound/,
  ),
  output(
    'a discount it never declared',
    'bad-output',
    line(`kind: 'DISCOUNT', amount: -1`),
    /must be a SURCHARGE/,
  ),
  output('a code not declared', 'bad-output', line(`code: 'GIFT'`), /none that the manifest emits/),
  output('a period that is not', 'bad-output', line('periods: [7]'), /must be left out/),
  output('a bigint', 'bad-output', line('amount: 5n'), /whole number/),
  output('infinity', 'bad-output', line('amount: Infinity'), /whole number/),
  output('half an amount', 'bad-output', line('amount: 0.5'), /whole number/),
  output(
    '__proto__ as a field',
    'bad-output',
    line(`['__proto__']: 1`),
    /unknown field '__proto__'/,
  ),
  output(
    'a total of its own',
    'bad-output',
    'return { lines: [], total: 0 }',
    /lines and no other/,
  ),
  output(
    'a line that holds itself',
    'bad-output',
    'const l = fee(1); l.labelArgs = [l]; return { lines: [l] }',
  ),
  output(
    'an array with holes and a setter',
    'bad-output',
    `const lines = [fee(1)]; Object.defineProperty(lines, 0, { get() { for (;;) {} } })
    return { lines }`,
    /not a getter/,
  ),

  thrown('an error', 'threw', `throw new Error('no price')`, /^no price$/),
  thrown('a text', 'threw', `throw 'no price'`, /^no price$/),
  thrown('nothing', 'threw', 'throw undefined', /^no message$/),
  thrown('a symbol', 'threw', `throw Symbol('x')`, /^no message$/),
  thrown(
    'a getter for its message',
    'threw',
    'throw { get message() { for (;;) {} } }',
    /^no mess/,
  ),
  thrown(
    'a message that is no text',
    'threw',
    'throw { message: { toString() { for (;;) {} } } }',
    /^no message$/,
  ),
  thrown('a function', 'threw', 'throw Object.assign(() => { for (;;) {} }, {})', /^no message$/),
  thrown('a long message', 'threw', `throw 'x'.repeat(5000)`, /^x{200}$/),
  thrown('a message that breaks the frame', 'threw', `throw '"}]\\u0000\\ud800'`),

  late(
    'a flood of promise jobs',
    'APPLIED',
    '(async () => { for (;;) await 0 })(); (async () => { for (;;) await 0 })()',
  ),
  late('a rejection that nobody handles', 'APPLIED', `(async () => { throw new Error('late') })()`),
  late('work after the answer', 'APPLIED', `(async () => { await 0; for (;;) {} })()`),
  late(
    'a thenable for an answer',
    'bad-output',
    'return { then(done) { for (;;) {} } }',
    /lines and no other/,
  ),

  state(
    'a change to its input',
    'APPLIED',
    `const take = object => { for (const key of Object.keys(object)) object[key] = 0 }
    const { durationSeconds } = input.session
    for (const period of input.periods) take(period)
    take(input.session); take(input); return { lines: [fee(durationSeconds)] }`,
  ),
  state(
    'a message by a symbol of the registry',
    'APPLIED',
    `const note = Symbol.for('note')
    try { Object.prototype[note] = 1 } catch {}
    try { note.seen = 1 } catch {}
    if ({}[note] || note.seen) leak('note')`,
  ),
  state(
    'a message by an expression',
    'APPLIED',
    `/(secret)/.exec('secret'); const re = /x/.constructor
    if (re.$1 || re.lastMatch || re.input) leak('last match')`,
  ),
  state(
    'a message on the function of another session',
    'APPLIED',
    `if (price.calls) leak('call'); price.calls = 1`,
  ),
  state(
    'a message by a template',
    'APPLIED',
    'const tag = x => x; try { tag`x`.seen = 1 } catch {} if (tag`x`.seen) leak(`template`)',
  ),
  state(
    'the lines of another plugin',
    'APPLIED',
    `for (const earlier of input.earlierLines) earlier.amount = 0
    if (input.earlierLines.length > 0) leak('lines')`,
  ),
  state(
    'another session of its batch',
    'APPLIED',
    `if (Object.keys(input.facts).join() !== 'attack') leak('facts')
    if (JSON.stringify(input).includes('1111')) leak('neighbour')`,
  ),
]
