/** Loads a payment under its row lock, with all that decides about it. The lock comes before any other of its rows. */

import type { EntityManager } from 'typeorm'

import { Invoice } from '../invoices/invoice.entity.js'
import type { Facts } from './outcome/facts.js'
import { Payment } from './payment.entity.js'
import { PaymentIntent } from './payment-intent.entity.js'

export interface LockedPayment {
  readonly payment: Payment
  readonly intents: readonly PaymentIntent[]
  /** The invoice it pays, once there is one. */
  readonly invoice: Invoice | null
}

/** @throws EntityNotFoundError when the scope has no such payment */
export async function lockPayment(tx: EntityManager, paymentId: string): Promise<LockedPayment> {
  const payment = await tx.findOneOrFail(Payment, {
    where: { id: paymentId },
    lock: { mode: 'pessimistic_write' },
  })
  const intents = await tx.find(PaymentIntent, { where: { paymentId }, order: { id: 'ASC' } })
  const invoice = payment.invoiceId
    ? await tx.findOneByOrFail(Invoice, { id: payment.invoiceId })
    : null
  return { payment, intents, invoice }
}

export function factsOf({ payment, intents, invoice }: LockedPayment): Facts {
  return { payment: { ...payment, grossMinor: invoice?.grossMinor ?? null }, intents }
}
