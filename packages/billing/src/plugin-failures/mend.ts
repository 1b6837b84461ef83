/**
 * Orders that bills which went out without a plugin are rated again with the version that mends it.
 */

import type { Manifest } from '@wattline/plugin-sdk'
import type { EntityManager } from 'typeorm'

import { type Authority, operatorOf, requireRole } from '../authority.js'
import { canonicalJson } from '../canonical.js'
import type { Core } from '../core.js'
import { once } from '../once.js'
import { emit } from '../outbox/emit.js'
import { PluginVersion } from '../plugins/plugin-version.entity.js'
import { checkParams } from '../price-lists/check-params.js'
import { PriceListPlugin } from '../price-lists/price-list-plugin.entity.js'
import { Refusal } from '../refusal.js'
import { Mending } from './mending.entity.js'
import { emptyMending } from './mending-tally.js'

export interface MendInput {
  readonly operatorId?: string | null
  readonly failedHash: string
  readonly mendedVersionId: string
  /** Says what would be given back, and gives nothing. */
  readonly isDryRun: boolean
  readonly idempotencyKey: string
}

/**
 * Writes the order down; the worker walks the bills. What comes out lower is claimed and decided by
 * the refund policy, what comes out higher the operator carries.
 *
 * @throws Refusal `not-found`, `plugin-unusable` for a version that is no mend of the failed one,
 * `plugin-params-invalid` where a price list's parameters do not fit it
 */
export async function mendPlugin(
  core: Core,
  authority: Authority,
  input: MendInput,
): Promise<{ mendingId: string }> {
  requireRole(authority, 'operator', 'finance')
  const operatorId = operatorOf(authority, input.operatorId)
  const { holderId, keyId } = authority
  const ask = { holderId, operatorId, key: input.idempotencyKey, input: ['mendPlugin', input] }
  return once(core, ask, async tx => {
    const { failedHash, mendedVersionId, isDryRun } = input
    await checkMend(tx, input)
    const id = core.newId()
    const now = core.clock.now()
    await tx.insert(Mending, {
      id,
      operatorId,
      failedHash,
      mendedVersionId,
      isDryRun,
      state: 'waiting',
      tally: emptyMending,
      createdAt: now,
      createdBy: keyId,
      updatedAt: now,
    })
    await emit(tx, operatorId, [{ topic: 'mending', subjectId: id }])
    return { mendingId: id }
  })
}

async function checkMend(
  tx: EntityManager,
  { failedHash, mendedVersionId }: MendInput,
): Promise<void> {
  const failed = await tx.findOneBy(PluginVersion, { hash: failedHash })
  const mended = await tx.findOneBy(PluginVersion, { id: mendedVersionId })
  if (!failed || !mended) throw new Refusal('not-found', { what: 'plugin version' })
  const reason = whyNoMend(failed.manifest, mended.manifest)
  if (reason) throw new Refusal('plugin-unusable', { reason })
  const uses = await tx.findBy(PriceListPlugin, { pluginVersionId: failed.id })
  for (const { params } of uses) checkParams(mended.manifest, params, 'params')
}

/** The facts of a bill are frozen: a mend is told what the failed version was told. */
export function whyNoMend(failed: Manifest, mended: Manifest): string | undefined {
  if (failed.id !== mended.id) return `${mended.id} is another plugin than ${failed.id}`
  if (failed.version === mended.version) return 'it is the version that failed'
  if (failed.phase !== mended.phase) return 'it runs in another phase'
  const told = ({ reads, series }: Manifest) => canonicalJson({ reads, series })
  return told(failed) === told(mended) ? undefined : 'it reads other facts'
}
