/** Gives a test's operator a plugin that was suspended, the notices of it, and a mending. */

import { emptyMending, Mending, PluginSuspension, PluginVersion } from '@wattline/billing'
import type { TestCore, World } from '@wattline/billing/testing'
import { inScope } from '@wattline/database'

/** @param sessionId failed three times, as its own worker would note it */
export async function furnishFailures(
  core: TestCore,
  { operatorId, operator }: World,
  sessionId: string,
): Promise<{ suspensionId: string; mendingId: string; failedHash: string }> {
  const version = await inScope(core.db, [operatorId], tx =>
    tx.findOneByOrFail(PluginVersion, { operatorId }),
  )
  const { hash } = version
  const failure = {
    sessionId,
    invoiceId: null,
    pluginId: 'night-saver',
    pluginVersion: version.version,
    pluginHash: hash,
    paramsHash: hash,
    cause: 'timeout',
    effect: 'lower',
  }
  const failures = Array.from({ length: 3 }, () => ({ ...failure, id: core.newId() }))
  const note = [operatorId, core.clock.now().toString(), JSON.stringify(failures)]
  return inScope(core.db, [operatorId], async tx => {
    await tx.query('select note_plugin_failures($1, $2, $3)', note)
    const suspension = await tx.findOneByOrFail(PluginSuspension, { operatorId })
    const mendingId = core.newId()
    const now = core.clock.now()
    await tx.insert(Mending, {
      id: mendingId,
      operatorId,
      failedHash: hash,
      mendedVersionId: version.id,
      isDryRun: true,
      state: 'waiting',
      tally: emptyMending,
      createdAt: now,
      createdBy: operator.keyId,
      updatedAt: now,
    })
    return { suspensionId: suspension.id, mendingId, failedHash: hash }
  })
}
