/** Names a process so that a later one with the same number is not mistaken for it. */

import { readFileSync } from 'node:fs'

/**
 * The identity of a living process, `pid@start`, or undefined when there is none.
 *
 * Numbers are reused, in containers within seconds, so on Linux the kernel's start time belongs to
 * the name. A zombie counts as dead: it holds nothing and only waits for its parent to look.
 */
export function identify(pid: number): string | undefined {
  if (process.platform === 'linux') return identifyByProc(pid)
  try {
    process.kill(pid, 0)
    return `${pid}@`
  } catch (fault) {
    return (fault as NodeJS.ErrnoException).code === 'EPERM' ? `${pid}@` : undefined
  }
}

/** Whether the process that once had this identity still lives. */
export function isAlive(identity: string): boolean {
  const pid = Number.parseInt(identity, 10)
  return pid > 0 && identify(pid) === identity
}

/** The identity of this process. */
export function ownIdentity(): string {
  return identify(process.pid) ?? `${process.pid}@`
}

function identifyByProc(pid: number): string | undefined {
  let line: string
  try {
    line = readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch {
    return undefined
  }
  // proc(5): the name in parentheses may hold spaces; state is field 3, start time field 22.
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ')
  return fields[0] === 'Z' || fields[0] === 'X' ? undefined : `${pid}@${fields[19]}`
}
