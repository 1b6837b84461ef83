/**
 * Tells the plugins that this build brought along from all others, by the code itself: the same
 * text is the same plugin, whatever it calls itself.
 */

import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { buildBundle } from './bundle/build.js'

const plugins = fileURLToPath(new URL('../../../plugins', import.meta.url))

/** Every bundle of a folder laid out as ours is: `<folder>/<name>/src/plugin.ts`. */
export function bundlesIn(folder: string): ReadonlySet<string> {
  const names = existsSync(folder) ? readdirSync(folder) : []
  const entryFiles = names.map(name => join(folder, name, 'src/plugin.ts'))
  return new Set(entryFiles.filter(existsSync).flatMap(bundleOf))
}

/** None of a file that does not build: what cannot be told from others is one of them. */
function bundleOf(entryFile: string): string[] {
  try {
    return [buildBundle(entryFile).bundle]
  } catch {
    return []
  }
}

let known: ReadonlySet<string> | undefined

/** Built at the first question, which is only asked where others' plugins may not run. */
export function isFirstParty(bundle: string): boolean {
  known ??= bundlesIn(plugins)
  return known.has(bundle)
}
