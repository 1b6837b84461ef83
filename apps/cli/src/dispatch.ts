/**
 * Finds the verb that a command line begins with and hands it the rest; however help is asked for,
 * the verb is handed `--help`, and a group of verbs the one that is asked about.
 */

import type { Verb } from './verbs.js'

/** What the words are said to: `wattline`, or a verb with verbs of its own. */
export interface Command {
  readonly name: string
  readonly verbs: readonly Verb[]
}

/** Resolves with the exit code: 0 done, 1 failed, 2 not understood. */
export async function dispatch(args: readonly string[], command: Command): Promise<number> {
  const isHelpWord = (each: string, index: number) =>
    each === '--help' || each === '-h' || (each === 'help' && index === 0)
  const asksForHelp = args.some(isHelpWord)
  const [word, ...rest] = args.filter((each, index) => !isHelpWord(each, index))
  if (word === undefined) {
    process.stdout.write(helpText(command))
    return 0
  }
  const verb = command.verbs.find(each => each.name === word)
  if (verb) {
    const asked = [...(verb.isGroup ? rest.slice(0, 1) : []), '--help']
    return (await verb.load()).main(asksForHelp ? asked : rest)
  }
  process.stderr.write(`${command.name}: there is no "${word}".\n\n${helpText(command)}`)
  return 2
}

/** What `help` shows. */
export function helpText({ name, verbs }: Command): string {
  const rows = [...verbs, { name: 'help', summary: 'show this' }]
  const width = Math.max(...rows.map(row => row.name.length)) + 2
  const lines = rows.map(row => `  ${row.name.padEnd(width)}${row.summary}`)
  return `${name} <what> [options]\n\n${lines.join('\n')}\n`
}
