/**
 * Asks a bundle for its manifest inside a cell of its own, because even that is the author's code
 * at work.
 */

import { type LayerOptions, needLayers } from '../need-layers.js'
import { startCell } from '../pool/cell.js'
import { launcherOfThisMachine, ownNode } from '../pool/launch.js'
import { toCell } from '../wire/frames.js'
import { type LoadRequest, readAnswer } from '../wire/requests.js'
import { factorySource, placeInBundle } from './factory.js'

const limits = { cpuMs: 1000, wallMs: 60_000, memoryBytes: 335_544_320 }
const maxManifestCharacters = 65_536
/** What a bundle states about itself is its manifest; a bundle of goldens states those. */
export const maxGoldensCharacters = 1_048_576

/** Why a bundle has no manifest, and where in it that shows. */
interface Undescribed {
  readonly fault: string
  readonly at?: { readonly line: number; readonly column: number }
}

export interface DescribeOptions extends LayerOptions {
  /** Of what it states, as JSON. Default 65,536. */
  readonly maxCharacters?: number
}

/**
 * The manifest as the bundle states it, unchecked, or why there is none.
 *
 * @throws LayersMissing
 */
export async function describeBundle(
  bundle: string,
  options: DescribeOptions = {},
): Promise<{ manifest: unknown } | Undescribed> {
  const script = factorySource(bundle)
  if ('fault' in script) return script
  const { maxCharacters = maxManifestCharacters, launcher = launcherOfThisMachine } = options
  await needLayers({ bundle, called: 'a bundle that is asked for its manifest' }, options)
  const cell = await startCell(await launcher(ownNode), true)
  try {
    const request: LoadRequest = { key: 'described', source: script.source }
    const loaded = await cell.ask(toCell.load, Buffer.from(JSON.stringify(request)), limits)
    if ('lost' in loaded) return { fault: 'the bundle could not be loaded within its limits' }
    const { failed } = readAnswer(loaded.text)
    if (failed !== undefined) return { fault: String(failed) }
    const told = await cell.ask(toCell.describe, Buffer.from(request.key), limits)
    if ('lost' in told) return { fault: 'the bundle gave no manifest within its limits' }
    if (told.text.length > maxCharacters) return { fault: 'the manifest is too long' }
    const answer = readAnswer(told.text)
    if (answer.failed === undefined) return { manifest: answer.manifest }
    const at = placeInBundle(bundle, answer.at)
    return { fault: String(answer.failed), ...(at && { at }) }
  } finally {
    await cell.close()
  }
}
