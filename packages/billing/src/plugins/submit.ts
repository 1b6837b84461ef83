/** Takes a plugin in to be published: stored as it was handed in, and judged by the worker. */

import { createHash } from 'node:crypto'
import { insertRows } from '@wattline/database'
import type { EntityManager } from 'typeorm'

import { type Authority, operatorOf, requireRole } from '../authority.js'
import { canonicalJson } from '../canonical.js'
import type { Core } from '../core.js'
import { once } from '../once.js'
import { emit } from '../outbox/emit.js'
import { Refusal, refuseInput } from '../refusal.js'
import { faultsInUpload } from './check-upload.js'
import type { PluginUpload } from './gate.js'
import { PluginPublication } from './plugin-publication.entity.js'

/** Of one operator: judging takes a core for the better part of a minute, and others wait too. */
const waitingAtMost = 20

export interface Submission {
  readonly operatorId?: string | null
  readonly upload: PluginUpload
  readonly idempotencyKey: string
}

/**
 * Returns the publication, whose state is `checking` until the gate has judged it.
 *
 * @throws Refusal `input-invalid` for an upload that is too large or of no form, with every fault;
 * `publications-waiting`
 */
export async function submitPlugin(
  core: Core,
  authority: Authority,
  input: Submission,
): Promise<{ publicationId: string }> {
  requireRole(authority, 'operator')
  const operatorId = operatorOf(authority, input.operatorId)
  const { upload } = input
  const faults = faultsInUpload(upload)
  if (faults.length > 0) refuseInput(faults)
  const hashes = hashesOf(upload)
  const ask = {
    holderId: authority.holderId,
    operatorId,
    key: input.idempotencyKey,
    input: ['submitPlugin', { operatorId, ...hashes }],
  }
  return once(core, ask, async tx => {
    await requireRoom(tx, operatorId)
    const id = core.newId()
    await insertRows(tx, PluginPublication, {
      id,
      operatorId,
      state: 'checking',
      bundle: upload.bundle,
      goldens: upload.goldens,
      sourceMap: upload.sourceMap ?? null,
      ...hashes,
      submittedAt: core.clock.now(),
      submittedBy: authority.keyId,
    })
    await emit(tx, operatorId, [{ topic: 'publication', subjectId: id }])
    return { publicationId: id }
  })
}

/** Two at once may both find room: the bound keeps a queue short, and need not be exact. */
async function requireRoom(tx: EntityManager, operatorId: string): Promise<void> {
  const waiting = await tx.countBy(PluginPublication, { operatorId, state: 'checking' })
  if (waiting >= waitingAtMost) throw new Refusal('publications-waiting', { waiting })
}

function hashesOf({ bundle, goldens, sourceMap }: PluginUpload) {
  return {
    bundleSha256: sha256(bundle),
    goldensSha256: sha256(canonicalJson(goldens)),
    sourceMapSha256: sourceMap === undefined ? null : sha256(sourceMap),
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
