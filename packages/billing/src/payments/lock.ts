/**
 * Loads a payment under its row lock, with all that decides about it. The lock comes before any
 * other of its rows.
 */

import { assert } from '@wattline/units'
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

/** @throws BrokenInvariant when the scope has no such payment */
export async function lockPayment(tx: EntityManager, paymentId: string): Promise<LockedPayment> {
  const [row] = await tx.query<{ id: string }[]>(
    'select id from payment where id = $1 for update',
    [paymentId],
  )
  assert(row, `payment ${paymentId} is in scope`)
  return load(tx, row.id)
}

/** @throws BrokenInvariant when the scope has no such intent */
export async function lockPaymentOfIntent(
  tx: EntityManager,
  intentId: string,
): Promise<LockedPayment> {
  const [row] = await tx.query<{ id: string }[]>(
    `select id from payment
     where id = (select payment_id from payment_intent where id = $1) for update`,
    [intentId],
  )
  assert(row, `intent ${intentId} is in scope`)
  return load(tx, row.id)
}

/**
 * A statement of its own after the lock: one that waited for the lock would still see the other
 * rows as they were before it waited (Postgres, Read Committed).
 */
async function load(tx: EntityManager, paymentId: string): Promise<LockedPayment> {
  const found = await tx
    .createQueryBuilder(Payment, 'payment')
    .leftJoinAndMapMany('payment.intents', PaymentIntent, 'intent', 'intent.paymentId = payment.id')
    .leftJoinAndMapOne('payment.invoice', Invoice, 'invoice', 'invoice.id = payment.invoiceId')
    .where('payment.id = :paymentId', { paymentId })
    .orderBy('intent.id')
    .getOneOrFail()
  const { intents, invoice, ...payment } = found as Payment & {
    intents: PaymentIntent[]
    invoice?: Invoice | null
  }
  return { payment, intents, invoice: invoice ?? null }
}

export function factsOf({ payment, intents, invoice }: LockedPayment): Facts {
  return { payment: { ...payment, grossMinor: invoice?.grossMinor ?? null }, intents }
}
