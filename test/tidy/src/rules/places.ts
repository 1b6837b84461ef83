/**
 * Keeps places out of the project that exist on one machine only: its folders and its registries.
 */

import { type Fault, lineAt, read } from '../checkout.js'

const machinePath = /(?<![\w.)\]}`/-])\/(home|Users)\/[a-z]\w*/g
const resolvedHost = /"resolved": "https?:/g

/** Paths of a person's machine in a text file, and registry hosts in the lock file. */
export function placeFaults(path: string): Fault[] {
  const pattern = path === 'package-lock.json' ? resolvedHost : machinePath
  const text = read(path)
  return [...text.matchAll(pattern)].map(match => ({
    path,
    line: lineAt(text, match.index),
    text: `${match[0]} is a place of one machine, leave it out`,
  }))
}
