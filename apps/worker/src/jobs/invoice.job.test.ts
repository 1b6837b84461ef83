/** A hundred sessions in one job, one of them under a tariff that a fault has damaged. */

import { type Core, entities, type WorkerCore } from '@wattline/billing'
import { connect, type DatabaseUrls, idsBy, inScope, prepareDatabase } from '@wattline/database'
import { type TestDatabase, testDatabase } from '@wattline/test-support'
import { Temporal } from '@wattline/units'
import pg from 'pg'

import { relayEvents } from '../outbox/relay.js'
import { relayAgain } from '../outbox/settle.js'
import type { Bundle, Queues } from '../queues/queues.js'
import { addPricedConnector, importDays, openOperator } from '../testing/site.js'
import { jobs } from './by-topic.js'
import { perform } from './perform.js'

const clock = { now: () => Temporal.Now.instant() }

let database: TestDatabase
let urls: DatabaseUrls
let core: Core
let admin: pg.Client

beforeAll(async () => {
  database = await testDatabase('invoice_job')
  const passwords = { gateway: 'test-gateway', worker: 'test-worker' }
  urls = await prepareDatabase({ adminUrl: database.url, passwords })
  const db = await connect({ url: urls.workerUrl, entities, applicationName: 'test' })
  const runner = { engine: 'none', run: async () => [], close: async () => undefined }
  core = { db, clock, newId: idsBy(clock), runner }
  admin = new pg.Client({ connectionString: database.url })
  await admin.connect()
})

afterAll(async () => {
  await admin.end()
  await core.db.destroy()
  await database.drop()
})

/** A queue that keeps its bundles until the test takes them, and what people are told. */
function bench() {
  const waiting: Bundle[] = []
  const told: object[] = []
  const queues: Queues = {
    add: async (_topic, bundles) => void waiting.push(...bundles.map(({ bundle }) => bundle)),
    work: () => undefined,
    close: async () => undefined,
  }
  const log = { info: () => {}, warn: () => {}, error: (facts: object) => void told.push(facts) }
  const workshop = { core: core as WorkerCore, queues, jobs, log }
  const next = () => {
    const bundle = waiting.shift()
    if (!bundle) throw new Error('nothing waits')
    return perform(workshop, 'invoice', bundle)
  }
  return { queues, waiting, told, next }
}

/** As a fault of the disk or a hand at the database would: published tariffs never change. */
async function writeTariff(id: string, document: unknown): Promise<void> {
  await admin.query('alter table tariff_version disable trigger user')
  await admin.query('update tariff_version set document = $2 where id = $1', [id, document])
  await admin.query('alter table tariff_version enable trigger user')
}

interface Standing {
  readonly id: string
  readonly state: string
  readonly trouble: { readonly code: string; readonly message: string } | null
  readonly needs_review: boolean
}

async function standing(operatorId: string, bad: string) {
  const [sessions, numbers] = await inScope(core.db, [operatorId], async tx => [
    await tx.query<Standing[]>('select id, state, trouble, needs_review from session'),
    await tx.query<{ number: string }[]>('select number from invoice order by number'),
  ])
  const [outbox] = await core.db.query<{ count: string }[]>(
    `select count(*) from outbox where topic = 'invoice'`,
  )
  return {
    bad: sessions.find(({ id }) => id === bad),
    others: sessions.filter(({ id }) => id !== bad),
    numbers: numbers.map(({ number }) => Number(number.split('-').at(-1))),
    events: Number(outbox?.count),
  }
}

test('one damaged session of a hundred fails alone, is listed, and is billed once mended', async () => {
  const site = await openOperator(core, 'TestECOM')
  const { operatorId } = site
  const good = await addPricedConnector(core, site, 'good')
  const bad = await addPricedConnector(core, site, 'bad')
  const { rows } = await admin.query('select document from tariff_version where id = $1', [
    bad.tariffVersionId,
  ])
  await writeTariff(bad.tariffVersionId, { elements: 'gone' })
  await importDays(core, operatorId, { ...good, driverId: null, days: 99 })
  const [badId = ''] = await importDays(core, operatorId, { ...bad, driverId: null, days: 1 })

  const { queues, waiting, told, next } = bench()
  await relayEvents(core.db, queues)
  expect(waiting.map(({ subjects }) => subjects.length)).toEqual([100])
  await next()
  const first = await standing(operatorId, badId)
  expect(first.others.every(({ state }) => state === 'billed')).toBe(true)
  expect(first.numbers).toEqual(Array.from({ length: 99 }, (_, index) => index + 1))
  expect(first.bad).toMatchObject({
    state: 'ended',
    trouble: { code: 'billing-failed' },
    needs_review: true,
  })
  expect(first.events).toBe(1)
  expect(told).toMatchObject([{ topic: 'invoice', subjectId: badId }])

  expect(waiting.map(({ subjects }) => subjects.map(each => each.subjectId))).toEqual([[badId]])
  await expect(next()).rejects.toThrow('a published tariff parses')

  await writeTariff(bad.tariffVersionId, rows[0].document)
  expect(await relayAgain(core.db, 0)).toBe(1)
  await relayEvents(core.db, queues)
  await next()
  const second = await standing(operatorId, badId)
  const { needs_review } = second.others[0] as Standing
  expect(second.bad).toEqual({ id: badId, state: 'billed', trouble: null, needs_review })
  expect(second.numbers).toHaveLength(100)
  expect(second.events).toBe(0)
})
