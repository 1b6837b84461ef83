/**
 * Builds a Core on a fresh, migrated database, with the clock and the outsides in the test's hands.
 */

import { connect, idsBy, prepareDatabase } from '@wattline/database'
import { testDatabase } from '@wattline/test-support'
import { StoppedClock, Temporal } from '@wattline/units'
import type { DataSource } from 'typeorm'

import type { PublishingCore, QuotingCore } from '../core.js'
import { entities } from '../entities.js'
import type { PluginRunner } from '../plugins/runner.js'
import { openSigner } from '../signing/open-signer.js'
import { FakeGate } from './fake-gate.js'
import { InProcessRunner } from './in-process-runner.js'

export interface TestCore extends QuotingCore, PublishingCore {
  readonly clock: StoppedClock
  readonly runner: PluginRunner & InProcessRunner
  readonly gate: FakeGate
  /** The same one. */
  readonly backtestRunner: PluginRunner
  /** The same database under the gateway's role. */
  readonly gateway: DataSource
  /** Past row-level security: for looking behind the curtain, never for the code under test. */
  readonly owner: DataSource
  readonly urls: {
    readonly gatewayUrl: string
    readonly workerUrl: string
    readonly ownerUrl: string
  }
  close(): Promise<void>
}

const passwords = { gateway: 'test-gateway', worker: 'test-worker' }

/** `core.db` is under the worker's role. Call `close` when done. */
export async function testCore(startAt = '2026-03-02T10:00:00Z'): Promise<TestCore> {
  const database = await testDatabase()
  const urls = await prepareDatabase({ adminUrl: database.url, passwords })
  const open = (url: string, applicationName: string) =>
    connect({ url, entities, applicationName, poolSize: 8 })
  const [db, gateway, owner] = [
    await open(urls.workerUrl, 'test-worker'),
    await open(urls.gatewayUrl, 'test-gateway'),
    await open(urls.ownerUrl, 'test-owner'),
  ]
  const clock = new StoppedClock(Temporal.Instant.from(startAt))
  const runner = new InProcessRunner()
  return {
    db,
    gateway,
    owner,
    urls,
    clock,
    newId: idsBy(clock),
    runner,
    gate: new FakeGate(runner),
    backtestRunner: runner,
    signer: await openSigner(gateway, { clock }),
    async close() {
      await Promise.all([db.destroy(), gateway.destroy(), owner.destroy()])
      await database.drop()
    },
  }
}
