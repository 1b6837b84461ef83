/** Watches the processes that this one has started: the CPU time they take and their memory. */

import { readFileSync } from 'node:fs'

import { cpuMsOf } from '../pool/watch.js'

const pollMs = 5

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return '' // The process has just ended, or the system has no /proc.
  }
}

const children = (): string[] =>
  read(`/proc/${process.pid}/task/${process.pid}/children`).split(' ').filter(Boolean)

interface Seen {
  readonly atFirstMs: number
  cpuMs: number
  peakBytes: number
}

/** Counts from now on. @returns what was seen, and stops */
export function watchChildren(): () => { cpuMs: number; peakBytes: number } {
  const seen = new Map<string, Seen>()
  let isFirst = true
  const look = () => {
    for (const pid of children()) {
      const stat = read(`/proc/${pid}/stat`)
      if (stat === '') continue
      const cpuMs = cpuMsOf(stat)
      // One that was there before is counted from here, one that is new from its start.
      const child = seen.get(pid) ?? { atFirstMs: isFirst ? cpuMs : 0, cpuMs, peakBytes: 0 }
      child.cpuMs = cpuMs
      const resident = /^VmRSS:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/status`))?.[1]
      child.peakBytes = Math.max(child.peakBytes, Number(resident ?? 0) * 1024)
      seen.set(pid, child)
    }
    isFirst = false
  }
  look()
  const poll = setInterval(look, pollMs)
  return () => {
    look()
    clearInterval(poll)
    const all = [...seen.values()]
    const cpuMs = all.reduce((total, child) => total + child.cpuMs - child.atFirstMs, 0)
    return { cpuMs, peakBytes: Math.max(0, ...all.map(child => child.peakBytes)) }
  }
}
