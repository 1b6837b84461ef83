/** Prices the sessions of a disputed invoice again, as far as they can be. */

import { BrokenInvariant } from '@wattline/units'

import type { Core } from '../core.js'
import type { StoredBill } from '../pricing/stored-bill.js'
import { Refusal } from '../refusal.js'
import type { ReRated } from './gather.js'

export type ReRate = (core: Core, operatorId: string, sessionId: string) => Promise<StoredBill>

/**
 * A session that has no price any more is missing: that is a finding, and no reason to leave the
 * claim undecided.
 */
export async function reRateSessions(
  core: Core,
  asked: { readonly operatorId: string; readonly sessionIds: readonly string[] },
  reRate: ReRate,
): Promise<ReRated> {
  const grossMinor = new Map<string, bigint>()
  for (const sessionId of asked.sessionIds) {
    try {
      const bill = await reRate(core, asked.operatorId, sessionId)
      grossMinor.set(sessionId, BigInt(bill.grossMinor))
    } catch (error) {
      if (!(error instanceof Refusal) && !(error instanceof BrokenInvariant)) throw error
    }
  }
  return grossMinor
}
