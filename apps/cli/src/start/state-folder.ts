/** Names the files a running Wattline keeps between starts, all in one folder of the checkout. */

import {
  accessSync,
  chmodSync,
  constants,
  mkdirSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** The paths below one state folder. */
export interface StateFolder {
  readonly path: string
  readonly postgres: string
  readonly logs: string
  readonly secrets: string
  readonly ports: string
  readonly lock: string
  readonly running: string
  readonly simulatorJournal: string
}

/**
 * Makes the folder and names its files. It may be entered by Postgres' account, not listed by it.
 *
 * @throws Error that names the folder and says what to do when it cannot be used
 */
export function openStateFolder(directory: string): StateFolder {
  const folder = nameStateFolder(directory)
  try {
    makeFolder(folder.logs)
    chmodSync(folder.path, 0o711)
    accessSync(folder.path, constants.W_OK)
    return folder
  } catch (fault) {
    throw explainUnusable(fault, folder.path)
  }
}

/** Folder by folder: Node's own recursion hides a read-only disk and never ends under /proc. */
function makeFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return
  if (dirname(path) !== path) makeFolder(dirname(path))
  try {
    mkdirSync(path)
  } catch (fault) {
    // Another start may have been faster.
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw fault
  }
}

const troubles: Readonly<Record<string, string>> = {
  EROFS: 'its file system is read-only',
  EACCES: 'this account may not write there',
  EPERM: 'this account may not write there',
  ENOENT: 'it cannot be made there',
  ENOTDIR: 'it, or a folder above it, is a file',
  EEXIST: 'it, or a folder above it, is a file',
}

function explainUnusable(fault: unknown, path: string): unknown {
  const trouble = troubles[codeOf(fault)]
  if (trouble === undefined) return explainFullDisk(fault, path)
  const todo = 'Name another one in WATTLINE_STATE.'
  return new Error(`The state folder ${path} cannot be used: ${trouble}. ${todo}`, { cause: fault })
}

/** A full disk in words, with what to do; any other fault as it is. */
export function explainFullDisk(fault: unknown, path: string): unknown {
  if (!['ENOSPC', 'EDQUOT'].includes(codeOf(fault))) return fault
  const message = `There is no disk space left under ${path}: free some and start again.`
  return new Error(message, { cause: fault })
}

function codeOf(fault: unknown): string {
  return (fault as NodeJS.ErrnoException).code ?? ''
}

/** Names the files without making anything. */
export function nameStateFolder(directory: string): StateFolder {
  const path = resolve(directory)
  return {
    path,
    postgres: join(path, 'postgres'),
    logs: join(path, 'logs'),
    secrets: join(path, 'secrets.json'),
    ports: join(path, 'ports.json'),
    lock: join(path, 'launcher.lock'),
    running: join(path, 'running.json'),
    simulatorJournal: join(path, 'simulator.journal'),
  }
}

/** Writes a file only its owner may read, whole or not at all. */
export function writePrivately(file: string, value: unknown): void {
  const unfinished = `${file}.unfinished`
  writeFileSync(unfinished, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 })
  renameSync(unfinished, file)
}
