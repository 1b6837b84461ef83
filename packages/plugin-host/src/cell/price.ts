/** Prices one session with a fresh instance of a plugin, and says in JSON what came of it. */

import type { Params, PluginInput } from '@wattline/plugin-sdk'

import type { HeadWriter } from '../wire/line-heads.js'
import type { SessionReply } from '../wire/requests.js'
import { linesText } from './answer.js'
import { placeOf } from './place-of.js'

/** Makes a plugin anew: no variable of its module outlives a session. */
export type Instantiate = () => unknown

type Failed = Exclude<SessionReply, readonly unknown[]>

const { getOwnPropertyDescriptor } = Object
const maxMessageCharacters = 200

/**
 * What was thrown, in words. Only an own data property is read: a getter could run for ever or lie.
 */
export function messageOf(thrown: unknown): string {
  const isObject = (typeof thrown === 'object' && thrown !== null) || typeof thrown === 'function'
  const message: unknown = isObject
    ? Object.getOwnPropertyDescriptor(thrown, 'message')?.value
    : thrown
  if (typeof message === 'string') return message.slice(0, maxMessageCharacters)
  return typeof message === 'number' ? `${message}` : 'no message'
}

/** The plugin's manifest, read without running anything. */
export function manifestOf(plugin: unknown): unknown {
  if (typeof plugin !== 'object' || plugin === null) return undefined
  return Object.getOwnPropertyDescriptor(plugin, 'manifest')?.value
}

const failed = (cause: Failed['failed'], thrown: unknown): string =>
  JSON.stringify({ failed: cause, message: messageOf(thrown), at: placeOf(thrown) })

/** The plugin last seen to have a plain price. */
let plain: Instantiate | undefined

/**
 * The price function of a fresh instance. Its first instance shows that `price` is plainly there;
 * as every instance is made by the same code of nothing else, the others are then read as they are.
 *
 * @throws whatever the plugin's own module throws
 */
export function instantiatePrice(instantiate: Instantiate): (...given: unknown[]) => unknown {
  const plugin = instantiate() as { readonly price?: unknown } | null | undefined
  if (typeof plugin === 'object' && plugin !== null) {
    const price =
      instantiate === plain ? plugin.price : getOwnPropertyDescriptor(plugin, 'price')?.value
    if (typeof price === 'function') {
      plain = instantiate
      return price as (...given: unknown[]) => unknown
    }
  }
  throw new TypeError('the plugin has no function price')
}

interface Session {
  readonly input: PluginInput
  readonly params: Params
  /** Of the batch that the session stands in. */
  readonly heads: HeadWriter
}

/** One JSON value: the array of lines, or the failure. Never throws. */
export function priceSession(instantiate: Instantiate, { input, params, heads }: Session): string {
  let cause: Failed['failed'] = 'load'
  try {
    const price = instantiatePrice(instantiate)
    cause = 'threw'
    const answer = price(input, params)
    cause = 'bad-output'
    return linesText(answer, heads)
  } catch (thrown) {
    return failed(cause, thrown)
  }
}
