/**
 * Makes a fresh data directory with one superuser, whose password is generated and kept beside it.
 */

import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chown, mkdir, readFile, rename, rm, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

import type { Account } from './account.js'
import { superuser } from './answer.js'
import type { Binaries } from './binaries.js'
import { explainFailure } from './explain.js'
import type { Home } from './home.js'

const run = promisify(execFile)
const major = '18'
const freshBytes = 150 * 1024 * 1024

/** What `initialise` needs to know. */
export interface Ground {
  readonly home: Home
  readonly binaries: Binaries
  readonly account?: Account | undefined
  readonly throwaway: boolean
}

/**
 * Makes the data directory unless it exists, and returns the superuser's password.
 *
 * @throws when the data was made by another major version, its password file is missing, or the
 * disk
 *   is full; each message says what to do.
 */
export async function initialise(ground: Ground): Promise<string> {
  const { home } = ground
  if (existsSync(join(home.data, 'PG_VERSION'))) {
    await checkVersion(home)
    return readPassword(home)
  }
  await checkSpace(home)
  const password = randomBytes(24).toString('hex')
  await writeFile(home.password, `${password}\n`, { mode: 0o600 })
  if (ground.account) await chown(home.password, ground.account.uid, ground.account.gid)
  await initdb(ground)
  return password
}

async function checkVersion(home: Home): Promise<void> {
  const found = (await readFile(join(home.data, 'PG_VERSION'), 'utf8')).trim()
  if (found === major) return
  throw new Error(
    `${home.data} was made by Postgres ${found}, and this is Postgres ${major}: ` +
      'export it with its own version, or move the directory away to start afresh.',
  )
}

async function readPassword(home: Home): Promise<string> {
  try {
    return (await readFile(home.password, 'utf8')).trim()
  } catch {
    throw new Error(
      `${home.password} is missing, and the data in ${home.data} cannot be opened without it: ` +
        'put it back, or move the directory away to start afresh.',
    )
  }
}

async function checkSpace(home: Home): Promise<void> {
  const disk = await statfs(home.path)
  const freeBytes = disk.bavail * disk.bsize
  if (freeBytes >= freshBytes) return
  throw new Error(
    `There is no disk space left under ${home.path}: a fresh Postgres takes 150 MB and ` +
      `${Math.floor(freeBytes / 1024 / 1024)} MB are free.`,
  )
}

async function initdb({ home, binaries, account, throwaway }: Ground): Promise<void> {
  // Made aside and renamed whole: a start that was killed half-way leaves nothing to trip over.
  const unfinished = `${home.data}.unfinished`
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(unfinished, { mode: 0o700 })
  if (account) await chown(unfinished, account.uid, account.gid)
  const args = ['-D', unfinished, '-U', superuser, `--pwfile=${home.password}`, '--encoding=UTF8']
  args.push('--auth=scram-sha-256', '--no-instructions')
  // The builtin provider sorts alike on every machine, whatever its glibc or ICU.
  args.push('--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C')
  if (throwaway) args.push('--no-sync')
  try {
    await run(binaries.initdb, args, {
      cwd: '/',
      env: { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
      ...(account && { uid: account.uid, gid: account.gid }),
    })
  } catch (fault) {
    const { stdout = '', stderr = '', message } = fault as Error & Record<string, string>
    const output = `${stdout}${stderr}`.trim() || message
    throw new Error(explainFailure({ what: 'initdb failed.', home: home.path, output }))
  }
  await rename(unfinished, home.data)
}
