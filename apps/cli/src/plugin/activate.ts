/**
 * `wattline plugin activate`: puts a plugin version into what bills at a place, from an instant.
 */

import { randomUUID } from 'node:crypto'

import { clock } from '../world/clock.js'
import { askGateway } from './ask-gateway.js'
import { type Assignment, assignmentFields, tellAssignment } from './assignment.js'
import { draftWith, readWithPlugin, withPluginUsage } from './draft-with.js'
import { findPlace, placeUsage } from './place.js'
import { doorUsage, type ReadCommand } from './read-door.js'
import { runCommand } from './run-command.js'

export const usage = `wattline plugin activate ID@VERSION [--params JSON] [--location PLACE]
                         [--from WHEN] [--shadow | --canary PERCENT]

Drafts what bills at the place now with this plugin version in it, and assigns the draft there from
an instant that is still to come. Where the operator asks for a second person, it waits until
another key approves it: wattline plugin approve.

${withPluginUsage}
${placeUsage}
  --from       an instant such as 2026-01-01T00:00:00+01:00; a minute from now without it
  --shadow     bill nothing by it: price new sessions beside their bills
  --canary     bill by it at this share of the connectors, in percent
${doorUsage}

Exit code: 0 assigned, 1 refused or failed, 2 not understood.`

const text = { type: 'string' } as const
const options = {
  params: text,
  'on-failure': text,
  location: text,
  connector: text,
  from: text,
  shadow: { type: 'boolean' },
  canary: text,
} as const

export function main(args: readonly string[]): Promise<number> {
  return runCommand(args, { name: 'wattline plugin activate', usage, options, faultOf, run })
}

function faultOf({ words, values }: ReadCommand): string | undefined {
  const [name, another] = words
  if (name === undefined || another !== undefined) return 'name one plugin version.'
  if (values.shadow && values.canary) return 'choose one of --shadow and --canary.'
  const percent = Number(values.canary ?? 50)
  if (!(percent > 0 && percent < 100)) return `--canary ${values.canary} is no share of a hundred.`
  const plugin = readWithPlugin(name, values)
  return typeof plugin === 'string' ? plugin : undefined
}

async function run({ door, words, values }: ReadCommand) {
  const [name = ''] = words
  const plugin = readWithPlugin(name, values)
  if (typeof plugin === 'string') throw new Error(plugin)
  const place = await findPlace(door, values)
  const { live, pluginVersion, input } = await draftWith(door, place, plugin)
  const { draftPriceList } = await askGateway<{ draftPriceList: { priceList: { id: string } } }>(
    door,
    `mutation($input: DraftPriceListInput!) {
      draftPriceList(input: $input) { priceList { id } }
    }`,
    {
      input: {
        ...input,
        name: `${live.name.split(' with ')[0]} with ${pluginVersion.pluginId} ${pluginVersion.version}`,
        leastHold: live.leastHold,
        idempotencyKey: randomUUID(),
      },
    },
  )
  const { activatePriceList } = await askGateway<{
    activatePriceList: { assignment: Assignment }
  }>(
    door,
    `mutation($input: ActivatePriceListInput!) {
      activatePriceList(input: $input) { assignment { ${assignmentFields} } }
    }`,
    {
      input: {
        ...place,
        ...modeOf(values),
        priceListId: draftPriceList.priceList.id,
        startsAt: values.from ?? clock.now().add({ minutes: 1 }).toString(),
        idempotencyKey: randomUUID(),
      },
    },
  )
  const { assignment } = activatePriceList
  return { data: assignment, text: `${tellAssignment(assignment)}${next(assignment)}` }
}

function modeOf({ shadow, canary }: ReadCommand['values']) {
  if (shadow) return { mode: 'SHADOW' }
  if (canary) return { mode: 'CANARY', shareBp: Math.round(Number(canary) * 100) }
  return { mode: 'LIVE' }
}

function next({ id, state }: Assignment): string {
  if (state !== 'WAITING') return ''
  return `\nAnother person’s key must approve it:\n\n  npx wattline plugin approve ${id} --key …\n`
}
