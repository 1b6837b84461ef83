/** Lets one process at a time hold a lock file, and frees it when its holder died. */

import { randomBytes } from 'node:crypto'
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'

import { isAlive, ownIdentity } from './identity.js'

const pollMs = 25

/** A held lock; `release` may be called more than once. */
export interface Lock {
  release(): void
}

/** Takes the lock now, or returns undefined when a living process holds it. */
export function tryLock(file: string): Lock | undefined {
  // The file appears with its content by one link(2), so that nobody ever reads half a name.
  const mine = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`
  writeFileSync(mine, ownIdentity(), { mode: 0o600 })
  try {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      if (linked(mine, file)) return heldLock(file)
      const holder = holderOf(file)
      if (holder !== undefined && isAlive(holder)) return undefined
      if (holder !== undefined) removeStale(file, holder)
    }
    return undefined
  } finally {
    rmSync(mine, { force: true })
  }
}

/**
 * Takes the lock, waiting for its holder.
 *
 * @throws when it is still held after `timeoutMs`, naming the file and the holder.
 */
export async function takeLock(file: string, timeoutMs: number): Promise<Lock> {
  const deadlineMs = performance.now() + timeoutMs
  for (;;) {
    const lock = tryLock(file)
    if (lock) return lock
    if (performance.now() > deadlineMs) {
      const holder = Number.parseInt(holderOf(file) ?? '', 10)
      throw new Error(`${file} is still held by process ${holder} after ${timeoutMs} ms.`)
    }
    await wait(pollMs)
  }
}

function heldLock(file: string): Lock {
  let held = true
  return {
    release() {
      if (held) rmSync(file, { force: true })
      held = false
    },
  }
}

function linked(mine: string, file: string): boolean {
  try {
    linkSync(mine, file)
    return true
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw fault
  }
}

function holderOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined // Released in between.
  }
}

/** Moves a dead holder's file away; if another process was faster, its fresh lock is put back. */
function removeStale(file: string, dead: string): void {
  const aside = `${file}.stale.${randomBytes(4).toString('hex')}`
  try {
    renameSync(file, aside)
  } catch {
    return
  }
  if (holderOf(aside) !== dead) linked(aside, file)
  rmSync(aside, { force: true })
}
