/** Makes key secrets, and the hash they are stored under. */

import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits: a plain hash is enough, for there is nothing to guess. */
export function newSecret(): string {
  return `wl_${randomBytes(32).toString('base64url')}`
}

export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

/** What is shown to tell keys apart. */
export function prefixOf(secret: string): string {
  return secret.slice(0, 8)
}
