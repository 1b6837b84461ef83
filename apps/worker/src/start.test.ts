/**
 * A whole worker against a whole simulator: a past session becomes an invoice and captured money.
 */

import { randomInt } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { createAdyenProvider } from '@wattline/adyen'
import { type Simulator, startSimulator } from '@wattline/adyen-simulator'
import { type Core, entities, registerDriver } from '@wattline/billing'
import { connect, type DatabaseUrls, idsBy, inScope, prepareDatabase } from '@wattline/database'
import { trialBalance } from '@wattline/ledger'
import { type TestDatabase, testDatabase } from '@wattline/test-support'
import { money, Temporal } from '@wattline/units'

import type { WorkerConfig } from './config.js'
import { prepareQueues } from './queues/prepare.js'
import { startWorker, type Worker } from './start.js'
import { type Intake, openIntake } from './testing/intake.js'
import { addPricedConnector, importDays, openOperator } from './testing/site.js'

const clock = { now: () => Temporal.Now.instant() }
const quiet = { info: () => {}, warn: () => {}, error: () => {} }
const hmacKey = 'A'.repeat(64)
const apiKey = 'simulator-key'
const merchantAccount = 'TestECOM'

let database: TestDatabase
let urls: DatabaseUrls
let core: Core
let intake: Intake
let simulator: Simulator
let worker: Worker

beforeAll(async () => {
  database = await testDatabase('whole_worker')
  const passwords = { gateway: 'test-gateway', worker: 'test-worker' }
  urls = await prepareDatabase({ adminUrl: database.url, passwords })
  await prepareQueues(database.url)
  const db = await connect({ url: urls.workerUrl, entities, applicationName: 'test' })
  core = { db, clock, newId: idsBy(clock) } as Core
  intake = await openIntake(core, hmacKey)
  simulator = await startSimulator({
    port: 0,
    host: '127.0.0.1',
    apiKeys: [apiKey],
    merchantAccounts: [merchantAccount],
    webhookEndpoints: [{ url: intake.url, hmacKey }],
    clock,
    random: () => randomInt(2 ** 32) / 2 ** 32,
  })
  worker = await startWorker(configOf(urls.workerUrl), { clock, log: quiet })
})

afterAll(async () => {
  await worker?.stop()
  await simulator?.stop()
  intake?.close()
  await core?.db.destroy()
  await database?.drop()
})

function configOf(databaseUrl: string): WorkerConfig {
  return {
    databaseUrl,
    queueDatabaseUrl: urls.workerUrl,
    adyen: { environment: 'TEST', baseUrl: simulator.url, apiKey, timeoutMs: 5000 },
    logLevel: 'silent',
    mode: 'development',
  }
}

async function storeCard(shopperReference: string) {
  const provider = createAdyenProvider(configOf(urls.workerUrl).adyen)
  const answer = await provider.authorise({
    idempotencyKey: `card-${shopperReference}`,
    merchantAccount,
    reference: `card-${shopperReference}`,
    amount: money(0n, 'EUR'),
    type: 'final',
    returnUrl: 'https://wattline.example/return',
    means: {
      kind: 'encrypted-card',
      encryptedCardNumber: 'test_4111111111111111',
      encryptedExpiryMonth: 'test_03',
      encryptedExpiryYear: 'test_2030',
      encryptedSecurityCode: 'test_737',
      shopperReference,
      store: true,
    },
  })
  provider.close()
  if (answer.kind !== 'authorised') throw new Error(JSON.stringify(answer))
  return { shopperReference, storedPaymentMethodId: answer.storedPaymentMethodId ?? '' }
}

async function openSite() {
  const site = await openOperator(core, merchantAccount)
  const { operatorId } = site
  const { connectorId } = await addPricedConnector(core, site, 'L')
  const stored = await storeCard(`shopper-${operatorId}`)
  const driverId = await registerDriver(core, { operatorId, externalId: 'd', stored })
  return { operatorId, connectorId, driverId }
}

async function until<T>(read: () => Promise<T | undefined>, withinMs = 20_000): Promise<T> {
  const deadline = performance.now() + withinMs
  for (;;) {
    const value = await read()
    if (value !== undefined) return value
    if (performance.now() > deadline) throw new Error('it did not come about')
    await wait(50)
  }
}

test('past sessions are billed, authorised, captured and booked, once each', async () => {
  const { operatorId, connectorId, driverId } = await openSite()
  await importDays(core, operatorId, { connectorId, driverId, days: 30 })

  const captured = await until(async () => {
    const [row] = await inScope(core.db, [operatorId], tx =>
      tx.query<{ count: string; minor: string }[]>(
        `select count(*), sum(captured_minor) as minor from payment where state = 'captured'`,
      ),
    )
    return row?.count === '30' ? row.minor : undefined
  })
  // 10 kWh × 0.50 + 19 % = 5.95 each.
  expect(captured).toBe('17850')

  const [balance] = await trialBalance(core.db, [operatorId])
  expect(balance?.debitMinor).toBe(balance?.creditMinor)
  const codes = Object.fromEntries(
    balance?.accounts.map(({ code, balanceMinor }) => [code, balanceMinor]) ?? [],
  )
  expect(codes).toEqual({
    'adyen:clearing': 17_850n,
    [`driver:${driverId}:receivable`]: 0n,
    'revenue:charging': -15_000n,
    'vat:DE:19': -2850n,
  })

  await until(async () => {
    const [row] = await core.db.query<{ count: string }[]>('select count(*) from outbox')
    return row?.count === '0' ? true : undefined
  })
  expect(worker.health()).toMatchObject({
    relay: { faultsInARow: 0 },
    inbox: { faultsInARow: 0 },
    janitor: { faultsInARow: 0 },
    overdueEvents: 0,
  })
})

test('a role that could see past row-level security is refused', async () => {
  const start = startWorker(configOf(urls.ownerUrl), { clock, log: quiet })
  await expect(start).rejects.toThrow('bypasses row-level security')
})
