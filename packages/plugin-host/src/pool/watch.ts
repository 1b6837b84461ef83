/** Watches a cell at work: its own CPU time against the deadline, its memory against the limit. */

import { readFileSync } from 'node:fs'

/** What a request may take. */
export interface Limits {
  /** CPU time since the cell began on the request. */
  readonly cpuMs: number
  /**
   * The backstop for a cell that neither works nor answers; also the only deadline where there is
   * no /proc.
   */
  readonly wallMs: number
  readonly memoryBytes: number
}

const pollMs = 20
/** USER_HZ, in which /proc counts CPU time: 100 on every Linux that Node supports. */
const msPerTick = 10

/**
 * User and system time of a /proc/‹pid›/stat; the name in brackets may itself hold brackets and
 * spaces.
 */
export function cpuMsOf(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * msPerTick
}

/** Resident memory of a /proc/‹pid›/status; zero once the process is gone. */
export function memoryBytesOf(status: string): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024
}

function readProc(pid: number, file: 'stat' | 'status'): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return undefined // The process has just ended, or the system has no /proc.
  }
}

export const hasProc: boolean = readProc(process.pid, 'stat') !== undefined

/**
 * Calls back once, with what was exceeded. CPU time is what counts, so that a cell that waits for
 * its turn on a busy machine is not blamed for it. The count starts at the first look, a moment
 * after the work: never to the plugin's harm.
 *
 * @returns stops watching
 */
export function watch(
  pid: number,
  limits: Limits,
  onOver: (cause: 'timeout' | 'memory') => void,
): () => void {
  let startMs: number | undefined
  const look = () => {
    const stat = readProc(pid, 'stat')
    const status = readProc(pid, 'status')
    if (stat === undefined || status === undefined) return
    const nowMs = cpuMsOf(stat)
    startMs ??= nowMs
    if (memoryBytesOf(status) > limits.memoryBytes) over('memory')
    else if (nowMs - startMs > limits.cpuMs) over('timeout')
  }
  const poll = setInterval(look, pollMs)
  const wall = setTimeout(() => over('timeout'), hasProc ? limits.wallMs : limits.cpuMs)
  const stop = () => {
    clearInterval(poll)
    clearTimeout(wall)
  }
  const over = (cause: 'timeout' | 'memory') => {
    stop()
    onOver(cause)
  }
  return stop
}
