/**
 * Follows one thing for a subscriber, under the authority its key has at each event and not only at
 * the first.
 */

import type { Backtest, PluginPublication, Refund, Session } from '@wattline/billing'

import type { GatewayContext } from '../engine/context.js'
import type { Loaders } from '../loading/loaders.js'
import { found, knownId } from '../values/known-id.js'
import type { Signals } from './signals.js'

interface Followed {
  readonly session: Session
  readonly refund: Refund
  readonly publication: PluginPublication
  readonly backtest: Backtest
}

/** @throws Refusal `not-found` for what the key does not see: nothing tells whether it exists */
export async function followed(
  context: GatewayContext,
  kind: keyof Followed,
  id: string,
): Promise<Signals> {
  const followedId = knownId(kind, id)
  await readAgain(context, kind, followedId)
  return context.services.changes.follow(kind, followedId)
}

/** The thing as it stands now. @throws Refusal `key-revoked`, which ends the whole connection */
export async function readAgain<K extends keyof Followed>(
  context: GatewayContext,
  kind: K,
  id: string,
): Promise<Followed[K]> {
  const { scope } = await context.reauthorise()
  const loaders: Pick<Loaders, keyof Followed> = context.services.loadersFor(scope)
  const row = await loaders[kind].load(knownId(kind, id))
  return found(kind, id, row) as Followed[K]
}
