/** Transactions in a scope: what they see, what they undo, and when they try again. */

import { testDatabase } from '@wattline/test-support'
import { decimal, StoppedClock, Temporal } from '@wattline/units'
import { Column, type DataSource, Entity, PrimaryColumn } from 'typeorm'

import { BigintColumn, DecimalColumn, InstantColumn } from './columns.js'
import { assertBoundByTenancy, connect } from './connect.js'
import { idsBy } from './new-id.js'
import { prepareDatabase } from './prepare.js'
import { brokenConstraint, inScope, sqlState } from './scope.js'

@Entity('sample')
class Sample {
  @PrimaryColumn('integer') id!: number
  @Column('text', { nullable: true }) note!: string | null
  @InstantColumn() at!: Temporal.Instant
  @BigintColumn({ nullable: true }) minor!: bigint | null
  @DecimalColumn({ nullable: true }) exact!: ReturnType<typeof decimal> | null
}

let owner: DataSource
let worker: DataSource
let database: Awaited<ReturnType<typeof testDatabase>>
let urls: Awaited<ReturnType<typeof prepareDatabase>>

beforeAll(async () => {
  database = await testDatabase('database')
  urls = await prepareDatabase({
    adminUrl: database.url,
    passwords: { gateway: 'test-gateway', worker: 'test-worker' },
  })
  owner = await connect({ url: urls.ownerUrl, applicationName: 'test', entities: [Sample] })
  worker = await connect({ url: urls.workerUrl, applicationName: 'test', entities: [Sample] })
  await owner.query(
    `create table sample (
       id integer primary key, note text, at timestamptz, minor bigint, exact numeric)`,
  )
  await owner.query('grant all on sample to wattline_worker')
})
afterAll(async () => {
  await Promise.all([owner.destroy(), worker.destroy()])
  await database.drop()
})

test('bigints beyond 2^53, exact decimals and instants read back as they were written', async () => {
  const row = {
    id: 1,
    note: null,
    at: Temporal.Instant.from('2026-10-25T00:30:00.123Z'),
    minor: 9_007_199_254_740_993n,
    exact: decimal('0.10000000000000000000001'),
  }
  await worker.manager.insert(Sample, row)
  const read = await worker.manager.findOneByOrFail(Sample, { id: 1 })
  expect(read.minor).toBe(row.minor)
  expect(read.exact?.toFixed()).toBe('0.10000000000000000000001')
  expect(read.at.equals(row.at)).toBe(true)
})

test('what is thrown undoes everything and is thrown on', async () => {
  const work = inScope(worker, [], async tx => {
    await tx.query(`insert into sample (id) values (2)`)
    throw new Error('no')
  })
  await expect(work).rejects.toThrow('no')
  expect(await worker.query('select * from sample where id = 2')).toEqual([])
})

test('a deadlock is tried again until both are done', async () => {
  await worker.query(`insert into sample (id, minor) values (10, 0), (11, 0)`)
  // Neither goes on to its second row before the other holds its first.
  let waiting = 0
  let release: () => void = () => undefined
  const both = new Promise<void>(resolve => {
    release = resolve
  })
  const meet = () => {
    waiting += 1
    if (waiting >= 2) release()
    return both
  }
  const touch = (first: number, second: number) =>
    inScope(worker, [], async tx => {
      await tx.query('update sample set minor = minor + 1 where id = $1', [first])
      await meet()
      await tx.query('update sample set minor = minor + 1 where id = $1', [second])
    })
  await Promise.all([touch(10, 11), touch(11, 10)])
  const rows = await worker.query('select minor::int from sample where id in (10, 11)')
  expect(rows).toEqual([{ minor: 2 }, { minor: 2 }])
  expect(waiting).toBe(3)
})

test('a broken constraint is named, whoever wraps the error', async () => {
  await worker.query('insert into sample (id) values (20)')
  const error = await worker
    .query('insert into sample (id) values (20)')
    .catch((caught: unknown) => caught)
  expect([sqlState(error), brokenConstraint(error)]).toEqual(['23505', 'sample_pkey'])
  expect(sqlState(new Error('other'))).toBeUndefined()
})

test('preparing a prepared database changes nothing, also when two do it at once', async () => {
  const again = {
    adminUrl: database.url,
    passwords: { gateway: 'test-gateway', worker: 'test-worker' },
  }
  const both = await Promise.all([prepareDatabase(again), prepareDatabase(again)])
  expect(both).toEqual([urls, urls])
})

test('the services’ roles are bound by tenancy, the owner is not and is told so', async () => {
  await expect(assertBoundByTenancy(worker)).resolves.toBeUndefined()
  await expect(assertBoundByTenancy(owner)).rejects.toThrow(/wattline_worker/)
})

test('ids are in the order of the clock and never repeat', () => {
  const clock = new StoppedClock(Temporal.Instant.from('2026-01-01T00:00:00Z'))
  const newId = idsBy(clock)
  const early = newId()
  clock.advance('PT1S')
  const late = Array.from({ length: 1000 }, newId)
  expect(late.every(id => early < id)).toBe(true)
  expect(new Set(late).size).toBe(1000)
})
