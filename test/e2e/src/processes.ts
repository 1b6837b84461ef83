/**
 * Finds the processes of a running stack, to kill them as a power cut would. Linux: it reads /proc.
 */

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The service a launcher in this process runs: `gateway`, `worker`. */
export function pidOfService(name: string): number | undefined {
  return readdirSync('/proc')
    .filter(entry => /^\d+$/.test(entry))
    .map(Number)
    .find(pid => {
      const line = commandLine(pid)
      return line.includes(join(name, 'dist', 'main.js')) && parentOf(pid) === process.pid
    })
}

/** The postmaster of the cluster in a state folder. */
export function pidOfPostgres(directory: string): number | undefined {
  for (const folder of [join(directory, 'postgres'), join(directory, 'postgres', 'data')]) {
    try {
      return Number.parseInt(readFileSync(join(folder, 'postmaster.pid'), 'utf8'), 10)
    } catch {
      // Not this one.
    }
  }
  return undefined
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return ''
  }
}

function parentOf(pid: number): number {
  try {
    // After the name in brackets: state, then the parent.
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1])
  } catch {
    return 0
  }
}
