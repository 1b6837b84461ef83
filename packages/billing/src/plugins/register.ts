/**
 * Gives an operator one of the platform's own plugins, as seeding does: stored by the rules of any
 * published version, but not judged.
 *
 * It skips the publish gate because there is no upload to judge: the plugin was built from this
 * checkout, whose tests put each of them through the gate, and whoever seeds already owns the
 * database. What an operator hands in goes through `submitPlugin`.
 */

import { inScope } from '@wattline/database'

import type { Core } from '../core.js'
import { Refusal } from '../refusal.js'
import { hashOfContent, keepVersion } from './keep-version.js'
import type { RunnablePlugin } from './runner.js'

/**
 * Returns the plugin version's id; the same content again gives the same id.
 *
 * @throws Refusal `plugin-unusable` when its version is taken by other content
 */
export async function registerPlugin(
  core: Core,
  operatorId: string,
  plugin: RunnablePlugin,
): Promise<string> {
  if (plugin.hash !== hashOfContent(plugin))
    throw new Refusal('plugin-unusable', { reason: 'its hash is not that of its content' })
  const version = { id: core.newId(), operatorId, plugin, publishedAt: core.clock.now() }
  const kept = await inScope(core.db, [operatorId], tx => keepVersion(tx, version))
  if ('taken' in kept) throw new Refusal('plugin-unusable', { reason: kept.taken })
  return kept.versionId
}
