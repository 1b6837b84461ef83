/** `wattline plugin`: all that is done with tariff plugins, each by a verb of its own. */

import { dispatch } from '../dispatch.js'
import { type VerbRow, verbsOf } from '../verbs.js'

const table: readonly VerbRow[] = [
  ['new', 'make a folder with a tariff plugin that works', './new.js'],
  ['check', 'judge a plugin on this machine as a publish would', './check.js'],
  ['publish', 'hand a plugin in, to be judged and kept for good', './publish.js'],
  ['list', 'list the plugins an operator has published', './list.js'],
  ['show', 'show one published version and how it was judged', './show.js'],
  ['backtest', 'price past sessions again with a draft', './backtest.js'],
  ['activate', 'put a plugin version into what bills at a place', './activate.js'],
  ['approve', 'approve what waits for a second person, or list it', './approve.js'],
  ['rollback', 'end what is in force at a place, in one step', './rollback.js'],
  ['history', 'list what was ever assigned to a place', './history.js'],
  ['replay', 'price the sessions of a bill again, line by line', './replay.js'],
]

/** Runs what follows `wattline plugin`; resolves with the exit code. */
export function main(args: readonly string[]): Promise<number> {
  return dispatch(args, { name: 'wattline plugin', verbs: verbsOf(table, import.meta.url) })
}
