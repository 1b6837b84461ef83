/** Reads from /proc what the cells of this process cost beside it. */

import { readdirSync, readFileSync } from 'node:fs'

/** USER_HZ, in which /proc counts CPU time. */
const msPerTick = 10

function statOf(pid: number): readonly string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return [] // It has just ended.
  }
}

/** The processes that this one started and that still run. */
export function cellsOfThisProcess(): number[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(Number)
    .filter(pid => Number(statOf(pid)[1]) === process.pid && statOf(pid)[0] !== 'Z')
}

export function cpuMsOfCell(pid: number): number {
  const [user = 0, system = 0] = statOf(pid).slice(11, 13).map(Number)
  return (user + system) * msPerTick
}

/** CPU time of this process and of all its cells. */
export function cpuMsOfAll(): number {
  const { user, system } = process.cpuUsage()
  return cellsOfThisProcess().reduce((sum, pid) => sum + cpuMsOfCell(pid), (user + system) / 1000)
}

/** Resolves once so many cells are there, and none of them has worked for a while. */
export async function whenIdle(count: number): Promise<void> {
  for (let before = -1; ; ) {
    const cells = cellsOfThisProcess()
    const cpuMs = cells.reduce((sum, pid) => sum + cpuMsOfCell(pid), 0)
    if (cells.length >= count && cpuMs === before) return
    before = cpuMs
    await new Promise(resolve => setTimeout(resolve, 150))
  }
}
