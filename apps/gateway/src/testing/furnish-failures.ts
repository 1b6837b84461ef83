/** Gives a test's operator a plugin that was suspended, and the notices of it. */

import { PluginSuspension } from '@wattline/billing'
import type { TestCore, World } from '@wattline/billing/testing'
import { inScope } from '@wattline/database'

const sha = 'ab'.repeat(32)

/** @param sessionId failed three times, as its own worker would note it */
export async function furnishFailures(
  core: TestCore,
  { operatorId }: World,
  sessionId: string,
): Promise<string> {
  const failure = {
    sessionId,
    invoiceId: null,
    pluginId: 'night-saver',
    pluginVersion: '0.9.0',
    pluginHash: sha,
    paramsHash: sha,
    cause: 'timeout',
    effect: 'lower',
  }
  const failures = Array.from({ length: 3 }, () => ({ ...failure, id: core.newId() }))
  const note = [operatorId, core.clock.now().toString(), JSON.stringify(failures)]
  return inScope(core.db, [operatorId], async tx => {
    await tx.query('select note_plugin_failures($1, $2, $3)', note)
    return (await tx.findOneByOrFail(PluginSuspension, { operatorId })).id
  })
}
