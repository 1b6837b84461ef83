/** Stored payment methods: kept with a payment, listed and deleted for a shopper. */

import type { StoredMethod } from '../state/payment.js'
import type { Card } from './cards.js'
import type { Decision, Facts } from './decision.js'
import { refuse } from './error.js'
import { type Body, readMerchantAccount, requiredText } from './fields.js'

export interface Stored {
  readonly token: StoredMethod
  readonly operation: 'created' | 'alreadyExisting'
}

/** The token of this card for this shopper: the one they have, or a new one. */
export function storeCard(
  card: Card,
  owner: Pick<StoredMethod, 'merchantAccount' | 'shopperReference'>,
  facts: Facts,
): Stored {
  const known = facts.state.tokenOfCard({ ...owner, cardPrint: card.print })
  if (known) return { token: known, operation: 'alreadyExisting' }
  const { brand, lastFour, expiryMonth, expiryYear, holderName } = card
  const id = facts.newReference()
  const details = { brand, cardPrint: card.print, lastFour, expiryMonth, expiryYear, holderName }
  return { token: { id, ...owner, ...details, nextOutcomes: [] }, operation: 'created' }
}

/** GET /storedPaymentMethods */
export function listStored(query: Body, { state, account }: Facts): Decision {
  const merchantAccount = readMerchantAccount(query, account.merchantAccounts)
  const shopperReference = requiredText(query, 'shopperReference')
  const storedPaymentMethods = [...state.tokens.values()]
    .filter(t => t.merchantAccount === merchantAccount && t.shopperReference === shopperReference)
    .map(showToken)
  const body = { merchantAccount, shopperReference, storedPaymentMethods }
  return { status: 200, body, records: [], happenings: [] }
}

/** DELETE /storedPaymentMethods/{id} */
export function deleteStored(id: string, query: Body, { state, account }: Facts): Decision {
  const merchantAccount = readMerchantAccount(query, account.merchantAccounts)
  const shopperReference = requiredText(query, 'shopperReference')
  const token = state.tokens.get(id)
  const isTheirs =
    token?.merchantAccount === merchantAccount && token.shopperReference === shopperReference
  if (!isTheirs) throw refuse.unknownToken()
  return { status: 204, body: undefined, records: [{ t: 'token-removed', id }], happenings: [] }
}

function showToken(token: StoredMethod) {
  const { id, brand, lastFour, expiryMonth, expiryYear, holderName } = token
  return {
    id,
    brand,
    name: brand,
    lastFour,
    expiryMonth,
    expiryYear: expiryYear.slice(-2),
    holderName,
    supportedRecurringProcessingModels: ['CardOnFile', 'Subscription', 'UnscheduledCardOnFile'],
    type: 'scheme',
  }
}
