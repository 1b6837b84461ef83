/**
 * Lists what the `wattline` command can do; each verb's code is only loaded when it is asked for.
 */

import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * A verb's module: the arguments after the verb in, the exit code out. To `--help` it answers with
 * its usage on the standard output.
 */
export interface VerbModule {
  main(args: readonly string[]): Promise<number>
}

/** One verb. */
export interface Verb {
  readonly name: string
  readonly summary: string
  /** Whether the word after it is a verb of its own. */
  readonly isGroup?: boolean
  /** Loads its code. */
  load(): Promise<VerbModule>
}

/** A verb's name, what it does, and its module. */
export type VerbRow = readonly [name: string, summary: string, file: string, kind?: 'group']

const table: readonly VerbRow[] = [
  ['start', 'run everything on this machine', './start/main.js'],
  ['bill', 'bill a file of sessions and show every line', './bill/main.js'],
  ['price', 'price OCPI cases, one a line, without a database', './price/main.js'],
  ['explain', 'say why a session costs what it costs', './explain/main.js'],
  ['lint', 'name what is wrong with OCPI tariffs', './lint/main.js'],
  ['plugin', 'make, check and publish tariff plugins', './plugin/main.js', 'group'],
  ['doctor', 'say whether this machine can run Wattline', './doctor/main.js'],
]

/** The verbs this build has, in the order in which help shows them. */
export function verbs(): Verb[] {
  return verbsOf(table, import.meta.url)
}

/** Those of a table whose modules exist. @param from the module beside which the files stand */
export function verbsOf(rows: readonly VerbRow[], from: string): Verb[] {
  return rows
    .map(([name, summary, file, kind]) => ({ name, summary, kind, module: new URL(file, from) }))
    .filter(({ module }) => existsSync(fileURLToPath(module)))
    .map(({ name, summary, kind, module }) => ({
      name,
      summary,
      isGroup: kind === 'group',
      load: () => import(module.href),
    }))
}
