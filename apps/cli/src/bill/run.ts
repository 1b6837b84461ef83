/**
 * Bills a file on a running Wattline: set up, import, wait for bills and money, gather the facts.
 */

import { basename } from 'node:path'

import { sampleMerchantAccount } from '../start/environment.js'
import { awaitSettled, describe } from '../world/await-settled.js'
import { type Access, openCore } from '../world/open-core.js'
import type { Facts } from './facts.js'
import { gather } from './gather.js'
import { importFile } from './import-file.js'
import type { Profile } from './profile.js'
import { setUp } from './set-up.js'

export interface Run {
  readonly path: string
  readonly profile: Profile
  readonly access: Access
  readonly onProgress: (line: string) => void
  /** Gives the run up; run again, it goes on from there. */
  readonly signal?: AbortSignal | undefined
}

const patienceMs = 180_000

/**
 * @throws UnfitFile, the system's error for the file, an Error when nothing moves any more, or the
 *   signal's reason
 */
export async function runBill({ path, profile, access, onProgress, signal }: Run): Promise<Facts> {
  const open = await openCore(access)
  try {
    const { operator } = profile
    await setUp(open.core, profile)
    const file = await importFile(open, { path, profile }, sessions => {
      signal?.throwIfAborted()
      onProgress(`${sessions} sessions read`)
    })
    await awaitSettled(open.core, operator.id, {
      patienceMs,
      signal,
      onProgress: progress => onProgress(describe(progress)),
    })
    const gathered = await gather(open.core, {
      operatorId: operator.id,
      currency: operator.currency,
      merchantAccount: sampleMerchantAccount,
      simulatorUrl: access.simulatorUrl,
      sessionIds: file.sessionIds,
    })
    return {
      file: basename(path),
      profile: profile.name,
      currency: operator.currency,
      rows: { read: file.rowsRead, broken: file.broken },
      imported: file.imported,
      known: file.known,
      ...gathered,
    }
  } finally {
    await open.close()
  }
}
