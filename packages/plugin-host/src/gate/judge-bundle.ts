/**
 * Reads an upload as far as a plugin: one ES file, linted, with a sound manifest and golden tests
 * whose parameters an operator could set.
 */

import type { GateFault, PluginUpload, RunnablePlugin } from '@wattline/billing'
import { faultsInManifest, type Golden, type Manifest, missingGoldens } from '@wattline/plugin-sdk'

import { hashPlugin } from '../bundle/bundle.js'
import { describeBundle } from '../bundle/describe.js'
import { lintBundle } from '../bundle/lint.js'
import { maxBundleCharacters, parseBundle } from '../bundle/parse.js'
import type { FindPlace } from '../bundle/places.js'
import type { LayerOptions } from '../need-layers.js'
import { faultsInGoldens } from './golden-shape.js'
import { createParamsCheck, faultsInSchema } from './params-schema.js'

export type ReadUpload = { readonly plugin: RunnablePlugin } | { readonly faults: GateFault[] }

/** Size and syntax first, since neither lint nor cell could say more of what is no module. */
function judgeFile({ bundle }: PluginUpload, findPlace: FindPlace): GateFault[] {
  if (bundle.length > maxBundleCharacters) {
    const message = `the bundle has ${bundle.length} characters; at most ${maxBundleCharacters} are allowed`
    return [{ step: 'bundle', message }]
  }
  const parsed = parseBundle(bundle)
  if ('program' in parsed)
    return lintBundle(bundle).map(({ message, ...at }) => {
      return { step: 'lint', message, place: findPlace(at) }
    })
  const { message, ...at } = parsed
  return [
    { step: 'bundle', message: `the bundle is no ES module: ${message}`, place: findPlace(at) },
  ]
}

function judgeManifest(manifest: Manifest, goldens: readonly Golden[]): GateFault[] {
  const faults = [...faultsInManifest(manifest)]
  if (faults.length === 0) faults.push(...faultsInSchema(manifest.params))
  if (faults.length > 0) return faults.map(message => ({ step: 'manifest', message }))
  const check = createParamsCheck(manifest.params)
  return goldens.flatMap(({ name, params }) =>
    check(params).map((reason): GateFault => {
      const message = `a golden test has parameters that no operator could set: ${reason}`
      return { step: 'manifest', message, golden: name }
    }),
  )
}

/** Steps bundle, lint and manifest. Even for its manifest, the code runs in a cell only. */
export async function readUpload(
  upload: PluginUpload,
  findPlace: FindPlace,
  layers: LayerOptions['layers'],
): Promise<ReadUpload> {
  const { bundle, goldens } = upload
  const ofFile = judgeFile(upload, findPlace)
  if (ofFile.length > 0) return { faults: ofFile }
  const ofGoldens = faultsInGoldens(goldens)
  if (ofGoldens.length > 0)
    return { faults: ofGoldens.map(message => ({ step: 'goldens', message })) }
  const described = await describeBundle(bundle, { layers })
  if ('fault' in described) {
    const { fault: message, at } = described
    return { faults: [{ step: 'manifest', message, ...(at && { place: findPlace(at) }) }] }
  }
  const faults = judgeManifest(described.manifest as Manifest, goldens)
  if (faults.length > 0) return { faults }
  const manifest = described.manifest as Manifest
  return { plugin: { hash: hashPlugin(manifest, bundle), bundle, manifest } }
}

/** What a publish still wants to see of the plugin. */
export function judgeCoverage(
  { manifest }: RunnablePlugin,
  goldens: readonly Golden[],
): GateFault[] {
  return missingGoldens(manifest, goldens).map(message => ({ step: 'goldens', message }))
}
