/**
 * Tells whose authority a secret carries: asked of the database once, then remembered for a moment.
 */

import { createHash } from 'node:crypto'

import { type Authority, authenticate } from '@wattline/billing'
import type { DataSource } from 'typeorm'

import { BoundedMap } from '../engine/bounded-map.js'

/** A key revoked in another process works this much longer at most. */
const rememberedForMs = 2000
const keysAtMost = 10_000

export interface Keyring {
  /** @throws Refusal `key-unknown` or `key-revoked` */
  authorityOf(secret: string): Promise<Authority>
  /** Asks the database again next time: the key was revoked here. */
  forget(keyId: string): void
}

interface Remembered {
  readonly authority: Promise<Authority>
  keyId?: string
  readonly untilMs: number
}

/** @param nowMs a clock that never goes back */
export function openKeyring(db: DataSource, nowMs: () => number): Keyring {
  // Under its hash, so that no secret lies in memory longer than its request.
  const known = new BoundedMap<string, Remembered>(keysAtMost)

  function ask(hash: string, secret: string): Promise<Authority> {
    const remembered: Remembered = {
      authority: authenticate(db, secret),
      untilMs: nowMs() + rememberedForMs,
    }
    known.set(hash, remembered)
    remembered.authority.then(
      authority => {
        remembered.keyId = authority.keyId
      },
      // A no is remembered too, but weather is not.
      (error: unknown) => {
        if (!(error instanceof Error && error.name === 'Refusal')) known.delete(hash)
      },
    )
    return remembered.authority
  }

  return {
    authorityOf(secret) {
      const hash = createHash('sha256').update(secret).digest('base64')
      const remembered = known.get(hash)
      if (remembered && remembered.untilMs > nowMs()) return remembered.authority
      return ask(hash, secret)
    },
    forget(keyId) {
      known.deleteWhere(remembered => remembered.keyId === keyId)
    },
  }
}
