/** Finds a server that already serves a home, and clears away one whose owner is gone. */

import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

import { askServer } from './answer.js'
import type { Home } from './home.js'
import { identify, isAlive } from './identity.js'
import { postmasterPid } from './launch.js'
import { rememberedPort } from './port.js'

const pollMs = 20
const stopWithinMs = 30_000

/** A living server that another start owns. */
export interface Running {
  readonly port: number
  readonly exited: Promise<number>
}

/** The server of this home if it answers and its owner lives. */
export async function findRunning(home: Home, password: string): Promise<Running | undefined> {
  const port = rememberedPort(home.port)
  const pid = postmasterPid(home)
  if (port === undefined || pid === undefined || !isOwned(home)) return undefined
  const answer = await askServer({ port, password, dataDirectory: home.data })
  const identity = identify(pid)
  if (answer !== 'yes' || identity === undefined) return undefined
  return {
    port,
    get exited() {
      return goneBy(identity) // Watched only where somebody asks.
    },
  }
}

/**
 * Stops a server whose owner or guard was killed, and removes the process file of one that died.
 * Such a server is about to stop, or would never stop: nobody may build on it.
 */
export async function clearOrphan(home: Home): Promise<void> {
  const pid = postmasterPid(home)
  if (pid === undefined) return
  const identity = identify(pid)
  if (identity === undefined) return // Postgres itself clears a dead server's file.
  if (!servesHome(pid, home)) {
    // The number now belongs to another program (a reused pid), which Postgres cannot tell.
    rmSync(join(home.data, 'postmaster.pid'), { force: true })
    return
  }
  const deadlineMs = performance.now() + stopWithinMs
  process.kill(pid, 'SIGINT')
  while (isAlive(identity)) {
    if (performance.now() > deadlineMs) {
      throw new Error(`An older Postgres (process ${pid}) does not stop serving ${home.data}.`)
    }
    await wait(pollMs)
  }
}

function isOwned(home: Home): boolean {
  try {
    const { owner, guard } = JSON.parse(readFileSync(home.server, 'utf8'))
    return isAlive(String(owner)) && isAlive(String(guard))
  } catch {
    return false
  }
}

/** Whether this process is a postmaster of the home; where /proc is missing its word is taken. */
function servesHome(pid: number, home: Home): boolean {
  if (process.platform !== 'linux') return true
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(home.data)
  } catch {
    return false
  }
}

async function goneBy(identity: string): Promise<number> {
  while (isAlive(identity)) await wait(500, undefined, { ref: false })
  return 0
}
