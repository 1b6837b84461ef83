/** Puts a plugin version into what bills at a place now: the draft to try, and to activate. */

import { readFileSync } from 'node:fs'

import { askGateway, Declined, type Door } from './ask-gateway.js'
import { type LivePriceList, liveAt, type Place } from './place.js'

export const withPluginUsage = `  ID@VERSION   a published version; ID alone is its latest
  --params     its parameters: JSON, or a file that holds it; {} without it
  --on-failure continue or park: what becomes of a bill when it fails; continue without it`

export interface WithPlugin {
  /** `id@version`, or the id alone. */
  readonly name: string
  readonly params: unknown
  readonly onFailure: string
}

/** The options, read. @returns a text that says what is wrong with them */
export function readWithPlugin(
  name: string,
  values: Readonly<Record<string, string | boolean | undefined>>,
): WithPlugin | string {
  const { params = '{}', 'on-failure': onFailure = 'continue' } = values
  if (onFailure !== 'continue' && onFailure !== 'park')
    return `--on-failure ${onFailure} is neither continue nor park.`
  const given = String(params)
  try {
    const text = given.trimStart().startsWith('{') ? given : readFileSync(given, 'utf8')
    return { name, params: JSON.parse(text) as unknown, onFailure: onFailure.toUpperCase() }
  } catch (fault) {
    return `--params: ${(fault as Error).message}`
  }
}

export interface Draft {
  readonly live: LivePriceList
  readonly pluginVersion: FoundVersion
  /** What it is made of, as the gateway takes it. */
  readonly input: {
    readonly tariffVersionId: string
    readonly plugins: readonly {
      readonly pluginVersionId: string
      readonly params: unknown
      readonly onFailure: string
    }[]
    readonly cap: LivePriceList['cap']
  }
}

/**
 * The live price list with this version: in the place of another version of the same plugin, or as
 * the last one.
 *
 * @throws Declined
 */
export async function draftWith(
  door: Door,
  place: Place,
  { name, params, onFailure }: WithPlugin,
): Promise<Draft> {
  const pluginVersion = await findVersion(door, name)
  const live = await liveAt(door, place)
  const chosen = { pluginVersionId: pluginVersion.id, params, onFailure }
  const plugins = live.plugins.map(each =>
    each.pluginVersion.pluginId === pluginVersion.pluginId
      ? chosen
      : {
          pluginVersionId: each.pluginVersion.id,
          params: each.params,
          onFailure: each.onFailure,
        },
  )
  if (!plugins.includes(chosen)) plugins.push(chosen)
  const { tariffVersion, cap } = live
  return { live, pluginVersion, input: { tariffVersionId: tariffVersion.id, plugins, cap } }
}

interface FoundVersion {
  readonly id: string
  readonly pluginId: string
  readonly version: string
}

async function findVersion(door: Door, name: string): Promise<FoundVersion> {
  const [pluginId, version] = name.split('@')
  const { pluginVersions } = await askGateway<{
    pluginVersions: { edges: readonly { readonly node: FoundVersion }[] }
  }>(
    door,
    `query($pluginId: String) { pluginVersions(first: 100, pluginId: $pluginId) {
      edges { node { id pluginId version } } } }`,
    { pluginId },
  )
  const known = pluginVersions.edges.map(({ node }) => node)
  const found = known.find(each => version === undefined || each.version === version)
  if (found) return found
  const rest = known.map(each => each.version).join(', ')
  const hint = rest ? `those there are: ${rest}` : 'see wattline plugin list'
  throw new Declined(`no published plugin is named ${name}; ${hint}`)
}
