/** Starts what one whole test run shares, so that each package need not start its own. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { startPostgres } from '@wattline/embedded'

import { findProgram, spawnRedis } from './redis-server.js'

/** What a run shares; `env` is for the processes that run the tests. */
export interface TestServices {
  readonly env: Readonly<Record<string, string>>
  stop(): Promise<void>
}

/** Starts one throwaway Postgres and, where there is one, Redis; those already given are kept. */
export async function startTestServices(): Promise<TestServices> {
  const directory = mkdtempSync(join(tmpdir(), 'wattline-run-'))
  const env: Record<string, string> = {}
  const stops: (() => Promise<unknown>)[] = []
  if (!process.env.WATTLINE_TEST_DATABASE_URL) {
    const postgres = await startPostgres({ directory: `${directory}-postgres`, throwaway: true })
    env.WATTLINE_TEST_DATABASE_URL = postgres.url
    stops.push(() => postgres.stop())
  }
  const program = findProgram('redis-server')
  if (!process.env.WATTLINE_TEST_REDIS_URL && program !== undefined) {
    const redis = await spawnRedis(program, directory)
    env.WATTLINE_TEST_REDIS_URL = redis.url
    stops.push(() => redis.stop())
  }
  return {
    env,
    async stop() {
      await Promise.all(stops.map(stop => stop()))
      rmSync(directory, { recursive: true, force: true })
    },
  }
}
