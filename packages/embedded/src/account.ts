/**
 * Chooses the unprivileged account that Postgres runs as, because Postgres refuses to run as root.
 */

import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** An account of this machine by its numbers; accounts are looked up and never created. */
export interface Account {
  readonly uid: number
  readonly gid: number
}

/**
 * The account to run Postgres as: `postgres`, else `nobody`; undefined when this process is not
 * root and can simply run it as itself.
 *
 * @throws when this process is root and the machine has neither account.
 */
export async function postgresAccount(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined
  for (const name of ['postgres', 'nobody']) {
    const account = await findAccount(name)
    if (account) return account
  }
  throw new Error(
    'Postgres cannot run as root, and this machine has neither a "postgres" nor a "nobody" ' +
      'account: run as another user, or name a server in DATABASE_URL.',
  )
}

async function findAccount(name: string): Promise<Account | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])])
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
  } catch {
    return undefined // `id` exits with 1 for an unknown name.
  }
}
