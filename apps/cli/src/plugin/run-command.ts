/** How a command that asks a gateway runs: its help, its misuse, its refusals, its exit code. */

import { Declined } from './ask-gateway.js'
import { type ReadCommand, readCommand } from './read-door.js'

export interface Command {
  /** As a person types it. */
  readonly name: string
  readonly usage: string
  readonly options: Readonly<Record<string, { readonly type: 'string' | 'boolean' }>>
  /** What is wrong with the command line, in words. */
  readonly faultOf: (read: ReadCommand) => string | undefined
  /** Data and words for it, ending with a line break. @throws Declined */
  readonly run: (read: ReadCommand) => Promise<{ readonly data: unknown; readonly text: string }>
}

/** Resolves with the exit code: 0 done, 1 refused or failed, 2 not understood. */
export async function runCommand(args: readonly string[], command: Command): Promise<number> {
  const { name, usage } = command
  const read = await readCommand(args, command.options)
  if (read === 'help') {
    process.stdout.write(`${usage}\n`)
    return 0
  }
  const fault = 'fault' in read ? read.fault : command.faultOf(read)
  if ('fault' in read || fault) {
    process.stderr.write(`${name}: ${fault}\n\n${usage}\n`)
    return 2
  }
  try {
    const { data, text } = await command.run(read)
    process.stdout.write(read.isJson ? `${JSON.stringify(data)}\n` : text)
    return 0
  } catch (fault) {
    if (!(fault instanceof Declined)) throw fault
    process.stderr.write(`${name}: ${fault.message}\n`)
    return 1
  }
}
