/** The Postgres the tests use: the one they are given, or one of their own for this run. */

import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { identify, startPostgres } from '@wattline/embedded'

/**
 * The superuser's connection string to the tests' cluster: `WATTLINE_TEST_DATABASE_URL`, else a
 * throwaway one that all files of this test run share and that ends with the process that started
 * it.
 */
export async function clusterUrl(): Promise<string> {
  const given = process.env.WATTLINE_TEST_DATABASE_URL
  if (given) return given
  const directory = join(tmpdir(), `wattline-test-${runIdentity()}`)
  const { url } = await startPostgres({ directory, throwaway: true })
  return url
}

/** Names this run: jest's own process, also when a file runs in one of its workers. */
function runIdentity(): string {
  const isWorker = process.argv[1]?.includes('jest-worker') ?? false
  const pid = isWorker ? process.ppid : process.pid
  return (identify(pid) ?? String(pid)).replace('@', '-')
}
