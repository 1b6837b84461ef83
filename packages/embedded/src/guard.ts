/**
 * Runs a server under a small shell guard, so that it stops when the process that started it is
 * gone.
 */

import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import type { Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

import type { Account } from './account.js'

/**
 * The guard reads from a pipe whose other end this process holds. The kernel closes that end
 * however this process ends, kill -9 included; the guard then signals the server. It has a session
 * of its own, so that a Ctrl-C at the terminal does not reach the server before those who still use
 * it. `$1` is the signal, `$2` a directory to remove after a clean stop, or empty.
 */
const script = `
signal=$1; remove=$2; shift 2
exec 3<&0 </dev/null
"$@" 3<&- &
server=$!
{ read -r line <&3; kill -s "$signal" "$server"; } 2>/dev/null &
reader=$!
exec 3<&-
trap 'kill -s "$signal" "$server" 2>/dev/null' TERM
trap '' INT HUP
wait "$server"; code=$?
while kill -0 "$server" 2>/dev/null; do wait "$server"; code=$?; done
kill "$reader" 2>/dev/null
if [ -n "$remove" ] && [ "$code" = 0 ]; then rm -rf -- "$remove"; fi
exit "$code"
`

/** What to run and where its output goes. */
export interface GuardedCommand {
  readonly command: string
  readonly args: readonly string[]
  readonly logFile: string
  readonly account?: Account | undefined
  /**
   * What asks the server for a clean stop; a shell starts it deaf to INT unless it listens itself.
   */
  readonly stopSignal?: 'TERM' | 'INT'
  /** Removed once the server stopped cleanly. */
  readonly removeAfter?: string | undefined
}

/** A server under its guard. */
export interface Guarded {
  /** The guard's process number; the server is its child. */
  readonly pid: number
  /** Resolves when server and guard are gone, with the server's exit code. */
  readonly exited: Promise<number>
  /** Asks for a clean stop; resolves to false when the server still runs after `timeoutMs`. */
  stop(timeoutMs: number): Promise<boolean>
}

/** Starts a command under its guard. It never keeps this process from ending. */
export function spawnGuarded(what: GuardedCommand): Guarded {
  const signal = what.stopSignal ?? 'TERM'
  const log = openSync(what.logFile, 'a', 0o600)
  const child = spawn(
    '/bin/sh',
    ['-c', script, 'guard', signal, what.removeAfter ?? '', what.command, ...what.args],
    {
      stdio: ['pipe', log, log],
      cwd: '/',
      detached: true,
      // A server must not depend on the caller's locale or time zone.
      env: { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
      ...(what.account && { uid: what.account.uid, gid: what.account.gid }),
    },
  )
  closeSync(log)
  const exited = exitOf(child)
  child.stdin?.on('error', () => {}) // The guard closes its end when the server dies by itself.
  child.unref()
  ;(child.stdin as Socket | null)?.unref()
  return {
    pid: child.pid ?? 0,
    exited,
    async stop(timeoutMs) {
      child.ref()
      child.stdin?.destroy()
      const timeout = new AbortController()
      const late = wait(timeoutMs, false, { signal: timeout.signal }).catch(() => false)
      const stopped = await Promise.race([exited.then(() => true), late])
      timeout.abort()
      return stopped
    },
  }
}

function exitOf(child: ChildProcess): Promise<number> {
  return new Promise(resolve => {
    child.once('error', () => resolve(127))
    child.once('exit', (code, signal) => resolve(code ?? (signal ? 128 : 0)))
  })
}
