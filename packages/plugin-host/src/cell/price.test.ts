/** Tries how one session is priced: the cause of a failure says how far the plugin came. */

import { sampleInput } from '@wattline/plugin-sdk'

import { HeadWriter } from '../wire/line-heads.js'
import { manifestOf, priceSession } from './price.js'
import { quote } from './quote.js'

const input = sampleInput([{}])
const session = { input, params: {}, heads: new HeadWriter(quote) }
const told = (make: () => unknown) => JSON.parse(priceSession(make, session))

test.each<[string, () => unknown, unknown]>([
  ['lines', () => ({ price: () => ({ lines: [{ amount: 1 }] }) }), [{ amount: 1 }]],
  ['no plugin', () => undefined, { failed: 'load', message: 'the plugin has no function price' }],
  [
    'a broken module',
    () => {
      throw new Error('no')
    },
    { failed: 'load', message: 'no' },
  ],
  [
    'a broken price',
    () => ({
      price: () => {
        throw 'no'
      },
    }),
    { failed: 'threw', message: 'no' },
  ],
  [
    'a broken answer',
    () => ({ price: () => 5 }),
    { failed: 'bad-output', message: 'the answer must be an object' },
  ],
])('%s', (_, make, reply) => {
  expect(told(make)).toEqual(reply)
})

test('a plugin is handed its input and parameters, and no this', () => {
  const seen: unknown[] = []
  function price(this: unknown, ...given: unknown[]) {
    seen.push(this, ...given)
    return { lines: [] }
  }
  priceSession(() => ({ price }), { ...session, params: { rate: 5 } })
  expect(seen).toEqual([undefined, input, { rate: 5 }])
})

test('an inherited field is none', () => {
  const inherited = Object.create({ manifest: 1, price: () => ({ lines: [] }) })
  expect(manifestOf(inherited)).toBe(undefined)
  expect(told(() => inherited)).toMatchObject({ failed: 'load' })
})
