/**
 * Writes and reads the payloads of a cell's requests: a header in JSON, and after it the figures as
 * they lie in memory.
 */

// Imported, because a cell takes the global away.
import { Buffer } from 'node:buffer'

import type { Params } from '@wattline/plugin-sdk'

import type { Packed } from './columns.js'

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
}

/** What a cell says of one session: the lines proposed, or why there are none. */
export type SessionReply =
  | readonly unknown[]
  | { readonly failed: 'threw' | 'bad-output' | 'load'; readonly message: string }

const lengthBytes = 4
const { BYTES_PER_ELEMENT: figureBytes } = Float64Array

/**
 * The payload of a run: header length, header, figures. Spaces fill the header up, so that the
 * figures lie at an address that a typed array can stand on.
 */
export function writeRun(header: Omit<RunHeader, 'texts'>, { figures, texts }: Packed): Uint8Array {
  const head = Buffer.from(JSON.stringify({ ...header, texts }))
  const figuresAt = Math.ceil((lengthBytes + head.length) / figureBytes) * figureBytes
  const payload = Buffer.allocUnsafe(figuresAt + figures.byteLength).fill(' ', 0, figuresAt)
  payload.writeUInt32LE(figuresAt - lengthBytes)
  payload.set(head, lengthBytes)
  payload.set(new Uint8Array(figures.buffer, figures.byteOffset, figures.byteLength), figuresAt)
  return payload
}

/** The figures stay where they are: they live as long as the payload does. */
export function readRun(payload: Buffer): { header: RunHeader; packed: Packed } {
  const figuresAt = lengthBytes + payload.readUInt32LE(0)
  const header = JSON.parse(payload.toString('utf8', lengthBytes, figuresAt)) as RunHeader
  const count = (payload.length - figuresAt) / figureBytes
  const figures = new Float64Array(payload.buffer, payload.byteOffset + figuresAt, count)
  return { header, packed: { figures, texts: header.texts } }
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
