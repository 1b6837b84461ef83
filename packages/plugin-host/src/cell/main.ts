/** The program inside a rating cell: what it does when it is asked to load, describe or run. */

import type { Buffer } from 'node:buffer'

import type { Params } from '@wattline/plugin-sdk'

import { toCell } from '../wire/frames.js'
import { HeadWriter } from '../wire/line-heads.js'
import { type LoadRequest, readRun } from '../wire/requests.js'
import { createUnpacker } from '../wire/unpack.js'
import { confine } from './confine.js'
import { freezeDeep } from './freeze.js'
import { placeOf } from './place-of.js'
import { type Instantiate, manifestOf, messageOf, priceSession } from './price.js'
import { quote } from './quote.js'
import { ReplyList } from './reply-list.js'
import { serve } from './serve.js'
import { warmUp } from './warm-up.js'

// Everything is synchronous and `serve` never returns to Node's event loop, so no promise
// job of a plugin ever runs.
const evaluate = confine()
const plugins = new Map<string, Instantiate>()
const replies = new ReplyList()

function load(payload: Buffer): string {
  const { key, source } = JSON.parse(payload.toString()) as LoadRequest
  try {
    plugins.set(key, evaluate(source) as Instantiate)
    return '{}'
  } catch (thrown) {
    return JSON.stringify({ failed: messageOf(thrown), at: placeOf(thrown) })
  }
}

function pluginOf(key: string): Instantiate {
  const instantiate = plugins.get(key)
  if (instantiate === undefined) throw new Error('a request names a plugin that was not loaded')
  return instantiate
}

function describe(payload: Buffer): string {
  const instantiate = pluginOf(payload.toString())
  try {
    return JSON.stringify({ manifest: manifestOf(instantiate()) })
  } catch (thrown) {
    return JSON.stringify({ failed: messageOf(thrown), at: placeOf(thrown) })
  }
}

function run(payload: Buffer): Uint8Array {
  const { header, packed } = readRun(payload)
  const instantiate = pluginOf(header.key)
  const params: Params = freezeDeep(header.params)
  const nextInput = createUnpacker(packed)
  const heads = new HeadWriter(quote)
  for (let session = 0; session < header.sessions; session += 1)
    replies.add(priceSession(instantiate, { input: nextInput(), params, heads }))
  return replies.take()
}

warmUp({ load, run, forget: key => plugins.delete(key) })
serve({ [toCell.load]: load, [toCell.describe]: describe, [toCell.run]: run })
