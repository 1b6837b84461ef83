/**
 * Writes and reads the payloads of a cell's requests: a header in JSON, and after it the figures as
 * they lie in memory.
 */

// Imported, because a cell takes the global away.
import { Buffer } from 'node:buffer'

import type { Params } from '@wattline/plugin-sdk'

import type { Packed, Received } from './columns.js'

export interface LoadRequest {
  /** The name under which later requests ask for this code. */
  readonly key: string
  /** A script whose value makes a fresh instance of the plugin with every call. */
  readonly source: string
}

export interface RunHeader {
  readonly key: string
  readonly params: Params
  readonly sessions: number
  readonly texts: readonly string[]
  /** The width of each figure. */
  readonly figureBytes: 4 | 8
}

/** What a cell says of one session: the lines proposed, or why there are none. */
export type SessionReply =
  | readonly unknown[]
  | {
      readonly failed: 'threw' | 'bad-output' | 'load'
      readonly message: string
      /** Line and column in the script that was loaded, from 1. */
      readonly at?: readonly [number, number]
    }

const lengthBytes = 4
/** Figures lie at an address that a typed array of either width can stand on. */
const alignment = 8

/**
 * In half the width where every figure is a whole number that fits, as almost all are: half the
 * bytes to move, and in the cell plain small integers, which nothing has to be allocated for.
 */
function narrowed(figures: Float64Array): Float64Array | Int32Array {
  const small = new Int32Array(figures)
  for (let at = 0; at < figures.length; at += 1) {
    if (small[at] !== figures[at]) return figures
  }
  return small
}

/** The payload of a run: header length, header, spaces up to the figures, figures. */
export function writeRun(
  header: Omit<RunHeader, 'texts' | 'figureBytes'>,
  { figures: wide, texts }: Packed,
): Uint8Array {
  const figures = narrowed(wide)
  const figureBytes = figures.BYTES_PER_ELEMENT
  const head = Buffer.from(JSON.stringify({ ...header, texts, figureBytes }))
  const figuresAt = Math.ceil((lengthBytes + head.length) / alignment) * alignment
  const payload = Buffer.allocUnsafe(figuresAt + figures.byteLength).fill(' ', 0, figuresAt)
  payload.writeUInt32LE(figuresAt - lengthBytes)
  payload.set(head, lengthBytes)
  payload.set(new Uint8Array(figures.buffer, figures.byteOffset, figures.byteLength), figuresAt)
  return payload
}

/** The figures stay where they are: they live as long as the payload does. */
export function readRun(payload: Buffer): { header: RunHeader; packed: Received } {
  const figuresAt = lengthBytes + payload.readUInt32LE(0)
  const header = JSON.parse(payload.toString('utf8', lengthBytes, figuresAt)) as RunHeader
  const { figureBytes, texts } = header
  const from = payload.byteOffset + figuresAt
  const count = (payload.length - figuresAt) / figureBytes
  const List = figureBytes === 4 ? Int32Array : Float64Array
  return {
    header,
    packed: { figures: new List(payload.buffer as ArrayBuffer, from, count), texts },
  }
}

/**
 * A cell's answer as fields; garbage has none, for a cell is never believed and never makes its
 * host throw.
 */
export function readAnswer(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
