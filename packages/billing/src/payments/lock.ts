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
import type { PaymentState } from './states.js'

/** Another payment of the same invoice. */
export interface OtherPayment {
  readonly id: string
  readonly state: PaymentState
  /** Captured, or asked to be. */
  readonly takenMinor: bigint
}

export interface LockedPayment {
  readonly payment: Payment
  readonly intents: readonly PaymentIntent[]
  /** The invoice it pays, once there is one. */
  readonly invoice: Invoice | null
  /** Whether the session it holds money for was dropped: then nothing will ever be owed. */
  readonly isDropped: boolean
  /** Locked as well: what one of them takes, the others must not. */
  readonly others: readonly OtherPayment[]
}

/**
 * Locks the payment and the others of its invoice, always in the same order.
 *
 * @throws BrokenInvariant when the scope has no such payment
 */
export async function lockPayment(tx: EntityManager, paymentId: string): Promise<LockedPayment> {
  const rows = await tx.query<{ id: string }[]>(
    `select id from payment
     where id = $1 or invoice_id = (select invoice_id from payment where id = $1)
     order by id for update`,
    [paymentId],
  )
  const isFound = rows.some(({ id }) => id === paymentId)
  assert(isFound, `payment ${paymentId} is in scope`)
  return load(tx, paymentId)
}

/**
 * A statement of its own after the lock: one that waited for the lock would still see the other
 * rows as they were before it waited (Postgres, Read Committed).
 */
async function load(tx: EntityManager, paymentId: string): Promise<LockedPayment> {
  const { entities, raw } = await tx
    .createQueryBuilder(Payment, 'payment')
    .leftJoinAndMapMany('payment.intents', PaymentIntent, 'intent', 'intent.paymentId = payment.id')
    .leftJoinAndMapOne('payment.invoice', Invoice, 'invoice', 'invoice.id = payment.invoiceId')
    .addSelect(othersSql, 'others')
    .addSelect(droppedSql, 'dropped')
    .where('payment.id = :paymentId', { paymentId })
    .orderBy('intent.id')
    .getRawAndEntities<RawFacts>()
  const [found] = entities
  assert(found, 'a payment that is locked is there')
  const { intents, invoice, ...payment } = found as Payment & {
    intents: PaymentIntent[]
    invoice?: Invoice | null
  }
  const others = (raw[0]?.others ?? []).map(({ taken, ...other }) => ({
    ...other,
    takenMinor: BigInt(taken),
  }))
  const isDropped = raw[0]?.dropped ?? false
  return { payment, intents, invoice: invoice ?? null, isDropped, others }
}

interface RawFacts {
  readonly dropped: boolean | null
  readonly others: readonly (Omit<OtherPayment, 'takenMinor'> & { readonly taken: string })[]
}

const droppedSql = `(select s.state = 'dropped' from session s where s.id = payment.session_id)`

const othersSql = `(
  select coalesce(jsonb_agg(jsonb_build_object('id', other.id, 'state', other.state, 'taken', (
    other.captured_minor + coalesce((
      select sum(i.amount_minor) from payment_intent i
      where i.payment_id = other.id and i.kind = 'capture'
        and i.state in ('requested', 'sent', 'uncertain')), 0))::text) order by other.id), '[]')
  from payment other where other.invoice_id = payment.invoice_id and other.id <> payment.id)`

/** What no payment of the invoice has captured; above zero only while something is owed. */
export function restOfInvoice({ payment, invoice, others }: LockedPayment): bigint {
  const taken = others.reduce((sum, { takenMinor }) => sum + takenMinor, payment.capturedMinor)
  return (invoice?.grossMinor ?? 0n) - taken
}

/** What is for this payment to bring in; null while nobody knows, for there is no invoice yet. */
export function owedMinorOf(locked: Omit<LockedPayment, 'payment'>): bigint | null {
  const { invoice, others, isDropped } = locked
  if (!invoice) return isDropped ? 0n : null
  const left = others.reduce((rest, { takenMinor }) => rest - takenMinor, invoice.grossMinor)
  return left > 0n ? left : 0n
}

export function factsOf(locked: LockedPayment): Facts {
  return { payment: { ...locked.payment, owedMinor: owedMinorOf(locked) }, intents: locked.intents }
}
