/**
 * Judges a publication by the publish gate, outside any transaction, and writes the verdict: every
 * reason against it, or the immutable version.
 *
 * Safe to run any number of times, at once, and to be killed anywhere: until the verdict is written
 * nothing stands of it, and only the first one is.
 */

import { inScope } from '@wattline/database'
import { assert } from '@wattline/units'
import type { EntityManager, QueryDeepPartialEntity } from 'typeorm'

import type { PublishingCore } from '../core.js'
import { Refusal } from '../refusal.js'
import { GateClosed, type GateFault, type GateVerdict, type PluginUpload } from './gate.js'
import { keepVersion } from './keep-version.js'
import { PluginPublication } from './plugin-publication.entity.js'
import { isStorable, storable } from './storable.js'

type Undecided = Pick<
  PluginPublication,
  'id' | 'operatorId' | 'bundle' | 'goldens' | 'sourceMap' | 'submittedBy'
>

/**
 * @throws Refusal `not-found`; GateClosed, or whatever kept the gate from judging: the publication
 * then waits, with the reason shown, and is judged when the job is tried again
 */
export async function judgePublication(
  core: PublishingCore,
  operatorId: string,
  publicationId: string,
): Promise<void> {
  const publication = await loadUndecided(core, operatorId, publicationId)
  if (!publication) return
  const verdict = await judge(core, publication)
  await inScope(core.db, [operatorId], async tx => {
    if (await lockUndecided(tx, publicationId)) await decide(core, tx, { publication, verdict })
  })
}

/** @throws Refusal `not-found` */
async function loadUndecided(
  core: PublishingCore,
  operatorId: string,
  id: string,
): Promise<Undecided | undefined> {
  const found = await inScope(core.db, [operatorId], tx =>
    tx.findOne(PluginPublication, {
      where: { id, operatorId },
      select: {
        id: true,
        operatorId: true,
        state: true,
        bundle: true,
        goldens: true,
        sourceMap: true,
        submittedBy: true,
      },
    }),
  )
  if (!found) throw new Refusal('not-found', { what: 'publication' })
  return found.state === 'checking' ? found : undefined
}

async function judge(core: PublishingCore, publication: Undecided): Promise<GateVerdict> {
  const { id, operatorId, bundle, goldens, sourceMap } = publication
  const upload: PluginUpload = { bundle, goldens, ...(sourceMap !== null && { sourceMap }) }
  try {
    return await core.gate.judge(operatorId, upload)
  } catch (fault) {
    await inScope(core.db, [operatorId], async tx => {
      if (!(await lockUndecided(tx, id))) return
      await write(tx, id, { waitingBecause: reasonOf(fault) })
    })
    throw fault
  }
}

/** What is no word for the author stays in the log. */
function reasonOf(fault: unknown): string {
  return fault instanceof GateClosed ? fault.message : 'judging it broke off, and is tried again'
}

/** Holds the publication until the transaction ends; false once it is decided. */
async function lockUndecided(tx: EntityManager, id: string): Promise<boolean> {
  const rows = await tx.query<unknown[]>(
    `select 1 from plugin_publication where id = $1 and state = 'checking' for update`,
    [id],
  )
  return rows.length > 0
}

async function decide(
  core: PublishingCore,
  tx: EntityManager,
  { publication, verdict }: { readonly publication: Undecided; readonly verdict: GateVerdict },
): Promise<void> {
  const { id, operatorId, goldens, sourceMap, submittedBy } = publication
  const decidedAt = core.clock.now()
  const refuse = (faults: readonly GateFault[]) => {
    assert(faults.length > 0, 'a refusal has a reason')
    const told = storable(faults)
    return write(tx, id, { state: 'refused', faults: told, waitingBecause: null, decidedAt })
  }
  if ('faults' in verdict) return refuse(verdict.faults)
  const { plugin, report } = verdict
  // A manifest is hashed as it is, so nothing of it can be replaced.
  if (!isStorable(plugin.manifest))
    return refuse([{ step: 'manifest', message: 'it holds NUL, or half of a surrogate pair' }])
  const kept = await keepVersion(tx, {
    id: core.newId(),
    operatorId,
    plugin,
    publishedAt: decidedAt,
    publicationId: id,
    publishedBy: submittedBy,
    goldens,
    report,
    sourceMap,
  })
  if ('taken' in kept) return refuse([{ step: 'manifest', message: kept.taken }])
  await write(tx, id, {
    state: 'published',
    report,
    pluginVersionId: kept.versionId,
    waitingBecause: null,
    decidedAt,
  })
}

async function write(
  tx: EntityManager,
  id: string,
  found: Partial<PluginPublication>,
): Promise<void> {
  const columns = found as QueryDeepPartialEntity<PluginPublication>
  await tx.update(PluginPublication, { id }, columns)
}
