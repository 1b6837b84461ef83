import { Session } from '@wattline/billing'
import { type TestCore, testCore, type World, world } from '@wattline/billing/testing'

import { visit } from '../testing/furnish.js'
import type { PageArguments } from './page-arguments.js'
import { readPageArguments } from './page-arguments.js'
import { readPage } from './read-page.js'

let core: TestCore
let w: World
let all: string[]

beforeAll(async () => {
  core = await testCore()
  w = await world(core)
  for (let count = 0; count < 7; count += 1) {
    await visit(core, w, { energyWh: 1000n, isStopped: false })
    // Two at a time start at the same instant, so that the id has to tell them apart.
    if (count % 2) core.clock.advance('PT1M')
  }
  const rows = await core.owner.query<{ id: string }[]>(
    'select id from session order by started_at desc, id desc',
  )
  all = rows.map(({ id }) => id)
})
afterAll(() => core.close())

const page = (args: PageArguments, scope = [w.operatorId]) =>
  readPage(core.gateway, scope, {
    entity: Session,
    orderedBy: 'startedAt',
    ask: readPageArguments(args),
  })
const idsOf = ({ edges }: Awaited<ReturnType<typeof page>>) => edges.map(({ node }) => node.id)

test('walking on from the newest meets every row once, in order', async () => {
  const met: string[] = []
  let after: string | null = null
  for (;;) {
    const read = await page({ first: 3, after })
    met.push(...idsOf(read))
    expect(read.pageInfo.hasPreviousPage).toBe(after !== null)
    after = read.pageInfo.endCursor
    if (!read.pageInfo.hasNextPage) break
  }
  expect(met).toEqual(all)
})

test('walking back from the oldest meets the same rows', async () => {
  const met: string[] = []
  let before: string | null = null
  for (;;) {
    const read = await page({ last: 3, before })
    met.unshift(...idsOf(read))
    before = read.pageInfo.startCursor
    if (!read.pageInfo.hasPreviousPage) break
  }
  expect(met).toEqual(all)
})

test('a row that comes in on top does not shift the pages below', async () => {
  const first = await page({ first: 2 })
  core.clock.advance('PT5M')
  await visit(core, w, { energyWh: 1000n, isStopped: false })
  const second = await page({ first: 2, after: first.pageInfo.endCursor })
  expect([...idsOf(first), ...idsOf(second)]).toEqual(all.slice(0, 4))
})

test('a cursor out of another scope leads nowhere', async () => {
  const other = await world(core)
  const read = await page({ first: 5, after: all[0] ?? null }, [other.operatorId])
  expect(read.edges).toEqual([])
})
