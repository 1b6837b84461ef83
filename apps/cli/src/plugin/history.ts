/** `wattline plugin history`: all that was ever assigned to a place, the latest first. */

import { askGateway } from './ask-gateway.js'
import { type Assignment, assignmentFields, tellAssignment } from './assignment.js'
import { findPlace, placeUsage } from './place.js'
import { doorUsage, type ReadCommand } from './read-door.js'
import { runCommand } from './run-command.js'

export const usage = `wattline plugin history [--location PLACE | --connector ID]

Lists what was assigned to exactly this place, the latest first: what bills, what waits, what was
rolled back, and each plugin’s parameters. At most twenty.

${placeUsage}
${doorUsage}

Exit code: 0 listed, 1 refused or failed, 2 not understood.`

const options = { location: { type: 'string' }, connector: { type: 'string' } } as const

export function main(args: readonly string[]): Promise<number> {
  return runCommand(args, { name: 'wattline plugin history', usage, options, faultOf, run })
}

const faultOf = ({ words }: ReadCommand) =>
  words.length > 0 ? `“${words[0]}” is not understood.` : undefined

async function run({ door, values }: ReadCommand) {
  const { priceListHistory } = await askGateway<{
    priceListHistory: { edges: readonly { readonly node: Assignment }[] }
  }>(
    door,
    `query($place: PriceListPlaceInput!) { priceListHistory(place: $place, first: 20) {
      edges { node { ${assignmentFields} } } } }`,
    { place: await findPlace(door, values) },
  )
  const all = priceListHistory.edges.map(({ node }) => node)
  const text = all.map(tellAssignment).join('')
  return { data: all, text: text || 'Nothing was assigned to exactly this place.\n' }
}
