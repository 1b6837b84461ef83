/**
 * Decides where a server's files live: in the directory asked for, or where its account can reach
 * them.
 */

import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, chown, mkdir, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

import type { Account } from './account.js'
import { isReachable } from './reach.js'

const systemRoot = '/var/lib/wattline'

/** The files of one server. */
export interface Home {
  readonly path: string
  readonly data: string
  readonly log: string
  readonly port: string
  readonly password: string
  readonly server: string
  readonly lock: string
}

/**
 * Makes the directory and returns the server's home.
 *
 * Root with a checkout under a folder of mode 0700 (such as /root) is the hard case: the
 * unprivileged account cannot walk there. The files then live under /var/lib/wattline, and
 * `moved-to` in the directory names the place; deleting the directory starts afresh.
 */
export async function settleHome(directory: string, account?: Account): Promise<Home> {
  await mkdir(directory, { recursive: true })
  const real = await realpath(directory)
  const path = account ? await reachableHome(real, account) : real
  if (account) await chown(path, account.uid, account.gid)
  await chmod(path, 0o700)
  return {
    path,
    data: join(path, 'data'),
    log: join(path, 'server.log'),
    port: join(path, 'port'),
    password: join(path, 'password'),
    server: join(path, 'server.json'),
    lock: join(path, 'starting.lock'),
  }
}

async function reachableHome(directory: string, account: Account): Promise<string> {
  const marker = join(directory, 'moved-to')
  const known = await readFile(marker, 'utf8').catch(() => '')
  if (known === '' && (await isReachable(dirname(directory), account))) return directory
  const unique = `${basename(directory)}-${randomBytes(6).toString('hex')}`
  const home = known.trim() || join(systemRoot, unique)
  await mkdir(home, { recursive: true })
  if (!(await isReachable(dirname(home), account))) {
    throw new Error(
      `Postgres runs as an unprivileged account here, which can reach neither ${directory} nor ` +
        `${home}: open one of them (mode 0711), or name a server in DATABASE_URL.`,
    )
  }
  await writeFile(marker, `${home}\n`)
  await writeFile(join(home, 'moved-from'), `${marker}\n`)
  await removeForsaken()
  return home
}

/** Removes moved homes whose directory was deleted since: nothing can lead to them any more. */
async function removeForsaken(): Promise<void> {
  for (const name of await readdir(systemRoot)) {
    const home = join(systemRoot, name)
    const marker = (await readFile(join(home, 'moved-from'), 'utf8').catch(() => '')).trim()
    const target = marker === '' ? home : await readFile(marker, 'utf8').catch(() => '')
    const isServing = existsSync(join(home, 'data', 'postmaster.pid'))
    if (target.trim() !== home && !isServing) await rm(home, { recursive: true, force: true })
  }
}
