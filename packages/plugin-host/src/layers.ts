/**
 * Says, for a doctor command, which layers stand between a plugin and this machine, and whether
 * others' plugins may run here.
 */

import { startCell } from './pool/cell.js'
import { engineName, type Layer, launcherOfThisMachine } from './pool/launch.js'

export interface ActiveLayers {
  /** As it stands on bills: `ses 2.3.0 / node 20.20.2 / jitless`. */
  readonly engine: string
  readonly layers: readonly Layer[]
  readonly thirdPartyAllowed: { readonly isAllowed: boolean; readonly reason: string }
}

/** Without these two, a plugin is only as safe as its author. */
const needed: readonly Layer['name'][] = ['process', 'network']

/** Decides from the layers alone. */
export function judgeLayers(layers: readonly Layer[]): ActiveLayers['thirdPartyAllowed'] {
  const missing = layers.filter(({ name, isActive }) => needed.includes(name) && !isActive)
  if (missing.length === 0)
    return { isAllowed: true, reason: 'plugins run without network in a process per operator' }
  const reasons = missing.map(({ name, detail }) => `${name}: ${detail}`)
  return { isAllowed: false, reason: `first-party plugins only; ${reasons.join('; ')}` }
}

/** Starts a cell to be sure, and stops it again. */
export async function activeLayers(): Promise<ActiveLayers> {
  const launcher = await launcherOfThisMachine()
  let engine: Layer = { name: 'engine', isActive: true, detail: 'V8 --jitless' }
  let process: Layer | undefined
  try {
    await (await startCell(launcher, true)).close()
  } catch (thrown) {
    const detail = thrown instanceof Error ? thrown.message : String(thrown)
    engine = { ...engine, isActive: false, detail }
    process = { name: 'process', isActive: false, detail }
  }
  const found = launcher.layers.map(layer =>
    layer.name === 'process' ? (process ?? layer) : layer,
  )
  const layers = [...found, engine]
  return { engine: engineName(true), layers, thirdPartyAllowed: judgeLayers(layers) }
}
