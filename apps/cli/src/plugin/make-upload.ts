/** Makes of a plugin's folder what a publish takes: its bundle, its goldens and its source map. */

import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

import type { PluginUpload } from '@wattline/billing'
import { buildBundle, buildData, describeBundle, maxGoldensCharacters } from '@wattline/plugin-host'

/** A folder of which no upload can be made; the message says where and why. */
export class UnbuildablePlugin extends Error {
  override readonly name = 'UnbuildablePlugin'
}

/**
 * The author's code runs in a cell only: the goldens are made there, and the plugin not at all.
 *
 * @throws UnbuildablePlugin
 */
export async function makeUpload(folder: string): Promise<PluginUpload> {
  const [plugin, goldens] = ['plugin.ts', 'goldens.ts'].map(name => entryOf(folder, name))
  const { bundle, sourceMap } = building(() => buildBundle(plugin as string))
  const data = building(() => buildData(goldens as string))
  const described = await describeBundle(data, {
    maxCharacters: maxGoldensCharacters,
    layers: 'author', // Whose files these are.
  })
  if ('fault' in described) throw new UnbuildablePlugin(`${goldens}: ${described.fault}`)
  return { bundle, sourceMap, goldens: described.manifest as PluginUpload['goldens'] }
}

function entryOf(folder: string, name: string): string {
  const path = resolve(join(folder, 'src', name))
  if (existsSync(path)) return path
  throw new UnbuildablePlugin(`${path} is not there: a plugin has src/plugin.ts and src/goldens.ts`)
}

/** esbuild's own message names file, line and column. */
function building<T>(build: () => T): T {
  try {
    return build()
  } catch (fault) {
    throw new UnbuildablePlugin((fault as Error).message)
  }
}
