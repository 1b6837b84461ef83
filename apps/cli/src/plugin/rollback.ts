/**
 * `wattline plugin rollback`: ends what is in force at a place; what applied before applies again.
 */

import { randomUUID } from 'node:crypto'

import { askGateway } from './ask-gateway.js'
import { type Assignment, assignmentFields } from './assignment.js'
import { findPlace, placeUsage } from './place.js'
import { doorUsage, type ReadCommand } from './read-door.js'
import { runCommand } from './run-command.js'

export const usage = `wattline plugin rollback [ASSIGNMENT | --location PLACE | --connector ID]

Ends what is in force at a place, in one step and without a second person: from the next instant on
what applied before applies again. Sessions that run keep their prices.

${placeUsage}
${doorUsage}

Exit code: 0 rolled back, 1 refused or failed, 2 not understood.`

const options = { location: { type: 'string' }, connector: { type: 'string' } } as const

export function main(args: readonly string[]): Promise<number> {
  return runCommand(args, { name: 'wattline plugin rollback', usage, options, faultOf, run })
}

const faultOf = ({ words }: ReadCommand) => (words.length > 1 ? 'name one assignment.' : undefined)

async function run({ door, words: [assignmentId], values }: ReadCommand) {
  const place = assignmentId === undefined ? await findPlace(door, values) : { assignmentId }
  const { rollBackPriceList } = await askGateway<{
    rollBackPriceList: {
      assignment: Assignment
      priceLists: readonly { readonly name: string }[]
    }
  }>(
    door,
    `mutation($input: RollBackPriceListInput!) { rollBackPriceList(input: $input) {
      assignment { ${assignmentFields} } priceLists { name } } }`,
    { input: { ...place, idempotencyKey: randomUUID() } },
  )
  const { assignment, priceLists } = rollBackPriceList
  const names = priceLists.map(({ name }) => name).join(', ')
  const { id, endsAt, priceList } = assignment
  const text = `Ended from ${endsAt} on: ${priceList.name}, assignment ${id}
What applies there instead: ${names}\n`
  return { data: rollBackPriceList, text }
}
