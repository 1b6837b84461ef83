import { type TestDatabase, testDatabase } from '@wattline/test-support'
import pg from 'pg'

import { Listener } from './listen.js'

const quiet = { info: () => {}, warn: () => {}, error: () => {} }

let database: TestDatabase
let admin: pg.Client
let listener: Listener | undefined

beforeAll(async () => {
  database = await testDatabase('listen')
  admin = new pg.Client({ connectionString: database.url })
  await admin.connect()
})

afterEach(() => listener?.close())

afterAll(async () => {
  await admin.end()
  await database.drop()
})

/** A listener whose signals can be awaited one by one. */
function listen() {
  let heard = 0
  const waiting: { at: number; resolve: () => void }[] = []
  listener = new Listener({
    url: database.url,
    log: quiet,
    onSignal: {
      bell: () => {
        heard += 1
        for (const { at, resolve } of waiting) if (heard >= at) resolve()
      },
    },
  })
  return {
    heard: (at: number) =>
      new Promise<void>(resolve => (heard >= at ? resolve() : waiting.push({ at, resolve }))),
  }
}

test('it acts once when it begins to listen, and at every signal from then on', async () => {
  const bell = listen()
  await bell.heard(1)
  await admin.query('notify bell')
  await bell.heard(2)
})

test('cut off, it comes back by itself, acts for what it may have missed, and hears again', async () => {
  const bell = listen()
  await bell.heard(1)
  await admin.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and application_name = 'wattline-listen'`,
  )
  await bell.heard(2)
  await admin.query('notify bell')
  await bell.heard(3)
})
