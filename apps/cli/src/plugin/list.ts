/** `wattline plugin list`: lists the plugins an operator has published, the latest first. */

import { askGateway, Declined, type Door } from './ask-gateway.js'
import { doorUsage, readCommand } from './read-door.js'

export const usage = `wattline plugin list [PLUGIN] [--url URL] [--key KEY] [--json]

Lists every published version, or those of the plugin with this id, the latest first.

${doorUsage}

Exit code: 0 listed, 1 failed, 2 not understood.`

interface Listed {
  readonly id: string
  readonly pluginId: string
  readonly version: string
  readonly hash: string
  readonly phase: string
  readonly publishedAt: string
}

interface Page {
  readonly edges: readonly { readonly node: Listed }[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
}

export async function main(args: readonly string[]): Promise<number> {
  const read = await readCommand(args)
  if (read === 'help') {
    process.stdout.write(`${usage}\n`)
    return 0
  }
  const fault = 'fault' in read ? read.fault : read.words[1] && 'name one plugin.'
  if ('fault' in read || fault) {
    process.stderr.write(`wattline plugin list: ${fault}\n\n${usage}\n`)
    return 2
  }
  try {
    const versions = await listVersions(read.door, read.words[0] ?? null)
    process.stdout.write(read.isJson ? `${JSON.stringify(versions)}\n` : tellVersions(versions))
    return 0
  } catch (fault) {
    if (!(fault instanceof Declined)) throw fault
    process.stderr.write(`wattline plugin list: ${fault.message}\n`)
    return 1
  }
}

async function listVersions(door: Door, pluginId: string | null): Promise<Listed[]> {
  const versions: Listed[] = []
  for (let after: string | null = null; ; ) {
    const { pluginVersions }: { pluginVersions: Page } = await askGateway(
      door,
      `query($pluginId: String, $after: Cursor) {
        pluginVersions(first: 100, after: $after, pluginId: $pluginId) {
          edges { node { id pluginId version hash phase publishedAt } }
          pageInfo { hasNextPage endCursor }
        }
      }`,
      { pluginId, after },
    )
    versions.push(...pluginVersions.edges.map(({ node }) => node))
    after = pluginVersions.pageInfo.endCursor
    if (!pluginVersions.pageInfo.hasNextPage) return versions
  }
}

function tellVersions(versions: readonly Listed[]): string {
  if (versions.length === 0) return 'No plugin is published.\n'
  const rows = versions.map(each => [
    `${each.pluginId} ${each.version}`,
    each.phase,
    each.publishedAt,
    each.hash.slice(0, 12),
    each.id,
  ])
  const widths = [0, 1, 2, 3].map(column => Math.max(...rows.map(row => row[column]?.length ?? 0)))
  return rows
    .map(row => `${row.map((text, column) => text.padEnd(widths[column] ?? 0)).join('  ')}\n`)
    .join('')
}
