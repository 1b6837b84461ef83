/** A whole Wattline, a small sample world and a small file: what a person sees on the first day. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { differing, findTroubles } from '../bill/facts.js'
import { runBill } from '../bill/run.js'
import { workplace } from '../bill/workplace.js'
import type { SampleWorld } from '../start/sample-world.js'
import { type Stack, startStack } from '../start/stack.js'
import { seedSampleWorld } from './seed.js'

const small = { share: 0.04, livePerSite: 2 }
const seeding = () => ({ addresses: stack, progress: () => undefined })
let folder: string
let stack: Stack
let world: SampleWorld

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wattline-world-'))
  stack = await startStack({ directory: join(folder, 'state'), quiet: true })
  const stopping = new AbortController()
  const progress = () => stopping.abort(new Error('Stopped by SIGINT'))
  const givenUp = seedSampleWorld({ ...seeding(), progress, signal: stopping.signal }, small)
  await expect(givenUp).rejects.toThrow('Stopped by SIGINT')
  world = await seedSampleWorld(seeding(), small)
}, 120_000)

afterAll(async () => {
  await stack?.stop()
  await rm(folder, { recursive: true, force: true })
}, 60_000)

async function ask(key: string, query: string) {
  const answer = await fetch(`${stack.gatewayUrl}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ query }),
  })
  return (await answer.json()) as { data?: Record<string, never>; errors?: unknown }
}

const keyOf = (who: string) => world.keys.find(({ name }) => name.startsWith(who))?.key ?? ''

const counts = '{ sessions(first: 100) { edges { node { id state payments { state } } } } }'

async function sessionsOf(who: string) {
  const { data, errors } = await ask(keyOf(who), counts)
  expect(errors).toBeUndefined()
  const { sessions } = data as unknown as {
    sessions: { edges: { node: { id: string; state: string; payments: { state: string }[] } }[] }
  }
  return sessions.edges.map(({ node }) => node)
}

test.each(['Rheinstrom', 'Sundlad'])('%s has billed and collected all its visits', async who => {
  const sessions = await sessionsOf(who)
  expect(sessions.length).toBeGreaterThan(30)
  expect(new Set(sessions.map(({ state }) => state))).toEqual(new Set(['BILLED']))
  const payments = sessions.flatMap(({ payments: all }) => all.map(({ state }) => state))
  // A live visit that came to nothing lets its hold go.
  expect(payments.every(state => state === 'CAPTURED' || state === 'CANCELLED')).toBe(true)
  expect(payments).toContain('CAPTURED')
})

test('each question of the banner has an answer with something in it', async () => {
  expect(world.queries).toHaveLength(3)
  for (const { text } of world.queries ?? []) {
    const { data, errors } = await ask(keyOf('Rheinstrom'), text)
    expect(errors).toBeUndefined()
    const [answer] = Object.values(data ?? {}) as ({ edges?: unknown[] } | unknown[])[]
    const items = Array.isArray(answer) ? answer : answer?.edges
    expect(items?.length).toBeGreaterThan(0)
  }
})

test('complaints have been decided, by the policy and by a person, and some wait', async () => {
  const query = '{ refunds(first: 100) { edges { node { state cause } } } }'
  const { data } = await ask(keyOf('Rheinstrom'), query)
  const refunds = (data as unknown as { refunds: { edges: { node: { state: string } }[] } }).refunds
  const states = new Set(refunds.edges.map(({ node }) => node.state))
  expect(states).toContain('ACCEPTED')
  expect(states).toContain('DENIED')
  expect(states).toContain('FOR_PERSON')
})

test('filling it again changes nothing', async () => {
  const before = await sessionsOf('Sundlad')
  const again = await seedSampleWorld(seeding(), small)
  expect(again).toEqual(world)
  expect(await sessionsOf('Sundlad')).toEqual(before)
}, 60_000)

test('a file is billed beside it, broken rows aside, and a second run takes nothing in twice', async () => {
  const path = join(folder, 'sessions.csv')
  await writeFile(path, workplaceRows)
  const run = () =>
    runBill({
      path,
      profile: workplace,
      access: {
        databaseUrl: stack.databaseUrls.workerUrl,
        simulatorUrl: stack.simulatorUrl,
        simulatorApiKey: stack.simulatorApiKey,
      },
      onProgress: () => undefined,
    })
  const first = await run()
  expect(findTroubles(first)).toEqual([])
  expect(first).toMatchObject({
    rows: { read: 5 },
    imported: 4,
    known: 0,
    payments: { captured: 3 },
  })
  expect(first.rows.broken).toEqual([{ line: 4, faults: ['dollars is no amount: "free"'] }])
  // 40 minutes over are eight blocks: 0.67. 5:32:42 is 18 blocks over: 1.50, and 1.58 was charged.
  expect(differing(first.fees).map(fee => [fee.sessionId, fee.oursMinor])).toEqual([
    ['1', 67n],
    ['4', 150n],
  ])
  const second = await run()
  expect(second).toMatchObject({ ...first, imported: 0, known: 4 })
}, 90_000)

const workplaceRows = `sessionId,kwhTotal,dollars,created,ended,userId,stationId,locationId
1,6.76,0.58,0014-11-21 12:05:46,0014-11-21 16:46:04,7,70,700
2,7.78,0,0014-11-22 15:40:26,0014-11-22 17:11:04,7,70,700
3,7.78,free,0014-11-23 15:40:26,0014-11-23 17:11:04,7,70,700
4,9.10,1.58,0015-01-27 17:27:24,0015-01-27 23:00:06,8,71,700
5,3.10,0.50,0015-02-01 08:00:00,0015-02-01 12:04:59,8,71,701
`
