/**
 * Brings what an author's code made up into a form that a JSON column holds: Postgres takes neither
 * NUL nor half of a surrogate pair, and neither may keep a verdict from being written.
 */

/** An escape in JSON text; with more than one character after the backslash, one to be replaced. */
const escapes = /\\(u0000|ud[89a-f][0-9a-f]{2}|.)/g

/** The same value, with U+FFFD wherever a text or a key holds what cannot be stored. */
export function storable<T>(value: T): T {
  return JSON.parse(storableText(JSON.stringify(value))) as T
}

/** Whether nothing of it would have to be replaced. */
export function isStorable(value: unknown): boolean {
  const text = JSON.stringify(value)
  return storableText(text) === text
}

/** JSON writes NUL and half pairs as escapes, and whole pairs as they are. */
function storableText(json: string): string {
  return json.replace(escapes, (whole, what: string) => (what.length > 1 ? '\\ufffd' : whole))
}
