/**
 * Tells whether an account may walk down to a path, so that Postgres is not started where it cannot
 * read.
 */

import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'

import type { Account } from './account.js'

/** What `stat` says about one folder on the way. */
export interface Step {
  readonly mode: number
  readonly uid: number
  readonly gid: number
}

/**
 * Whether the account may pass through a folder with this owner and mode (POSIX: one class only).
 */
export function mayPass(step: Step, account: Account): boolean {
  if (step.uid === account.uid) return (step.mode & 0o100) !== 0
  if (step.gid === account.gid) return (step.mode & 0o010) !== 0
  return (step.mode & 0o001) !== 0
}

/** Whether the account may pass through `path` and every folder above it. */
export async function isReachable(path: string, account: Account): Promise<boolean> {
  for (let folder = path; ; folder = dirname(folder)) {
    if (!mayPass(await stat(folder), account)) return false
    if (folder === dirname(folder)) return true
  }
}
