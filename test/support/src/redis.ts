/** Gives a test a Redis database of its own, where this machine has a Redis. */

import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { missing } from './missing.js'
import { connectOnce, findProgram, spawnRedis } from './redis-server.js'

const claimKey = 'wattline:claimed-by-a-test'
const claimSeconds = 3600

/** A Redis database that belongs to one test file. */
export interface TestRedis {
  /** Names a numbered database that nobody else uses. */
  readonly url: string
  /** Empties that database; a server started for this test is stopped. */
  drop(): Promise<void>
}

/** The Redis for a test, or undefined when there is none and skipping is allowed. */
export async function testRedis(): Promise<TestRedis | undefined> {
  const given = process.env.WATTLINE_TEST_REDIS_URL
  if (given) return claimDatabase(given)
  const program = findProgram('redis-server')
  return program === undefined ? missing('redis-server') : startRedis(program)
}

/** Claims a numbered database of a running server, so that files may run side by side. */
async function claimDatabase(server: string): Promise<TestRedis> {
  const token = randomBytes(6).toString('hex')
  for (let number = 1; ; number += 1) {
    const url = new URL(server)
    url.pathname = `/${number}`
    const redis = connectOnce(url.href)
    try {
      await redis.connect()
      // A number past the server's last one leaves the client in database 0, so the claim asks
      // anew.
      await redis.select(number)
      const claim = await redis.set(claimKey, token, 'EX', claimSeconds, 'NX')
      if (claim === 'OK') return { url: url.href, drop: () => flush(url.href) }
    } finally {
      redis.disconnect()
    }
  }
}

async function startRedis(program: string): Promise<TestRedis> {
  const directory = await mkdtemp(join(tmpdir(), 'wattline-redis-'))
  const server = await spawnRedis(program, directory)
  return {
    url: `${server.url}/1`,
    async drop() {
      await server.stop()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

async function flush(url: string): Promise<void> {
  const redis = connectOnce(url)
  try {
    await redis.connect()
    await redis.flushdb()
  } finally {
    redis.disconnect()
  }
}
