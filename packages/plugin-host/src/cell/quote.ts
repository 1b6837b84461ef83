/** Writes texts as JSON does; the few that every answer repeats are written once and kept. */

const { stringify } = JSON

const maxKept = 1000
const maxKeptCharacters = 200

/** A plugin can neither see what is kept nor measure it: there is no clock in a cell. */
const kept = new Map<string, string>()

/** The text in its quotes, as `JSON.stringify` gives it. */
export function quote(text: string): string {
  const known = kept.get(text)
  if (known !== undefined) return known
  const quoted = stringify(text)
  if (kept.size < maxKept && text.length <= maxKeptCharacters) kept.set(text, quoted)
  return quoted
}
