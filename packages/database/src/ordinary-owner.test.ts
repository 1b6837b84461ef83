/**
 * A database whose owner is no superuser, as managed ones have it: what runs as its owner must see
 * what it is there to find.
 */

import { randomBytes, randomUUID } from 'node:crypto'

import { type TestDatabase, testDatabase } from '@wattline/test-support'
import type { DataSource } from 'typeorm'

import { assertBoundByTenancy, connect } from './connect.js'
import { type DatabaseUrls, prepareDatabase } from './prepare.js'

const passwords = { gateway: 'test-gateway', worker: 'test-worker' }
const keeper = `keeper_${randomBytes(6).toString('hex')}`
const operatorId = randomUUID()
const secret = randomBytes(32)
const reference = randomUUID()

let database: TestDatabase
let urls: DatabaseUrls
let superuser: DataSource
const opened: DataSource[] = []

async function open(url: string): Promise<DataSource> {
  const source = await connect({ url, applicationName: 'test' })
  opened.push(source)
  return source
}

beforeAll(async () => {
  database = await testDatabase('ordinary_owner')
  superuser = await connect({ url: database.url, applicationName: 'test' })
  const [name] = await superuser.query<{ current_database: string }[]>('select current_database()')
  await superuser.query(`create role ${keeper} login createrole password 'test-keeper'`)
  await superuser.query(`alter database ${name?.current_database} owner to ${keeper}`)
  await handOverRoles()
  const url = new URL(database.url)
  url.username = keeper
  url.password = 'test-keeper'
  urls = await prepareDatabase({ adminUrl: url.href, passwords })
  await superuser.query(oneOfEach, [operatorId, reference, secret])
})

afterAll(async () => {
  await Promise.all(opened.map(each => each.destroy()))
  await superuser.query(`reassign owned by ${keeper} to current_user`)
  await superuser.query(`drop owned by ${keeper}`)
  await superuser.query(`drop role ${keeper}`)
  await superuser.destroy()
  await database.drop()
})

/** The tests' cluster may have the services' roles from another database: they are shared. */
async function handOverRoles(): Promise<void> {
  const other = await testDatabase('roles')
  await prepareDatabase({ adminUrl: other.url, passwords })
  await other.drop()
  await superuser.query(`grant wattline_gateway, wattline_worker to ${keeper} with admin option`)
}

const oneOfEach = `
  with o as (
    insert into operator (id, name, country, currency, time_zone, merchant_account, invoice_prefix,
                          refund_policy, created_at)
    values ($1, 'Stadtwerk', 'DE', 'EUR', 'Europe/Berlin', 'ECOM', 'SW', '{}', now())),
  k as (
    insert into api_key (id, operator_id, holder_id, role, name, prefix, secret_sha256, scope, created_at)
    values (gen_random_uuid(), $1, $1, 'operator', 'Desk', 'wl_test', $3, array[$1::uuid], now())),
  p as (
    insert into payment (id, operator_id, state, currency, asked_minor, merchant_account,
                         merchant_reference, means, created_at, updated_at)
    values ($2::uuid, $1, 'capturing', 'EUR', 100, 'ECOM', $2::uuid::text, '{}', now(), now()))
  insert into payment_intent (id, operator_id, payment_id, kind, amount_minor, currency, reference,
                              idempotency_key, state, created_at)
  values (gen_random_uuid(), $1, $2::uuid, 'capture', 100, 'EUR', 'capture ' || $2::uuid, $2::uuid::text, 'requested', now())`

test('a key is known before any scope is', async () => {
  const gateway = await open(urls.gatewayUrl)
  const found = await gateway.query('select operator_id from authenticate_key($1)', [secret])
  expect(found).toEqual([{ operator_id: operatorId }])
})

test.each([
  ['payment_of_reference($1)', [[reference]]],
  [`open_intents(now() + interval '1 day', now() - interval '1 day', $1)`, [9]],
  ['stale_intents(now(), $1)', [9]],
])('the worker finds by %s what no scope shows it', async (door, parameters) => {
  const worker = await open(urls.workerUrl)
  const found = await worker.query(`select distinct operator_id from ${door}`, parameters)
  expect(found).toEqual([{ operator_id: operatorId }])
  expect(await worker.query('select id from payment')).toEqual([])
})

test('a service that logs in as that owner is refused', async () => {
  await expect(assertBoundByTenancy(await open(urls.ownerUrl))).rejects.toThrow(keeper)
})
