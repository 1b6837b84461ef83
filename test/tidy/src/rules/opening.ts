/** Asks of every source file that its first sentence says its one job. */

import type { Fault, Source } from '../checkout.js'

const fewestWords = 2

/** The fault of a file whose opening comment is missing or no sentence. */
export function openingFaults({ path, text, isTest }: Source): Fault[] {
  if (isTest || /\.config\.mjs$/.test(path)) return []
  const opening = /^(?:#![^\n]*\n)?\s*\/\*\*([\s\S]*?)\*\//.exec(text)?.[1]
  if (opening === undefined) {
    return [{ path, line: 1, text: 'no doc comment opens the file, say its one job in a sentence' }]
  }
  const words = opening.replace(/^\s*\*/gm, ' ').trim()
  const isSentence = words.split(/\s+/).length >= fewestWords && /[.:](\s|$)/.test(words)
  if (isSentence) return []
  return [{ path, line: 1, text: `"${words}" is no sentence, say the file's one job in one` }]
}
