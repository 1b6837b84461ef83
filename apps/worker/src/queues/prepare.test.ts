import { prepareDatabase } from '@wattline/database'
import { type TestDatabase, testDatabase } from '@wattline/test-support'
import pg from 'pg'

import { prepareOwnQueues, prepareQueues } from './prepare.js'

let database: TestDatabase
let workerUrl: string

beforeAll(async () => {
  database = await testDatabase('queues')
  const passwords = { gateway: 'test-gateway', worker: 'test-worker' }
  workerUrl = (await prepareDatabase({ adminUrl: database.url, passwords })).workerUrl
})

afterAll(() => database.drop())

test('a login that may not prepare the queues is told what to do', async () => {
  await expect(prepareOwnQueues(workerUrl)).rejects.toThrow(
    'The queues are not prepared (schema bullmq), and this login may not do it',
  )
})

test('preparing may be repeated, also by two at once, and then the worker finds nothing to do', async () => {
  await Promise.all([prepareQueues(database.url), prepareQueues(database.url)])
  await prepareQueues(database.url)
  await prepareOwnQueues(workerUrl)
})

test('the gateway’s role has no business in the queues', async () => {
  const client = new pg.Client({
    connectionString: workerUrl.replace(
      'wattline_worker:test-worker',
      'wattline_gateway:test-gateway',
    ),
  })
  await client.connect()
  await expect(client.query('select * from bullmq.job')).rejects.toThrow('permission denied')
  await client.end()
})
