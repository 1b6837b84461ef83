/**
 * `wattline doctor`: says whether this machine can run Wattline, and what to do where it cannot.
 */

import { checkoutState } from '../start/main.js'
import { examine } from './examine.js'
import { exitCodeOf, writeFindings } from './findings.js'

/** Prints the findings; resolves with 1 when one of them keeps Wattline from running. */
export async function main(): Promise<number> {
  const findings = await examine(checkoutState)
  process.stdout.write(writeFindings(findings))
  return exitCodeOf(findings)
}
