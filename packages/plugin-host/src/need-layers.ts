/**
 * Refuses somebody else's plugin where this machine lacks a layer that must stand between the two,
 * whatever of the plugin would run: a session, the second engine, or the manifest alone.
 */

import { isFirstParty } from './first-party.js'
import { judgeLayers } from './layers.js'
import { type Launcher, launcherOfThisMachine, type NodeBinary, ownNode } from './pool/launch.js'

export interface LayerOptions {
  /**
   * What must stand between a plugin of somebody else and this machine: `needed` refuses it without
   * the process and network layers; `author` lets its author try it all the same, and says so in
   * the name of the engine. Default `needed`.
   */
  readonly layers?: 'needed' | 'author'
  /** How cells are started. Default: behind every layer that this machine offers. */
  readonly launcher?: (node: NodeBinary) => Promise<Launcher>
}

/**
 * This machine lacks a layer that others' plugins need. No fault of the plugin and no fact of a
 * bill: the job waits for a machine that has them.
 */
export class LayersMissing extends Error {
  override readonly name = 'LayersMissing'

  constructor(plugin: string, reason: string) {
    super(
      `${plugin} may not run on this machine: ${reason}. ` +
        'Run it where `wattline doctor` allows plugins of others.',
    )
  }
}

/** What is asked to run, and how it is called where its refusal is told. */
export interface Runnable {
  readonly bundle: string
  readonly called: string
}

/** @throws LayersMissing */
export async function needLayers(
  { bundle, called }: Runnable,
  { layers = 'needed', launcher = launcherOfThisMachine }: LayerOptions,
  node: NodeBinary = ownNode,
): Promise<void> {
  if (layers === 'author') return
  const { isAllowed, reason } = judgeLayers((await launcher(node)).layers)
  if (!isAllowed && !isFirstParty(bundle)) throw new LayersMissing(called, reason)
}

/** An engine's name, which on an author's machine says that layers may be missing. */
export const nameBehind = (engine: string, layers: LayerOptions['layers']): string =>
  `${engine}${layers === 'author' ? ' / author' : ''}`
