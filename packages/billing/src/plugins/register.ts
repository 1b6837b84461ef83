/** Stores a plugin under its content hash; what is stored never changes. */

import { createHash } from 'node:crypto'
import { inScope, insertRows } from '@wattline/database'
import { identityText } from '@wattline/plugin-sdk'

import type { Core } from '../core.js'
import { Refusal } from '../refusal.js'
import { PluginVersion } from './plugin-version.entity.js'
import type { RunnablePlugin } from './runner.js'

/**
 * Returns the plugin version's id; the same content again gives the same id.
 *
 * @throws Refusal `plugin-unusable` when it reads facts that nobody resolves yet, or its version is
 * taken by other content
 */
export async function registerPlugin(
  core: Core,
  operatorId: string,
  plugin: RunnablePlugin,
): Promise<string> {
  const { manifest } = plugin
  const hash = createHash('sha256').update(identityText(manifest, plugin.bundle)).digest('hex')
  if (hash !== plugin.hash)
    throw new Refusal('plugin-unusable', { reason: 'its hash is not that of its content' })
  if (Object.keys({ ...manifest.reads, ...manifest.series }).length > 0) {
    throw new Refusal('plugin-unusable', {
      reason: `facts are not resolved yet: ${Object.keys({ ...manifest.reads, ...manifest.series }).join(', ')}`,
    })
  }
  return inScope(core.db, [operatorId], async tx => {
    const known = await tx.findOneBy(PluginVersion, { operatorId, hash: plugin.hash })
    if (known) return known.id
    const taken = await tx.findOneBy(PluginVersion, {
      operatorId,
      pluginId: manifest.id,
      version: manifest.version,
    })
    if (taken) {
      throw new Refusal('plugin-unusable', {
        reason: `${manifest.id} ${manifest.version} is published with other content: raise its version`,
      })
    }
    const id = core.newId()
    await insertRows(tx, PluginVersion, {
      id,
      operatorId,
      pluginId: manifest.id,
      version: manifest.version,
      hash: plugin.hash,
      bundle: plugin.bundle,
      manifest,
      publishedAt: core.clock.now(),
    })
    return id
  })
}
