/** Starts the Postgres of a directory, or attaches to the one that already serves it. */

import { setTimeout as wait } from 'node:timers/promises'

import { postgresAccount } from './account.js'
import { query, superuser, urlOf } from './answer.js'
import { readyBinaries } from './binaries.js'
import { explainFailure } from './explain.js'
import { type Home, settleHome } from './home.js'
import { type Ground, initialise } from './initialise.js'
import { type Launched, launch } from './launch.js'
import { takeLock } from './lock.js'
import { choosePort, isFreePort, rememberedPort, rememberPort } from './port.js'
import { clearOrphan, findRunning, type Running } from './running.js'
import type { Settings } from './settings.js'

const startWithinMs = 180_000
const attempts = 40
const againAfterMs = 50
const database = 'wattline'

/** How to start a server. */
export interface PostgresOptions {
  /** Where its files live; made when missing. A second start of the same directory attaches. */
  readonly directory: string
  /** Postgres settings beyond ours, such as `{ max_connections: '50' }`. */
  readonly settings?: Settings
  /** The one port to use; without it the port of the last start, or a free one. */
  readonly port?: number
  /** For tests: no durability, and the directory is removed when the server stops. */
  readonly throwaway?: boolean
}

/** A running server. */
export interface Postgres {
  /** The superuser's connection string to the database `wattline`. */
  readonly url: string
  readonly port: number
  /** Resolves when the server is gone, whoever ended it; start again to bring it back. */
  readonly exited: Promise<number>
  /** Stops the server if this start owns it, and resolves when it is gone. */
  stop(): Promise<void>
}

/**
 * Starts a real PostgreSQL on loopback and resolves when it answers.
 *
 * Committed work survives kill -9 of the server or of this process: start again. The server ends
 * with this process, however that ends.
 *
 * @throws with the cause, what to do and the server log's tail.
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  try {
    return await start(options)
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== 'ENOSPC') throw fault
    const { message } = fault as Error
    const what = 'Postgres did not start.'
    throw new Error(explainFailure({ what, home: options.directory, output: message }))
  }
}

async function start(options: PostgresOptions): Promise<Postgres> {
  const account = await postgresAccount()
  const home = await settleHome(options.directory, account)
  const lock = await takeLock(home.lock, startWithinMs)
  try {
    const binaries = await readyBinaries(home.path, account)
    const ground: Ground = { home, binaries, account, throwaway: options.throwaway ?? false }
    const password = await initialise(ground)
    const running = await findRunning(home, password)
    if (running) return attached(running, password)
    await clearOrphan(home)
    return await launchOnPort(ground, password, options)
  } finally {
    lock.release()
  }
}

/** An attached server belongs to the start that launched it, so stopping it here does nothing. */
function attached(running: Running, password: string): Postgres {
  const url = urlOf({ port: running.port, password }, database)
  return Object.assign(running, { url, stop: async () => {} })
}

async function launchOnPort(
  ground: Ground,
  password: string,
  options: PostgresOptions,
): Promise<Postgres> {
  let port = await wantedPort(ground.home, options.port)
  for (let attempt = 1; ; attempt += 1) {
    rememberPort(ground.home.port, port)
    try {
      const what = { ...ground, password, port, settings: options.settings ?? {} }
      return await opened(await launch(what), { port, password })
    } catch (fault) {
      const again = attempt < attempts && isPassing(fault, options.port !== undefined)
      if (!again) throw fault
      await wait(againAfterMs)
      if (!(await isFreePort(port)) && options.port === undefined) port = await choosePort([])
    }
  }
}

/** Whether trying again can help: another program took the port, or a killed server's last
 * backends still hold its shared memory for an instant. */
function isPassing(fault: unknown, portIsFixed: boolean): boolean {
  const { message } = fault as Error
  if (message.includes('pre-existing shared memory block')) return true
  return !portIsFixed && /could not bind|Address already in use/.test(message)
}

async function wantedPort(home: Home, fixed: number | undefined): Promise<number> {
  if (fixed === undefined) return choosePort([rememberedPort(home.port)])
  if (await isFreePort(fixed)) return fixed
  throw new Error(`Port ${fixed} is taken by another program: name another one, or stop it.`)
}

async function opened(server: Launched, at: { port: number; password: string }): Promise<Postgres> {
  const admin = urlOf(at, 'postgres')
  const found = await query(admin, `select 1 from pg_database where datname = '${database}'`)
  if (found.length === 0) await query(admin, `create database ${database} owner ${superuser}`)
  return { port: at.port, url: urlOf(at, database), exited: server.exited, stop: server.stop }
}
