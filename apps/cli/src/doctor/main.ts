/**
 * `wattline doctor`: says whether this machine can run Wattline, and what to do where it cannot.
 */

import { checkoutState } from '../start/main.js'
import { examine } from './examine.js'
import { exitCodeOf, writeFindings } from './findings.js'

export const usage = `wattline doctor

Looks at Node, platform, Postgres, disk, ports and the plugin sandbox, and says what is missing.

Exit code: 0 Wattline can run here, 1 it cannot, 2 not understood.`

/** Prints the findings; resolves with 1 when one of them keeps Wattline from running. */
export async function main(args: readonly string[]): Promise<number> {
  const [word] = args
  if (word === '--help') {
    process.stdout.write(`${usage}\n`)
    return 0
  }
  if (word !== undefined) {
    process.stderr.write(`wattline doctor: it takes no "${word}".\n\n${usage}\n`)
    return 2
  }
  const findings = await examine(checkoutState)
  process.stdout.write(writeFindings(findings))
  return exitCodeOf(findings)
}
