/** Takes a quote up for a session: the right connector, the right driver, not early, not late. */

import { type Instant, isBefore } from '@wattline/units'
import type { EntityManager } from 'typeorm'

import { Refusal, refuseInput } from '../refusal.js'
import { requireGenuine } from './keep-promise.js'
import { Quote } from './quote.entity.js'
import { lastBeginning, startableFrom } from './window.js'

export interface Redemption {
  readonly quoteId: string
  readonly connectorId: string
  readonly driverId?: string | null
  readonly reservedFrom?: Instant | null
  readonly now: Instant
}

/**
 * @throws Refusal `not-found`, `quote-other-connector`, `quote-not-yet`, `quote-expired`,
 * `input-invalid`; BrokenInvariant for a quote that is not what was signed
 */
export async function redeemQuote(tx: EntityManager, asked: Redemption): Promise<Quote> {
  const quote = await tx.findOneBy(Quote, { id: asked.quoteId })
  if (!quote) throw new Refusal('not-found', { what: 'quote' })
  if (quote.connectorId !== asked.connectorId) throw new Refusal('quote-other-connector')
  if (quote.driverId && asked.driverId && quote.driverId !== asked.driverId) {
    refuseInput([{ path: 'driverId', message: 'The quote was made for another driver' }])
  }
  await requireGenuine(tx, quote)
  const from = startableFrom(quote)
  if (isBefore(asked.now, from)) {
    throw new Refusal('quote-not-yet', { startableFrom: from.toString() })
  }
  if (isBefore(quote.expiresAt, asked.now)) {
    throw new Refusal('quote-expired', { expiredAt: quote.expiresAt.toString() })
  }
  const last = lastBeginning(quote)
  if (isBefore(last, asked.reservedFrom ?? asked.now)) {
    throw new Refusal('quote-expired', { expiredAt: last.toString() })
  }
  return quote
}
