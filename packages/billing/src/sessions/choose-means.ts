/** Chooses what a session is to be paid with: the card sent along, or the driver's stored means. */

import type { EntityManager } from 'typeorm'

import { driverWithMethod } from '../drivers/with-method.js'
import type { PaymentMeans } from '../payments/provider.js'
import { Refusal } from '../refusal.js'

/** The fields that the provider's own form encrypted: never a card number. */
export type EncryptedCard = Omit<
  Extract<PaymentMeans, { kind: 'encrypted-card' }>,
  'kind' | 'shopperReference'
>

export interface Payer {
  readonly sessionId: string
  readonly driverId: string | null
  readonly card?: EncryptedCard | null
}

/** @throws Refusal `driver-unknown`, `payment-means-missing` */
export async function chooseMeans(tx: EntityManager, payer: Payer): Promise<PaymentMeans> {
  const { sessionId, driverId, card } = payer
  const driver = driverId ? await driverWithMethod(tx, driverId) : undefined
  if (driverId && !driver) throw new Refusal('driver-unknown')
  if (card) {
    const shopperReference = driverId ? `driver-${driverId}` : `guest-${sessionId}`
    return { ...card, kind: 'encrypted-card', shopperReference }
  }
  const method = driver?.method
  if (!method) throw new Refusal('payment-means-missing')
  const { storedPaymentMethodId, shopperReference } = method
  return { kind: 'stored', storedPaymentMethodId, shopperReference, driverPresent: true }
}
