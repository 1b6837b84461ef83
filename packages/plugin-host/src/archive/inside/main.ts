/**
 * The program inside QuickJS: the realm, the checks and the very code by which the rating cell
 * prices a session, over another engine.
 */

import type { Params, PluginInput } from '@wattline/plugin-sdk'

import { confine } from '../../cell/confine.js'
import { freezeDeep } from '../../cell/freeze.js'
import { type Instantiate, messageOf, priceSession } from '../../cell/price.js'
import { quote } from '../../cell/quote.js'
import { HeadWriter } from '../../wire/line-heads.js'
import { createUnpacker } from '../../wire/unpack.js'

const evaluate = confine()
let instantiate: Instantiate | undefined
let next: { readonly input: PluginInput; readonly params: Params } | undefined

/** The script as JSON, so that every character of it arrives. */
function load(sourceJson: string): string {
  try {
    instantiate = evaluate(JSON.parse(sourceJson)) as Instantiate
    return '{}'
  } catch (thrown) {
    return JSON.stringify({ failed: messageOf(thrown) })
  }
}

/** Everything that is not the plugin's own work, so that it costs no fuel. */
function prepare(headerJson: string, figures: ArrayBuffer): void {
  const { params, texts } = JSON.parse(headerJson)
  const input = createUnpacker({ figures: new Float64Array(figures), texts })()
  next = { input, params: freezeDeep(params) }
}

function price(): string {
  if (instantiate === undefined || next === undefined) throw new Error('nothing is loaded')
  return priceSession(instantiate, { ...next, heads: new HeadWriter(quote) })
}

/** The value of the script, which the program outside keeps. */
Object.assign(globalThis, { inside: { load, prepare, price } })
