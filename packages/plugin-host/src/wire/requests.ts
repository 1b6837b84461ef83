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

/** The payload of a run: header length, header, figures. */
export function writeRun(header: Omit<RunHeader, 'texts'>, { figures, texts }: Packed): Uint8Array {
  const head = Buffer.from(JSON.stringify({ ...header, texts }))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(head.length)
  return Buffer.concat([
    length,
    head,
    Buffer.from(figures.buffer, figures.byteOffset, figures.byteLength),
  ])
}

/**
 * The figures are copied to an address of their own, because a typed array needs an aligned one.
 */
export function readRun(payload: Buffer): { header: RunHeader; packed: Packed } {
  const figuresAt = 4 + payload.readUInt32LE(0)
  const header = JSON.parse(payload.toString('utf8', 4, figuresAt)) as RunHeader
  const from = payload.byteOffset + figuresAt
  const bytes = payload.buffer.slice(from, payload.byteOffset + payload.length)
  return { header, packed: { figures: new Float64Array(bytes), texts: header.texts } }
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
