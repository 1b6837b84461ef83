/** `wattline plugin approve`: a second person's word on an assignment, or a list of what waits. */

import { randomUUID } from 'node:crypto'

import { isBefore, Temporal } from '@wattline/units'

import { clock } from '../world/clock.js'
import { askGateway, type Door } from './ask-gateway.js'
import { type Assignment, assignmentFields, tellAssignment } from './assignment.js'
import { doorUsage, type ReadCommand } from './read-door.js'
import { runCommand } from './run-command.js'

export const usage = `wattline plugin approve [ASSIGNMENT] [--from WHEN]

Approves an assignment that waits, with another key than the one it was made with. Without a name it
lists what waits, among the hundred latest price lists.

  --from  a later start than was asked for; without it that one, or ten seconds from now where it
          has passed
${doorUsage}

Exit code: 0 approved or listed, 1 refused or failed, 2 not understood.`

const options = { from: { type: 'string' } } as const

export function main(args: readonly string[]): Promise<number> {
  return runCommand(args, { name: 'wattline plugin approve', usage, options, faultOf, run })
}

const faultOf = ({ words }: ReadCommand) => (words.length > 1 ? 'name one assignment.' : undefined)

async function run({ door, words: [id], values }: ReadCommand) {
  const waiting = await listWaiting(door)
  if (id === undefined) {
    const text = waiting.map(tellAssignment).join('')
    return { data: waiting, text: text || 'Nothing waits for approval.\n' }
  }
  const asked = waiting.find(each => each.id === id)
  const now = clock.now()
  const isPassed = asked && !isBefore(now, Temporal.Instant.from(asked.startsAt))
  const soon = isPassed ? now.add({ seconds: 10 }).toString() : null
  const { approvePriceList } = await askGateway<{ approvePriceList: { assignment: Assignment } }>(
    door,
    `mutation($input: ApprovePriceListInput!) {
      approvePriceList(input: $input) { assignment { ${assignmentFields} } }
    }`,
    { input: { assignmentId: id, startsAt: values.from ?? soon, idempotencyKey: randomUUID() } },
  )
  const { assignment } = approvePriceList
  return { data: assignment, text: tellAssignment(assignment) }
}

interface Page {
  readonly edges: readonly { readonly node: { readonly assignments: readonly Assignment[] } }[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
}

const pagesAtMost = 10

/** In pages of ten lists: the gateway bounds what one question may read. */
async function listWaiting(door: Door): Promise<Assignment[]> {
  const waiting: Assignment[] = []
  let after: string | null = null
  for (let page = 0; page < pagesAtMost; page += 1) {
    const { priceLists }: { priceLists: Page } = await askGateway(
      door,
      `query($after: Cursor) { priceLists(first: 10, after: $after) {
        edges { node { assignments { ${assignmentFields} } } }
        pageInfo { hasNextPage endCursor }
      } }`,
      { after },
    )
    const all = priceLists.edges.flatMap(({ node }) => node.assignments)
    waiting.push(...all.filter(({ state }) => state === 'WAITING'))
    if (!priceLists.pageInfo.hasNextPage) break
    after = priceLists.pageInfo.endCursor
  }
  return waiting
}
