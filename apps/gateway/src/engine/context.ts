/**
 * What every resolver is given: who asks, the core, and the reads that are batched for that scope.
 */

import type { Authority, QuotingCore } from '@wattline/billing'

import type { Keyring } from '../access/keyring.js'
import type { Changes } from '../changes/changes.js'
import type { Loaders } from '../loading/loaders.js'
import { refuse } from '../refusals/show-error.js'

/** What all operations of this process share. */
export interface Services {
  readonly core: QuotingCore
  readonly keyring: Keyring
  readonly changes: Changes
  /** Whether notices may go to plain http and to this machine's network. */
  readonly allowLocalNotices: boolean
  readonly loadersFor: (scope: Authority['scope']) => Loaders
}

export interface GatewayContext {
  readonly services: Services
  /** Null only where no key was sent: then nothing but introspection is answered. */
  readonly authority: Authority | null
  /**
   * Looks the key up again: it may have been revoked since. Throws the refusal, and drops the
   * socket with it.
   */
  readonly reauthorise: () => Promise<Authority>
}

/** The authority behind an operation; the check before execution makes sure there is one. */
export function authorityOf(context: GatewayContext): Authority {
  if (!context.authority) throw refuse('KEY_MISSING')
  return context.authority
}

export function loadersOf(context: GatewayContext): Loaders {
  return context.services.loadersFor(authorityOf(context).scope)
}
