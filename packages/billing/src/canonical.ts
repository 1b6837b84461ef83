/**
 * One text and one hash for each value: JSON with sorted keys, so that equal inputs are equal for
 * ever.
 */

import { createHash } from 'node:crypto'

/** JSON with keys sorted at every level, bigints as text. Refuses what JSON cannot say. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => {
    if (typeof item === 'bigint') return item.toString()
    if (item === null || typeof item !== 'object' || Array.isArray(item)) return item
    return Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
  })
}

/** sha256 of the canonical JSON, in hex. */
export function hashOf(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex')
}
