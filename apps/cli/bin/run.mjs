/** Runs one program for a command that may be interrupted: whatever it started ends with us. */

import { spawn } from 'node:child_process'

const interrupts = ['SIGINT', 'SIGTERM', 'SIGHUP']
const stopWithinMs = 2000
const lookEveryMs = 500

/**
 * Resolves with the program's exit code and, unless inherited, its output.
 *
 * npm goes on for half a minute after a Ctrl-C, and turbo's tasks have processes of their own: so
 * the program gets a process group, which is told to end, then killed; then this process ends by
 * the signal it got. What was left half done is done again by the next start.
 */
export function run([command, ...args], { cwd, stdio = ['ignore', 'pipe', 'pipe'], env } = {}) {
  return new Promise(done => {
    // Listens first: a signal between the two would leave the program alone.
    const release = passOnInterrupts(() => child)
    const child = spawn(command, args, { cwd, stdio, env, detached: true })
    let output = ''
    const keep = chunk => {
      output += chunk
    }
    child.stdout?.on('data', keep)
    child.stderr?.on('data', keep)
    child.once('error', fault => {
      release()
      done({ code: 127, output: fault.message })
    })
    child.once('close', (code, signal) => {
      release()
      done({ code: code ?? 1, signal, output })
    })
  })
}

/** Returns how to let go of the signals once the child is gone. */
function passOnInterrupts(childOf) {
  let asked
  let timer
  // One Ctrl-C may arrive twice, from the terminal and from npm: only the first one counts.
  const stop = signal => {
    if (asked !== undefined) return
    asked = signal
    killGroup(childOf(), 'SIGTERM')
    timer = setTimeout(() => killGroup(childOf(), 'SIGKILL'), stopWithinMs)
  }
  for (const signal of interrupts) process.on(signal, stop)
  const watch = watchNpm(() => stop('SIGTERM'))
  return () => {
    clearTimeout(timer)
    clearInterval(watch)
    for (const signal of interrupts) process.off(signal, stop)
    if (asked === undefined) return
    killGroup(childOf(), 'SIGKILL') // The program is gone; what it started may not be.
    process.kill(process.pid, asked)
  }
}

/** npm passes a SIGTERM to the shell between us only: the shell dies and we get a new parent. */
function watchNpm(onGone) {
  if (process.env.npm_lifecycle_event === undefined) return undefined
  const parent = process.ppid
  return setInterval(() => process.ppid !== parent && onGone(), lookEveryMs).unref()
}

function killGroup({ pid }, signal) {
  try {
    if (pid !== undefined) process.kill(-pid, signal)
  } catch {
    // The whole group is gone.
  }
}
