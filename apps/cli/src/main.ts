/**
 * `wattline`: finds the verb and hands it the rest of the command line; however help is asked for,
 * the verb is handed `--help` alone.
 */

import { type Verb, verbs } from './verbs.js'

/** Runs one command line; resolves with the exit code: 0 done, 1 failed, 2 not understood. */
export async function main(
  args: readonly string[],
  known: readonly Verb[] = verbs(),
): Promise<number> {
  const isHelpWord = (each: string, index: number) =>
    each === '--help' || each === '-h' || (each === 'help' && index === 0)
  const asksForHelp = args.some(isHelpWord)
  const [word, ...rest] = args.filter((each, index) => !isHelpWord(each, index))
  if (word === undefined) {
    process.stdout.write(helpText(known))
    return 0
  }
  const verb = known.find(each => each.name === word)
  if (verb) return (await verb.load()).main(asksForHelp ? ['--help'] : rest)
  process.stderr.write(`wattline: there is no "${word}".\n\n${helpText(known)}`)
  return 2
}

/** What `wattline help` shows. */
export function helpText(known: readonly Verb[]): string {
  const rows = [...known, { name: 'help', summary: 'show this' }]
  const width = Math.max(...rows.map(({ name }) => name.length)) + 2
  const lines = rows.map(({ name, summary }) => `  ${name.padEnd(width)}${summary}`)
  return `wattline <what> [options]\n\n${lines.join('\n')}\n`
}
