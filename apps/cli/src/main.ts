/** `wattline`: one command line, by the verbs this build has. */

import { dispatch } from './dispatch.js'
import { verbs } from './verbs.js'

/** Runs one command line; resolves with the exit code: 0 done, 1 failed, 2 not understood. */
export function main(args: readonly string[]): Promise<number> {
  return dispatch(args, { name: 'wattline', verbs: verbs() })
}
