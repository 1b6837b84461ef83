/**
 * The append-only journal: what is written here has happened, also after a kill -9.
 *
 * One commit is one line, so that a torn line loses a whole commit and never half of one. The lines
 * of one turn of the event loop go to the file in one write; a commit resolves once its line is in
 * the file (in the kernel's cache: it outlives the process, not a power cut).
 */

import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs'

import type { JournalRecord } from '../state/records.js'
import { replay } from './replay.js'

export interface Journal {
  /** @returns a promise that is kept once the records are in the file */
  append(records: readonly JournalRecord[]): Promise<void>
  /** Forgets everything. */
  clear(): void
  close(): void
}

interface Waiting {
  resolve(): void
  reject(fault: unknown): void
}

/** Opens the journal and hands every record in it to `apply`. Without a path nothing is kept. */
export async function openJournal(
  path: string | undefined,
  apply: (record: JournalRecord) => void,
): Promise<Journal> {
  if (path === undefined) return { append: async () => {}, clear() {}, close() {} }
  await replay(path, apply)
  return new FileJournal(path)
}

class FileJournal implements Journal {
  private readonly file: number
  private lines: string[] = []
  private waiting: Waiting[] = []
  private fault: unknown

  constructor(path: string) {
    this.file = openSync(path, 'a')
  }

  append(records: readonly JournalRecord[]): Promise<void> {
    // After a failed write memory and file differ: nothing may be answered any more.
    if (this.fault !== undefined) return Promise.reject(this.fault)
    if (records.length === 0 && this.lines.length === 0) return Promise.resolve()
    return new Promise((resolve, reject) => {
      if (this.waiting.length === 0) setImmediate(() => this.flush())
      if (records.length > 0) this.lines.push(`${JSON.stringify(records)}\n`)
      this.waiting.push({ resolve, reject })
    })
  }

  clear(): void {
    this.flush()
    ftruncateSync(this.file, 0)
  }

  close(): void {
    this.flush()
    // A late commit must not reach whatever file gets this number next.
    this.fault ??= new Error('the journal is closed')
    closeSync(this.file)
  }

  private flush(): void {
    if (this.waiting.length === 0) return
    const waiting = this.waiting
    const bytes = Buffer.from(this.lines.join(''))
    this.lines = []
    this.waiting = []
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(this.file, bytes, at)
      for (const { resolve } of waiting) resolve()
    } catch (fault) {
      this.fault = fault
      for (const { reject } of waiting) reject(fault)
    }
  }
}
