import { type TestDatabase, testDatabase } from '@wattline/test-support'
import pg from 'pg'

import { type Changes, listenForChanges } from './changes.js'

let database: TestDatabase
let client: pg.Client
let changes: Changes
const troubles: unknown[] = []

beforeAll(async () => {
  database = await testDatabase('changes')
  client = new pg.Client({ connectionString: database.url })
  await client.connect()
  changes = await listenForChanges({
    databaseUrl: database.url,
    onTrouble: trouble => troubles.push(trouble),
  })
})
afterAll(async () => {
  await changes.close()
  await client.end()
  await database.drop()
})

const tell = (payload: string) =>
  client.query(`select pg_notify('wattline_changed', $1)`, [payload])
const change = (kind: string, id: string) => tell(JSON.stringify({ kind, id, operatorId: 'o' }))

test('a follower is woken by its own thing alone, and odd messages wake nobody', async () => {
  const [mine, other] = [changes.follow('session', 'a'), changes.follow('session', 'b')]
  await Promise.all([mine.next(), other.next()])
  let isOtherWoken = false
  const otherNext = other.next().then(result => {
    isOtherWoken = !result.done
  })
  for (const payload of ['', 'null', '{}', '{"kind":1}', 'x']) await tell(payload)
  await change('refund', 'a')
  await change('session', 'a')
  expect(await mine.next()).toEqual({ done: false, value: true })
  expect(isOtherWoken).toBe(false)
  await Promise.all([mine.return(), other.return(), otherNext])
})

test('followers who leave are forgotten', async () => {
  const two = [changes.follow('refund', 'a'), changes.follow('refund', 'a')]
  expect(changes.followers).toBe(2)
  await two[0]?.return()
  expect(changes.followers).toBe(1)
  await two[1]?.return()
  expect(changes.followers).toBe(0)
})

test('after a lost connection everyone is told once, and hears again', async () => {
  const mine = changes.follow('session', 'a')
  await mine.next()
  await client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where application_name = 'wattline-gateway-changes' and datname = current_database()`,
  )
  expect(await mine.next()).toEqual({ done: false, value: true })
  expect(troubles.length).toBeGreaterThan(0)
  await change('session', 'a')
  expect(await mine.next()).toEqual({ done: false, value: true })
})

test('closing ends all followers', async () => {
  const one = await listenForChanges({ databaseUrl: database.url })
  const mine = one.follow('session', 'a')
  await mine.next()
  const last = mine.next()
  await one.close()
  expect(await last).toEqual({ done: true, value: undefined })
})

test('a database that cannot be reached is said at once', async () => {
  const databaseUrl = 'postgres://nobody@127.0.0.1:1/none'
  await expect(listenForChanges({ databaseUrl })).rejects.toThrow(/ECONNREFUSED/)
})
