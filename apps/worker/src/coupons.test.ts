/**
 * A coupon with a hundred uses left, two hundred bills, and workers that are killed between claim
 * and invoice: exactly a hundred get it, on either store of jobs.
 */

import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

import { createCoupons } from '@wattline/billing'
import {
  couponPlugin,
  endedSessions,
  type TestCore,
  testCore,
  type World,
  world,
} from '@wattline/billing/testing'
import { testRedis, testWith } from '@wattline/test-support'
import { Temporal } from '@wattline/units'

import { relayEvents } from './outbox/relay.js'
import { openQueues, type QueueStore } from './queues/open.js'
import { prepareQueues } from './queues/prepare.js'
import { until } from './testing/watched-job.js'

const quiet = { info: () => {}, warn: () => {}, error: () => {} }
const fastRecovery = { lockDuration: 800, stalledInterval: 400 }
const [bundles, bundleSize, uses] = [20, 10, 100]

const redis = await testRedis()
let core: TestCore
let w: World
const billers: ChildProcess[] = []

beforeAll(async () => {
  core = await testCore()
  await prepareQueues(core.urls.ownerUrl)
})

afterEach(() => {
  for (const biller of billers.splice(0)) biller.kill('SIGKILL')
})

afterAll(async () => {
  await core?.close()
  await redis?.drop()
})

interface Store {
  readonly name: string
  readonly part: unknown
  readonly store: () => QueueStore
}

const stores: Store[] = [
  { name: 'postgres', part: true, store: () => ({ queueDatabaseUrl: core.urls.workerUrl }) },
  {
    name: 'redis-server',
    part: redis,
    store: () => ({ queueDatabaseUrl: core.urls.workerUrl, redisUrl: redis?.url }),
  },
]

function startBiller(store: QueueStore, { hangs }: { readonly hangs: boolean }): ChildProcess {
  const order = {
    store,
    pace: fastRecovery,
    databaseUrl: core.urls.workerUrl,
    now: core.clock.now().toString(),
    hangs,
  }
  const biller = fork(fileURLToPath(new URL('./testing/biller.mjs', import.meta.url)), {
    execArgv: [],
    env: { ...process.env, ORDER: JSON.stringify(order) },
  })
  billers.push(biller)
  return biller
}

/** As a power cut would, once it has come so far. */
async function killAfter(biller: ChildProcess, step: 'claimed' | 'billed'): Promise<void> {
  for (;;) {
    const [message] = await once(biller, 'message')
    if (message === step) break
  }
  biller.kill('SIGKILL')
  await once(biller, 'exit')
}

/** A coupon, and sessions that were given it, each bundle of them a job of its own. */
async function ask(store: QueueStore): Promise<void> {
  await createCoupons(core, w.operator, {
    campaign: 'Friday',
    codes: ['FRIDAY'],
    usesMax: uses,
    validFrom: Temporal.Instant.from('2026-01-01T00:00:00Z'),
    idempotencyKey: core.newId(),
  })
  const queues = openQueues(store, quiet)
  const start = Temporal.Instant.from('2026-02-01T00:00:00Z')
  for (let bundle = 0; bundle < bundles; bundle += 1) {
    const rows = Array.from({ length: bundleSize }, (_, index) => ({
      startedAt: start.add({ hours: 2 * (bundle * bundleSize + index) }),
      couponCode: 'FRIDAY',
      driverId: null,
    }))
    await endedSessions(core, w, rows)
    while ((await relayEvents(core.db, queues)) > 0);
  }
  await queues.close()
}

async function one<T>(sql: string): Promise<T> {
  const [row] = await core.owner.query<T[]>(sql, [w.operatorId])
  return row as T
}

describe.each(stores)('on $name', ({ name, part, store }) => {
  const title = 'of two hundred bills exactly a hundred get the coupon, whoever is killed'
  testWith(part, name)(
    title,
    async () => {
      w = await world(core, { plugins: [{ plugin: couponPlugin, params: {} }] })
      await ask(store())
      const hanging = [startBiller(store(), { hangs: true }), startBiller(store(), { hangs: true })]
      await Promise.all(hanging.map(biller => killAfter(biller, 'claimed')))
      const lost = await one<{ n: number }>(
        `select count(*)::int as n from coupon_claim where operator_id = $1 and state = 'held'`,
      )
      expect(lost.n).toBe(2 * bundleSize)
      await killAfter(startBiller(store(), { hangs: false }), 'billed')

      for (let survivor = 0; survivor < 2; survivor += 1) startBiller(store(), { hangs: false })
      await until(async () => {
        const { n } = await one<{ n: number }>(
          `select count(*)::int as n from outbox where operator_id = $1 and topic = 'invoice'`,
        )
        return n === 0
      }, 60_000)
      expect(
        await one(
          `select count(*)::int as invoices,
                  count(*) filter (where net_minor = 0)::int as free,
                  count(*) filter (where net_minor = 500)::int as paid
           from invoice where operator_id = $1`,
        ),
      ).toEqual({ invoices: 200, free: uses, paid: 200 - uses })
      expect(
        await one('select uses, held_minor, used_minor from coupon where operator_id = $1'),
      ).toEqual({ uses, held_minor: '0', used_minor: `${uses * 500}` })
      expect(
        await one(
          `select count(*)::int as claims, count(*) filter (where state = 'used')::int as used
           from coupon_claim where operator_id = $1`,
        ),
      ).toEqual({ claims: uses, used: uses })
    },
    90_000,
  )
})
