/** Reads one JSON document from a file, and says where it is broken. */

import { readFile } from 'node:fs/promises'

import { jsonFault } from './json-fault.js'

/** A file that cannot be read, or is no JSON; the message names it and the place. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile'
}

/** @throws UnreadableFile */
export async function readJson(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((fault: NodeJS.ErrnoException) => {
    throw new UnreadableFile(`${path} cannot be read: ${describe(fault)}`)
  })
  const parsed = parseJson(text)
  if ('value' in parsed) return parsed.value
  throw new UnreadableFile(`${path}:${parsed.line}:${parsed.column} is not JSON from here on`)
}

export type ParsedJson =
  | { readonly value: unknown }
  | { readonly line: number; readonly column: number }

/** A byte order mark is not part of the text (RFC 8259, section 8.1). */
export function parseJson(marked: string): ParsedJson {
  const text = marked.startsWith('\uFEFF') ? marked.slice(1) : marked
  try {
    return { value: JSON.parse(text) }
  } catch {
    return jsonFault(text) ?? { line: 1, column: 1 }
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'permission is denied',
}

/** The system's own words where they are not among the usual ones. */
export function describe({ code = '', message }: NodeJS.ErrnoException): string {
  return reasons[code] ?? message
}
