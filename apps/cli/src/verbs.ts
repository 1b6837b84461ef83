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
  /** Loads its code. */
  load(): Promise<VerbModule>
}

const table = [
  ['start', 'run everything on this machine', './start/main.js'],
  ['bill', 'bill a file of sessions and show every line', './bill/main.js'],
  ['price', 'price OCPI cases, one a line, without a database', './price/main.js'],
  ['explain', 'say why a session costs what it costs', './explain/main.js'],
  ['lint', 'name what is wrong with OCPI tariffs', './lint/main.js'],
  ['plugin', 'check, publish and back-test tariff plugins', './plugin/main.js'],
  ['doctor', 'say whether this machine can run Wattline', './doctor/main.js'],
] as const

/** The verbs this build has, in the order in which help shows them. */
export function verbs(): Verb[] {
  return table
    .map(([name, summary, file]) => ({ name, summary, module: new URL(file, import.meta.url) }))
    .filter(({ module }) => existsSync(fileURLToPath(module)))
    .map(({ name, summary, module }) => ({ name, summary, load: () => import(module.href) }))
}
