/** Names the files a running Wattline keeps between starts, all in one folder of the checkout. */

import { chmodSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

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
 */
export function openStateFolder(directory: string): StateFolder {
  const folder = nameStateFolder(directory)
  mkdirSync(folder.logs, { recursive: true })
  chmodSync(folder.path, 0o711)
  return folder
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
