/** `wattline plugin show`: shows one published version, or what became of an upload. */

import { askGateway, Declined, type Door } from './ask-gateway.js'
import { doorUsage, readCommand } from './read-door.js'
import {
  type Publication,
  publicationFields,
  type Version,
  versionFields,
} from './registry-queries.js'
import { tellPublication, tellVersion } from './tell-publication.js'

export const usage = `wattline plugin show ID|HASH [--source] [--url URL] [--key KEY] [--json]

Shows a published version by its id or hash: what it declares, and how it was judged. By the id of
a publication it shows what became of that upload.

  --source  only the version’s code, as it runs
${doorUsage}

Exit code: 0 shown, 1 not found or failed, 2 not understood.`

type Found =
  | { readonly version: Version & { readonly source?: { readonly bundle: string } } }
  | { readonly publication: Publication }

export async function main(args: readonly string[]): Promise<number> {
  const read = await readCommand(args, { source: { type: 'boolean' } })
  if (read === 'help') {
    process.stdout.write(`${usage}\n`)
    return 0
  }
  const fault = 'fault' in read ? read.fault : read.words.length === 1 ? undefined : 'name one.'
  if ('fault' in read || fault !== undefined) {
    process.stderr.write(`wattline plugin show: ${fault}\n\n${usage}\n`)
    return 2
  }
  const isSource = read.values.source === true
  try {
    const found = await find(read.door, read.words[0] ?? '', isSource)
    process.stdout.write(tell(found, read.isJson, isSource))
    return 0
  } catch (fault) {
    if (!(fault instanceof Declined)) throw fault
    process.stderr.write(`wattline plugin show: ${fault.message}\n`)
    return 1
  }
}

function tell(found: Found, isJson: boolean, isSource: boolean): string {
  if ('publication' in found)
    return isJson ? `${JSON.stringify(found.publication)}\n` : tellPublication(found.publication)
  const { version } = found
  if (isJson) return `${JSON.stringify(version)}\n`
  return isSource ? (version.source?.bundle ?? '') : tellVersion(version)
}

/** @throws Declined for what the key does not see */
async function find(door: Door, name: string, isSource: boolean): Promise<Found> {
  const fields = `${versionFields} ${isSource ? 'source { bundle }' : ''}`
  if (/^[0-9a-f]{64}$/i.test(name)) {
    const { pluginVersions } = await askGateway<{
      pluginVersions: { edges: readonly { node: Version }[] }
    }>(
      door,
      `query($hash: String!) {
        pluginVersions(first: 1, hash: $hash) { edges { node { ${fields} } } }
      }`,
      { hash: name.toLowerCase() },
    )
    const [edge] = pluginVersions.edges
    if (!edge) throw new Declined(`no published version has the hash ${name}`)
    return { version: edge.node }
  }
  try {
    const query = `query($id: ID!) { pluginVersion(id: $id) { ${fields} } }`
    const { pluginVersion } = await askGateway<{ pluginVersion: Version }>(door, query, {
      id: name,
    })
    return { version: pluginVersion }
  } catch (fault) {
    if (!(fault instanceof Declined) || fault.code !== 'NOT_FOUND') throw fault
    const query = `query($id: ID!) { pluginPublication(id: $id) { ${publicationFields} } }`
    const found = await askGateway<{ pluginPublication: Publication }>(door, query, { id: name })
    return { publication: found.pluginPublication }
  }
}
