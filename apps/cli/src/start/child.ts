/** Forks one service and waits until it says that it is ready. */

import { type ChildProcess, fork } from 'node:child_process'
import { closeSync, existsSync, openSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'

import { tailOf } from '@wattline/embedded'

import type { Environment } from './environment.js'
import type { Life, Part } from './keep-alive.js'

const readyWithinMs = 60_000
const stopWithinMs = 10_000

/** A service of ours that runs as a process of its own. */
export interface Service {
  readonly name: string
  /** The file to run; it sends `{ ready: true }` and ends when its IPC channel closes. */
  readonly module: string
  readonly environment: Environment
  readonly logFile: string
  /** Whether the simulator's notices go to it. */
  readonly takesNotices?: boolean
}

/** The service as a part that can be kept alive. */
export function servicePart(service: Service): Part {
  return { name: service.name, start: () => startService(service) }
}

/**
 * Starts the service once and resolves when it is ready.
 *
 * It has a process group of its own, so that a Ctrl-C reaches the launcher alone, which then stops
 * everything in order. Should the launcher be killed, the closing IPC channel ends the service.
 *
 * @throws with the tail of its log when it ends first or is not ready in time.
 */
export async function startService(service: Service): Promise<Life> {
  if (!existsSync(service.module)) {
    throw new Error(`${service.name} is not built: ${service.module} is missing (npm run build).`)
  }
  const log = openSync(service.logFile, 'a', 0o600)
  const child = fork(service.module, {
    env: { ...process.env, ...service.environment },
    stdio: ['ignore', log, log, 'ipc'],
    detached: true,
    execArgv: [],
  })
  closeSync(log)
  const ended = endOf(child)
  const life: Life = { ended, stop: () => stopChild(child, ended) }
  const late = new AbortController()
  const outcome = await Promise.race([
    readyOf(child),
    ended.then(how => `it ended (${how})`),
    wait(readyWithinMs, `it was not ready within ${readyWithinMs / 1000} s`, late),
  ])
  late.abort()
  if (outcome === 'ready') return life
  await life.stop()
  const tail = tailOf(service.logFile).replace(/^/gm, '  ')
  throw new Error(`${service.name}: ${outcome}. ${service.logFile} ends with:\n${tail}`)
}

function readyOf(child: ChildProcess): Promise<'ready'> {
  return new Promise(resolve => {
    child.on('message', message => {
      if (isReady(message)) resolve('ready')
    })
  })
}

function isReady(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'ready' in message && !!message.ready
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise(resolve => {
    child.once('error', fault => resolve(fault.message))
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`))
  })
}

async function stopChild(child: ChildProcess, ended: Promise<string>): Promise<void> {
  // A child killed by a signal has no exit code: both must be looked at.
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  child.kill('SIGTERM')
  const late = new AbortController()
  const timeout = wait(stopWithinMs, 'late', late).catch(() => 'late')
  if ((await Promise.race([ended, timeout])) === 'late') child.kill('SIGKILL')
  late.abort()
  await ended
}
