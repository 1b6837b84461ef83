/** Reads a journal back, dropping a last line that a crash has torn. */

import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { createInterface } from 'node:readline'

import type { JournalRecord } from '../state/records.js'

/** @throws Error naming file and line when a whole line is not a commit */
export async function replay(path: string, apply: (record: JournalRecord) => void): Promise<void> {
  await dropTornLine(path)
  let number = 0
  for await (const line of createInterface({ input: createReadStream(path) })) {
    number += 1
    for (const record of readLine(line, `${path}:${number}`)) apply(record)
  }
}

function readLine(line: string, place: string): JournalRecord[] {
  try {
    const records: unknown = JSON.parse(line)
    if (Array.isArray(records)) return records
  } catch {
    // Falls through to the one message for every kind of damage.
  }
  throw new Error(`${place}: not a line of the journal; move the file away to start afresh`)
}

const newline = 0x0a
const chunkBytes = 64 * 1024

/** Cuts the file behind its last newline; makes an empty file where there is none. */
async function dropTornLine(path: string): Promise<void> {
  const file = await open(path, 'a+')
  try {
    const { size } = await file.stat()
    let end = size
    const chunk = Buffer.alloc(chunkBytes)
    while (end > 0) {
      const start = Math.max(0, end - chunkBytes)
      const { bytesRead } = await file.read(chunk, 0, end - start, start)
      const at = chunk.subarray(0, bytesRead).lastIndexOf(newline)
      end = at < 0 ? start : start + at + 1
      if (at >= 0) break
    }
    if (end < size) await file.truncate(end)
  } finally {
    await file.close()
  }
}
