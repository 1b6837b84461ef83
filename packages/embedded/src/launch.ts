/** Starts the postmaster under its guard and waits until it answers. */

import {
  chownSync,
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

import { askServer } from './answer.js'
import { explainFailure, tailOf } from './explain.js'
import { type Guarded, spawnGuarded } from './guard.js'
import type { Home } from './home.js'
import { identify, ownIdentity } from './identity.js'
import type { Ground } from './initialise.js'
import { type Settings, settingArguments } from './settings.js'

/** Redo after a crash replays at most a checkpoint's worth of log; this is far beyond it. */
const readyWithinMs = 120_000
const stopWithinMs = 30_000
const pollMs = 20
const logBytes = 8 * 1024 * 1024

/** What a launch needs beyond its ground. */
export interface Launch extends Ground {
  readonly port: number
  readonly password: string
  readonly settings: Settings
}

/** A launched server; `stop` ends it and resolves when it is gone. */
export interface Launched {
  readonly exited: Promise<number>
  stop(): Promise<void>
}

/**
 * Launches the server and resolves when it answers a query.
 *
 * @throws with the log's tail when it exits first or does not answer in time.
 */
export async function launch(what: Launch): Promise<Launched> {
  const { home } = what
  rotate(home, what)
  const logged = existsSync(home.log) ? statSync(home.log).size : 0
  const guarded = spawnGuarded({
    command: what.binaries.postgres,
    args: ['-D', home.data, ...settingArguments(what.port, what)],
    logFile: home.log,
    account: what.account,
    stopSignal: 'INT', // A fast shutdown: clients are let go of, work in flight is rolled back.
    removeAfter: what.throwaway ? home.path : undefined,
  })
  const owner = { owner: ownIdentity(), guard: identify(guarded.pid) ?? '' }
  writeFileSync(home.server, JSON.stringify(owner))
  try {
    await answered(what, guarded)
  } catch (fault) {
    const output = statSync(home.log).size > logged ? tailOf(home.log) : ''
    await stopServer(home, guarded)
    throw new Error(explainFailure({ what: (fault as Error).message, home: home.path, output }))
  }
  return {
    exited: guarded.exited,
    async stop() {
      await stopServer(home, guarded)
      if (what.throwaway) rmSync(home.path, { recursive: true, force: true })
    },
  }
}

async function answered(what: Launch, guarded: Guarded): Promise<void> {
  const at = { ...what, dataDirectory: what.home.data }
  const gone = guarded.exited.then(code => ({ code }))
  const deadlineMs = performance.now() + readyWithinMs
  for (;;) {
    const answer = await Promise.race([askServer(at), gone])
    if (answer === 'yes') return
    if (typeof answer === 'object') {
      throw new Error(`Postgres did not start (exit code ${answer.code}).`)
    }
    if (performance.now() > deadlineMs) {
      throw new Error(`Postgres did not answer within ${readyWithinMs / 1000} s.`)
    }
    await wait(pollMs)
  }
}

async function stopServer(home: Home, guarded: Guarded): Promise<void> {
  if (await guarded.stop(stopWithinMs)) return
  // An immediate shutdown loses nothing that was committed; the next start redoes the log.
  process.kill(postmasterPid(home) ?? guarded.pid, 'SIGQUIT')
  await guarded.exited
}

/** The process number the running server wrote into its own directory. */
export function postmasterPid(home: Home): number | undefined {
  try {
    const first = readFileSync(join(home.data, 'postmaster.pid'), 'utf8').split('\n')[0]
    const pid = Number(first)
    return Number.isInteger(pid) && pid > 0 ? pid : undefined
  } catch {
    return undefined
  }
}

/** Starts a new log once the old one is long; one old log is kept. */
function rotate(home: Home, { account }: Ground): void {
  if (!existsSync(home.log) || statSync(home.log).size < logBytes) return
  renameSync(home.log, `${home.log}.1`)
  if (account) chownSync(`${home.log}.1`, account.uid, account.gid)
}
