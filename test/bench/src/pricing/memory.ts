/** Bills millions of sessions and looks at what stays behind: nothing should. */

import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

import { compileSites } from './engine.js'
import { engine, prepare } from './sessions.js'
import { makeVisits, visitKinds } from './workload.js'

const total = Number(process.env.BENCH_SESSIONS ?? 10_000_000)
const prepared = 500
/** What the heap may differ by: compiled code and the odd cache come and go. */
const slackMib = 2

export function benchMemory(say: (line: string) => void): boolean {
  const sites = compileSites()
  const sessions = visitKinds.flatMap(kind =>
    makeVisits(kind, prepared).map(visit => prepare(visit, sites)),
  )
  const bill = (count: number): void => {
    let lines = 0
    for (let index = 0; index < count; index += 1) {
      const session = sessions[index % sessions.length]
      if (session) lines += engine.facts(session).lines.length
    }
    if (lines === 0) throw new Error('No session had a line')
  }
  const early = Math.floor(total / 10)
  bill(early)
  const before = heldMib()
  bill(total - early)
  const after = heldMib()
  say('')
  say(
    `after ${early} sessions: heap ${before.heap.toFixed(1)} MiB, RSS ${before.rss.toFixed(0)} MiB`,
  )
  say(`after ${total} sessions: heap ${after.heap.toFixed(1)} MiB, RSS ${after.rss.toFixed(0)} MiB`)
  return after.heap - before.heap <= slackMib
}

/** After a full collection. */
function heldMib(): { readonly heap: number; readonly rss: number } {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  const { heapUsed, rss } = process.memoryUsage()
  return { heap: heapUsed / 2 ** 20, rss: rss / 2 ** 20 }
}
