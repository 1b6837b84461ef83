/** Takes a quote up for a session: the right connector, the right driver, and in time. */

import type { Instant } from '@wattline/units'
import type { EntityManager } from 'typeorm'

import { Refusal, refuseInput } from '../refusal.js'
import { Quote } from './quote.entity.js'

export interface Redemption {
  readonly quoteId: string
  readonly connectorId: string
  readonly driverId?: string | null
  readonly now: Instant
}

/** @throws Refusal `not-found`, `quote-other-connector`, `quote-expired`, `input-invalid` */
export async function redeemQuote(tx: EntityManager, asked: Redemption): Promise<Quote> {
  const quote = await tx.findOneBy(Quote, { id: asked.quoteId })
  if (!quote) throw new Refusal('not-found', { what: 'quote' })
  if (quote.connectorId !== asked.connectorId) throw new Refusal('quote-other-connector')
  if (quote.driverId && asked.driverId && quote.driverId !== asked.driverId) {
    refuseInput([{ path: 'driverId', message: 'The quote was made for another driver' }])
  }
  if (quote.expiresAt.epochMilliseconds < asked.now.epochMilliseconds) {
    throw new Refusal('quote-expired', { expiredAt: quote.expiresAt.toString() })
  }
  return quote
}
