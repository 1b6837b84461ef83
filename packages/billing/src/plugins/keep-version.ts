/** Stores a plugin under its content hash, once; what is stored never changes. */

import { createHash } from 'node:crypto'
import { insertRows } from '@wattline/database'
import { identityText } from '@wattline/plugin-sdk'
import { assert, type Instant } from '@wattline/units'
import type { EntityManager } from 'typeorm'

import { PluginVersion } from './plugin-version.entity.js'
import type { RunnablePlugin } from './runner.js'

/** What a version carries beside its code; all absent for the platform's own. */
export type Provenance = Partial<
  Pick<PluginVersion, 'publicationId' | 'publishedBy' | 'goldens' | 'report' | 'sourceMap'>
>

export interface NewVersion extends Provenance {
  /** Used when the content is new. */
  readonly id: string
  readonly operatorId: string
  readonly plugin: RunnablePlugin
  readonly publishedAt: Instant
}

export type Kept =
  | { readonly versionId: string }
  /** The id and version stand for other content already. */
  | { readonly taken: string }

/** The hash of a plugin as its content says: sha256 (hex). */
export function hashOfContent({ manifest, bundle }: RunnablePlugin): string {
  return createHash('sha256').update(identityText(manifest, bundle)).digest('hex')
}

/**
 * The same content again gives the version there is, with the goldens it first came with: they
 * prove a version and are no part of it. Two at once: the second sees the first's.
 */
export async function keepVersion(tx: EntityManager, version: NewVersion): Promise<Kept> {
  const { operatorId, plugin, ...rest } = version
  const { hash, bundle, manifest } = plugin
  assert(hash === hashOfContent(plugin), 'a plugin is named by the hash of its content')
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `plugin ${operatorId} ${manifest.id}`,
  ])
  const known = await tx.findOneBy(PluginVersion, { operatorId, hash })
  if (known) return { versionId: known.id }
  const named = { operatorId, pluginId: manifest.id, version: manifest.version }
  if (await tx.existsBy(PluginVersion, named)) {
    const what = `${manifest.id} ${manifest.version}`
    return { taken: `${what} is published with other content: raise its version` }
  }
  await insertRows(tx, PluginVersion, { ...rest, ...named, hash, bundle, manifest })
  return { versionId: rest.id }
}
