/**
 * Strips means of payment of what was needed once only: encrypted card fields go when the
 * authorisation is decided.
 */

import type { PaymentMeans } from './provider.js'

/** PCI DSS 3.3.1: a security code is not kept after authorisation, not even encrypted. */
export function forgetCard(means: PaymentMeans): PaymentMeans {
  if (means.kind === 'stored') return means
  const { holderName: _, ...rest } = means
  return {
    ...rest,
    encryptedCardNumber: '',
    encryptedExpiryMonth: '',
    encryptedExpiryYear: '',
    encryptedSecurityCode: '',
  }
}
