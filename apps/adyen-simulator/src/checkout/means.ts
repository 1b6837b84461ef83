/** Reads what a payment is paid with, and the outcome its test data asks for. */

import type { ArmedFailure, StoredMethod } from '../state/payment.js'
import { type Card, readCard } from './cards.js'
import type { Facts } from './decision.js'
import { refuse } from './error.js'
import { type Body, isBody, optionalText, requiredText } from './fields.js'
import { findOutcome, type Outcome, outcomeNamed } from './outcome-codes.js'

/** What will come of an authorisation. */
export interface Fate {
  readonly outcome: Outcome
  /** `refusalReasonRaw`, when the holder's name gave one. */
  readonly rawReason?: string
  readonly armed?: ArmedFailure
}

export interface Means {
  readonly card: Card | StoredMethod
  readonly brand: string
  /** Set when the payment uses a stored card. */
  readonly token?: StoredMethod
  readonly fate: Fate
}

const approved: Fate = { outcome: outcomeNamed('APPROVED') }

const armedByName: Readonly<Record<string, ArmedFailure>> = {
  'capture failed': 'CAPTURE_FAILED',
  'refund failed': 'REFUND_FAILED',
  'refunded reversed': 'REFUNDED_REVERSED',
}

export function readMeans(body: Body, requested: string | undefined, facts: Facts): Means {
  const { paymentMethod } = body
  if (!isBody(paymentMethod)) throw refuse.required('paymentMethod')
  const tokenId = optionalText(paymentMethod, 'storedPaymentMethodId')
  const asked = requested === undefined ? undefined : readFate(requested)
  if (tokenId !== undefined) {
    const token = readToken(body, tokenId, facts)
    const next = token.nextOutcomes[0]
    const queued = next === undefined ? undefined : readFate(String(next))
    return { card: token, brand: token.brand, token, fate: queued ?? asked ?? approved }
  }
  const card = readCard(paymentMethod)
  return { card, brand: card.brand, fate: fateOfCard(card, asked) }
}

function readToken(body: Body, id: string, { state }: Facts): StoredMethod {
  const token = state.tokens.get(id)
  const isTheirs =
    token?.shopperReference === requiredText(body, 'shopperReference') &&
    token.merchantAccount === body.merchantAccount
  if (!token || !isTheirs) throw refuse.unknownToken()
  return token
}

/** Wrong card details spoil a wished-for outcome: it becomes a plain decline. */
function fateOfCard(card: Card, asked: Fate | undefined): Fate {
  const wished = readFate(card.holderName) ?? asked
  if (card.securityCodeFits && card.expiryFits) return wished ?? approved
  if (wished) return { outcome: outcomeNamed('DECLINED') }
  return { outcome: outcomeNamed(card.securityCodeFits ? 'CARD_EXPIRED' : 'CVC_DECLINED') }
}

/**
 * The outcome named by a word: `NOT_ENOUGH_BALANCE`, `12`, `DECLINED : 06 : ERROR` (with the raw
 * reason behind the colons), or `capture failed`. Undefined for any other text.
 */
export function readFate(text: string): Fate | undefined {
  const [word = '', ...raw] = text.split(':').map(part => part.trim())
  const armed = armedByName[word.toLowerCase()]
  if (armed) return { ...approved, armed }
  const outcome = findOutcome(word)
  if (!outcome) return undefined
  return raw.length > 0 ? { outcome, rawReason: raw.join(' : ') } : { outcome }
}
