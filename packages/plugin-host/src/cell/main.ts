/**
 * The program inside a cell: reads one request at a time from its pipe, answers it, and ends when
 * the pipe closes.
 */

import { Buffer } from 'node:buffer'
import { readSync, writeSync } from 'node:fs'
import process from 'node:process'

import type { Params } from '@wattline/plugin-sdk'

import { frameOf, fromCell, headBytes, toCell } from '../wire/frames.js'
import { type LoadRequest, readRun } from '../wire/requests.js'
import { createUnpacker } from '../wire/unpack.js'
import { confine } from './confine.js'
import { fieldOf, type Instantiate, messageOf, priceSession } from './price.js'

// Everything is synchronous and the loop below never returns to Node's event loop, so no promise
// job of a plugin ever runs.
const evaluate = confine()
const plugins = new Map<string, Instantiate>()

/**
 * The next bytes of the pipe. Its end means that the host is gone, and then nobody needs this
 * process.
 */
function take(length: number): Buffer {
  const taken = Buffer.alloc(length)
  for (let filled = 0; filled < length; ) {
    const read = readSync(0, taken, filled, length - filled, null)
    if (read === 0) process.exit(0)
    filled += read
  }
  return taken
}

function say(kind: number, text: string): void {
  const frame = frameOf(kind, Buffer.from(text))
  for (let written = 0; written < frame.length; )
    written += writeSync(1, frame, written, frame.length - written)
}

function freezeDeep<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.freeze(value)
    for (const field of Object.values(value)) freezeDeep(field)
  }
  return value
}

function load(payload: Buffer): string {
  const { key, source } = JSON.parse(payload.toString()) as LoadRequest
  try {
    plugins.set(key, evaluate(source) as Instantiate)
    return '{}'
  } catch (thrown) {
    return JSON.stringify({ failed: messageOf(thrown) })
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
    return JSON.stringify({ manifest: fieldOf(instantiate(), 'manifest') })
  } catch (thrown) {
    return JSON.stringify({ failed: messageOf(thrown) })
  }
}

function run(payload: Buffer): string {
  const { header, packed } = readRun(payload)
  const instantiate = pluginOf(header.key)
  const params: Params = freezeDeep(header.params)
  const nextInput = createUnpacker(packed)
  let text = ''
  for (let session = 0; session < header.sessions; session += 1)
    text += `${session === 0 ? '[' : ','}${priceSession(instantiate, nextInput(), params)}`
  return `${text}]`
}

const answers: Readonly<Record<number, (payload: Buffer) => string>> = {
  [toCell.load]: load,
  [toCell.describe]: describe,
  [toCell.run]: run,
}

say(fromCell.ready, '')
for (;;) {
  const head = take(headBytes)
  const payload = take(head.readUInt32LE(0))
  const answer = answers[head.readUInt8(4)]
  if (answer === undefined) process.exit(1)
  else {
    say(fromCell.begun, '')
    say(fromCell.done, answer(payload))
  }
}
