/** The one place that says how much of a paid invoice can still be given back. */

export interface TakenAndGiven {
  readonly capturedMinor: bigint
  /** Given back and confirmed. */
  readonly refundedMinor: bigint
  /** Meant to be given back, not yet confirmed. */
  readonly refundingMinor: bigint
}

export interface BilledAndCredited {
  readonly grossMinor: bigint
  /**
   * Given back by credit notes, above zero; a refund that failed is still owed and stays credited.
   */
  readonly creditedMinor: bigint
}

/** Minor units: captured − refunded − refunding. True only while the payment's row is locked. */
export function refundableMinor(payment: TakenAndGiven): bigint {
  return payment.capturedMinor - payment.refundedMinor - payment.refundingMinor
}

/**
 * What a new claim can come to: neither more than is left of the money, nor than is left of the
 * invoice.
 */
export function restMinor(payment: TakenAndGiven, invoice: BilledAndCredited): bigint {
  const ofMoney = refundableMinor(payment)
  const ofInvoice = invoice.grossMinor - invoice.creditedMinor
  const rest = ofMoney < ofInvoice ? ofMoney : ofInvoice
  return rest > 0n ? rest : 0n
}
