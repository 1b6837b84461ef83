/**
 * Makes one ES file without imports out of a plugin's entry file, the same bytes every time, and
 * asks it for its manifest.
 */

import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'

import type { RunnablePlugin } from '@wattline/billing'
import { faultsInManifest, identityText, type Manifest } from '@wattline/plugin-sdk'
import { buildBundle } from './build.js'
import { describeBundle } from './describe.js'
import { lintBundle } from './lint.js'
import { createPlaces, type FindPlace, showPlace } from './places.js'

/** A plugin that no publish would take, with every reason. */
export class UnsoundPlugin extends Error {
  override readonly name = 'UnsoundPlugin'

  constructor(
    where: string,
    readonly faults: readonly string[],
  ) {
    super(`${where} is no sound plugin:\n${faults.map(fault => `  ${fault}`).join('\n')}`)
  }
}

/** sha256 (hex) over bundle and manifest: the name of a published version. */
export function hashPlugin(manifest: Manifest, bundle: string): string {
  return createHash('sha256').update(identityText(manifest, bundle)).digest('hex')
}

/** What was made of a bundle's text before, in this process. */
const made = new Map<string, Promise<RunnablePlugin>>()

async function makePlugin(
  bundle: string,
  where: string,
  findPlace: FindPlace,
): Promise<RunnablePlugin> {
  const lints = lintBundle(bundle)
  if (lints.length > 0) {
    const faults = lints.map(({ message, ...at }) => `${showPlace(findPlace(at))} ${message}`)
    throw new UnsoundPlugin(where, faults)
  }
  const described = await describeBundle(bundle, { layers: 'author' }) // Whose files are here.
  if ('fault' in described) throw new UnsoundPlugin(where, [described.fault])
  const faults = faultsInManifest(described.manifest)
  if (faults.length > 0) throw new UnsoundPlugin(where, faults)
  const manifest = described.manifest as Manifest
  return { hash: hashPlugin(manifest, bundle), bundle, manifest }
}

/**
 * Bundles a plugin as it would be published. Its code runs in a cell only, never in this process.
 *
 * @throws UnsoundPlugin with every fault of lint or manifest; esbuild's own error for a file that
 * does not build
 */
export function bundlePlugin(entryFile: string): Promise<RunnablePlugin> {
  const { bundle, sourceMap } = buildBundle(entryFile)
  const known = made.get(bundle)
  if (known !== undefined) return known
  const making = makePlugin(bundle, entryFile, createPlaces(sourceMap))
  made.set(bundle, making)
  making.catch(() => made.delete(bundle)) // Not kept: the machine may have been at fault.
  return making
}

/**
 * Every plugin of a folder laid out as ours is: `<folder>/<name>/src/plugin.ts`. In order of their
 * names.
 */
export function bundlePlugins(folder: string): Promise<RunnablePlugin[]> {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(entry => entry.name)
    .sort()
  return Promise.all(names.map(name => bundlePlugin(join(folder, name, 'src/plugin.ts'))))
}
