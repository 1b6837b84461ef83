/**
 * Serves the pipe of a cell, whatever its engine: reads one request at a time, answers it, and ends
 * when the pipe closes.
 */

import { Buffer } from 'node:buffer'
import { readSync, writeSync } from 'node:fs'
import process from 'node:process'

import { frameOf, fromCell, headBytes } from '../wire/frames.js'

/**
 * The next bytes of the pipe. Its end means that the host is gone, and then nobody needs this
 * process.
 */
function take(length: number): Buffer {
  const taken = Buffer.allocUnsafeSlow(length) // At an address of its own, and filled below.
  for (let filled = 0; filled < length; ) {
    const read = readSync(0, taken, filled, length - filled, null)
    if (read === 0) process.exit(0)
    filled += read
  }
  return taken
}

function say(kind: number, answer: string | Uint8Array): void {
  const frame = frameOf(kind, typeof answer === 'string' ? Buffer.from(answer) : answer)
  for (let written = 0; written < frame.length; )
    written += writeSync(1, frame, written, frame.length - written)
}

type Answer = (payload: Buffer) => string | Uint8Array

/** Says that the cell is ready, and answers by the kind of each request, for good. */
export function serve(answers: Readonly<Record<number, Answer>>): never {
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
}
