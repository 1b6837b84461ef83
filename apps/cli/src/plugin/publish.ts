/** `wattline plugin publish`: hands a plugin in, waits for the verdict, and tells every reason. */

import { randomUUID } from 'node:crypto'

import type { PluginUpload } from '@wattline/billing'

import { askGateway, Declined, type Door } from './ask-gateway.js'
import { awaitVerdict } from './await-verdict.js'
import { makeUpload, UnbuildablePlugin } from './make-upload.js'
import { doorUsage, readCommand } from './read-door.js'
import type { Publication } from './registry-queries.js'
import { tellPublication } from './tell-publication.js'

const usualWaitSeconds = 300

export const usage = `wattline plugin publish [DIR] [--url URL] [--key KEY] [--json]

Bundles DIR/src/plugin.ts and DIR/src/goldens.ts (DIR is this folder when left out), hands them in,
and waits until the publish gate has judged them: then the plugin is a version that never changes,
or every reason against it is told with its place and the smallest bill that shows it.

${doorUsage}
  --operator  the operator’s id, where the key sees several
  --wait      seconds to wait for the verdict; ${usualWaitSeconds} without it

Exit code: 0 published, 1 refused or failed, 2 not understood, 3 still being checked.`

const options = { operator: { type: 'string' }, wait: { type: 'string' } } as const

export async function main(args: readonly string[]): Promise<number> {
  const read = await readCommand(args, options)
  if (read === 'help') {
    process.stdout.write(`${usage}\n`)
    return 0
  }
  if ('fault' in read) return misuse(read.fault)
  const [folder = '.', another] = read.words
  if (another !== undefined) return misuse('name one folder.')
  const waitSeconds = Number(read.values.wait ?? usualWaitSeconds)
  if (!(waitSeconds >= 0)) return misuse(`--wait ${read.values.wait} is no number of seconds.`)
  try {
    const upload = await makeUpload(folder)
    const { operator } = read.values
    const id = await handIn(read.door, upload, typeof operator === 'string' ? operator : null)
    process.stderr.write(`Handed in as publication ${id}; it is being checked …\n`)
    const publication = await awaitVerdict(read.door, id, {
      atMostMs: waitSeconds * 1000,
      onReason: reason => process.stderr.write(`It waits: ${reason}\n`),
    })
    const told = read.isJson ? `${JSON.stringify(publication)}\n` : tellPublication(publication)
    process.stdout.write(told)
    if (!read.isJson) process.stdout.write(next(publication))
    return exitCodes[publication.state]
  } catch (fault) {
    if (!(fault instanceof Declined || fault instanceof UnbuildablePlugin)) throw fault
    process.stderr.write(`wattline plugin publish: ${fault.message}\n`)
    return 1
  }
}

function next({ state, pluginVersion }: Publication): string {
  if (state !== 'PUBLISHED' || !pluginVersion) return ''
  const name = `${pluginVersion.pluginId}@${pluginVersion.version}`
  return `\nIt applies nowhere yet. Next:\n\n  npx wattline plugin backtest ${name} --params …\n`
}

const exitCodes: Readonly<Record<Publication['state'], number>> = {
  PUBLISHED: 0,
  REFUSED: 1,
  CHECKING: 3,
}

function misuse(fault: string): number {
  process.stderr.write(`wattline plugin publish: ${fault}\n\n${usage}\n`)
  return 2
}

/** Returns the publication's id. @throws Declined */
async function handIn(
  door: Door,
  upload: PluginUpload,
  operatorId: string | null,
): Promise<string> {
  const { publishPlugin } = await askGateway<{ publishPlugin: { publication: { id: string } } }>(
    door,
    `mutation($input: PublishPluginInput!) {
      publishPlugin(input: $input) { publication { id } }
    }`,
    { input: { ...upload, operatorId, idempotencyKey: randomUUID() } },
  )
  return publishPlugin.publication.id
}
