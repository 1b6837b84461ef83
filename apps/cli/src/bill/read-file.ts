/**
 * Reads a CSV file row by row, however long it is; a broken row is told with its line and costs no
 * other row.
 */

import { createReadStream } from 'node:fs'

import { type CsvError, parse } from 'csv-parse'

import type { Profile } from './profile.js'
import { type PastSession, type Row, readRow } from './read-row.js'

export interface BrokenRow {
  readonly line: number
  readonly faults: readonly string[]
}

export type FileRow = { readonly line: number; readonly session: PastSession } | BrokenRow

/** The file lacks columns that the profile names, or cannot be read as CSV at all. */
export class UnfitFile extends Error {
  override readonly name = 'UnfitFile'
}

/** @throws UnfitFile when columns are missing; the system's error when the file cannot be read */
export async function* readSessions(path: string, profile: Profile): AsyncGenerator<FileRow> {
  const skipped: BrokenRow[] = []
  const parser = parse({
    bom: true,
    // Each row by its own line end: a file put together from several has more than one.
    record_delimiter: ['\r\n', '\n', '\r'],
    info: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    columns: header => checkHeader(header, profile),
    on_skip: error => void skipped.push(brokenRow(error)),
  })
  const file = createReadStream(path)
  file.on('error', fault => parser.destroy(fault))
  file.pipe(parser)
  const seen = new Map<string, number>()
  for await (const { record, info } of parser as AsyncIterable<Parsed>) {
    yield* skipped.splice(0)
    yield judge(record, info.lines, profile, seen)
  }
  yield* skipped
}

interface Parsed {
  readonly record: Row
  readonly info: { readonly lines: number }
}

/** A session id stands for one session: its second row is a fault of the file. */
function judge(
  ...[row, line, profile, seen]: [Row, number, Profile, Map<string, number>]
): FileRow {
  const read = readRow(row, profile)
  if ('faults' in read) return { line, faults: read.faults }
  const { sessionId } = read.session
  const before = seen.get(sessionId)
  if (before !== undefined) {
    return {
      line,
      faults: [`${profile.columns.sessionId} ${sessionId} stands on line ${before} too`],
    }
  }
  seen.set(sessionId, line)
  return { line, session: read.session }
}

function checkHeader(header: readonly string[], profile: Profile): string[] {
  const names = header.map(name => name.trim())
  const missing = Object.values(profile.columns).filter(column => !names.includes(column))
  if (missing.length > 0) {
    throw new UnfitFile(
      `The file has no column ${missing.join(', ')}, which the profile ${profile.name} reads. ` +
        `It has: ${names.join(', ').slice(0, 300)}`,
    )
  }
  return names
}

function brokenRow(error: CsvError | undefined): BrokenRow {
  return { line: Number(error?.lines ?? 0), faults: [error?.message ?? 'the row cannot be read'] }
}
