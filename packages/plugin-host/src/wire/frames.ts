/** The frames on a cell's pipe: four bytes of length, one byte of kind, then the payload. */

// Imported, because a cell takes the global away.
import { Buffer } from 'node:buffer'

/** What the host asks of a cell. */
export const toCell = { load: 1, run: 2, describe: 3 } as const
/** What a cell says: it is ready, it has begun on a request, it is done with it. */
export const fromCell = { ready: 1, begun: 2, done: 3 } as const

export const headBytes = 5

/** One frame, ready to be written. The length counts the payload alone. */
export function frameOf(kind: number, payload: Uint8Array): Buffer {
  const frame = Buffer.allocUnsafe(headBytes + payload.length)
  frame.writeUInt32LE(payload.length, 0)
  frame.writeUInt8(kind, 4)
  frame.set(payload, headBytes)
  return frame
}

export interface Frame {
  readonly kind: number
  readonly payload: Buffer
}

/**
 * Cuts a stream of chunks into frames. What is left of an unfinished frame waits for the next
 * chunk.
 *
 * @throws RangeError as soon as a frame announces more than `maxBytes`
 */
export function createFrameReader(maxBytes: number): (chunk: Buffer) => Frame[] {
  let chunks: Buffer[] = []
  let length = 0
  return chunk => {
    chunks.push(chunk)
    length += chunk.length
    const frames: Frame[] = []
    for (let needed = 0; ; ) {
      if (length < Math.max(headBytes, needed)) return frames
      if (chunks.length > 1) chunks = [Buffer.concat(chunks, length)]
      const [whole = Buffer.alloc(0)] = chunks
      const size = whole.readUInt32LE(0)
      if (size > maxBytes) throw new RangeError(`a frame of ${size} bytes is above ${maxBytes}`)
      needed = headBytes + size
      if (length < needed) continue
      frames.push({ kind: whole.readUInt8(4), payload: whole.subarray(headBytes, needed) })
      chunks = [whole.subarray(needed)]
      length -= needed
      needed = 0
    }
  }
}
