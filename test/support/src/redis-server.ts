/** Runs a Redis that keeps nothing, for as long as this process lives. */

import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

import { choosePort, spawnGuarded } from '@wattline/embedded'
import { Redis } from 'ioredis'

const readyWithinMs = 10_000
const stopWithinMs = 5000
const pollMs = 10
/** ioredis keeps a timer of this length after a disconnect, and with it the process. */
const disconnectTimeoutMs = 100

/** A running Redis without a database in its address. */
export interface RedisServer {
  readonly url: string
  stop(): Promise<void>
}

/** Starts `program` with its log in `directory` and resolves when it answers. */
export async function spawnRedis(program: string, directory: string): Promise<RedisServer> {
  const port = await choosePort([])
  const options = ['--port', `${port}`, '--bind', '127.0.0.1', '--databases', '1024']
  const server = spawnGuarded({
    command: program,
    args: [...options, '--save', '', '--appendonly', 'no', '--dir', directory],
    logFile: join(directory, 'redis.log'),
  })
  const url = `redis://127.0.0.1:${port}`
  await answered(url)
  return {
    url,
    async stop() {
      await server.stop(stopWithinMs)
    },
  }
}

/** A client that reports a fault where it is awaited and never reconnects by itself. */
export function connectOnce(url: string): Redis {
  const redis = new Redis(url, {
    lazyConnect: true,
    retryStrategy: () => null,
    disconnectTimeout: disconnectTimeoutMs,
  })
  redis.on('error', () => {}) // The awaited call reports it.
  return redis
}

/** The first program of this name on the PATH. */
export function findProgram(name: string): string | undefined {
  const files = (process.env.PATH ?? '').split(delimiter).map(folder => join(folder, name))
  return files.find(isExecutable)
}

async function answered(url: string): Promise<void> {
  const deadlineMs = performance.now() + readyWithinMs
  for (;;) {
    const redis = connectOnce(url)
    try {
      await redis.connect()
      await redis.ping()
      return
    } catch (fault) {
      if (performance.now() > deadlineMs) throw fault
      await wait(pollMs)
    } finally {
      redis.disconnect()
    }
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
