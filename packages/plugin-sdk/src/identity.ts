/** Writes a plugin down in one canonical text, whose sha256 is the name of a published version. */

import type { Manifest } from './contract.js'

function sortKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(sortKeys)
  const entries = Object.entries(value).map(([key, field]) => [key, sortKeys(field)] as const)
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
}

/**
 * The manifest with its keys sorted at every depth, a line break, then the bundle: the same text
 * whatever a store did to the order of keys. The version's hash is the sha256 (hex) of its UTF-8
 * bytes.
 */
export function identityText(manifest: Manifest, bundle: string): string {
  return `${JSON.stringify(sortKeys(manifest))}\n${bundle}`
}
