/** Takes a claim for money back; who is right is decided afterwards, from evidence. */

import { formatAmount, type Money, money } from '@wattline/units'
import type { EntityManager } from 'typeorm'

import { type Authority, requireRole } from '../authority.js'
import type { Core } from '../core.js'
import { Invoice } from '../invoices/invoice.entity.js'
import { once } from '../once.js'
import { operatorOfRow } from '../operator-of.js'
import { emit } from '../outbox/emit.js'
import { Payment } from '../payments/payment.entity.js'
import { Refusal, refuseInput } from '../refusal.js'
import { creditedMinorOf } from './load-document.js'
import { Refund } from './refund.entity.js'
import { refundableMinor, restMinor } from './refundable.js'
import type { RefundCause } from './states.js'

export interface ClaimInput {
  readonly invoiceId: string
  readonly cause: RefundCause
  /** All that is left of the payment when absent. */
  readonly amount?: Money | null
  /** The driver's own words. */
  readonly note?: string | null
  readonly idempotencyKey: string
}

const noteLengthAtMost = 2000

/**
 * Stores the claim and sends it to be decided.
 *
 * @throws Refusal `not-found`, `invoice-not-paid`, `refund-exceeds-rest`, `input-invalid`
 */
export async function claimRefund(
  core: Core,
  authority: Authority,
  input: ClaimInput,
): Promise<{ refundId: string }> {
  requireRole(authority, 'partner', 'operator', 'finance', 'support')
  checkInput(input)
  const named = { entity: Invoice, id: input.invoiceId, what: 'invoice' }
  const ask = {
    holderId: authority.holderId,
    operatorId: await operatorOfRow(core, authority, named),
    key: input.idempotencyKey,
    input: ['claimRefund', input],
  }
  return once(core, ask, async tx => {
    const invoice = await findInvoice(tx, authority, input.invoiceId)
    const { cause, amount, note } = input
    const { keyId } = authority
    return claimIn(core, tx, { refundId: core.newId(), keyId, invoice, cause, amount, note })
  })
}

export interface Claiming extends Pick<ClaimInput, 'cause' | 'amount' | 'note'> {
  readonly refundId: string
  /** In whose name. */
  readonly keyId: string
  readonly invoice: Invoice
}

/**
 * Inside a transaction that is open.
 *
 * @throws Refusal `invoice-not-paid`, `refund-exceeds-rest`, `input-invalid`
 */
export async function claimIn(
  core: Core,
  tx: EntityManager,
  claiming: Claiming,
): Promise<{ refundId: string }> {
  const { refundId, keyId, invoice, cause, note } = claiming
  const payment = await lockPaidPayment(tx, invoice)
  const asked = askedOf(claiming, money(await restOfPaid(tx, invoice, payment), invoice.currency))
  const now = core.clock.now()
  await tx.insert(Refund, {
    id: refundId,
    operatorId: invoice.operatorId,
    invoiceId: invoice.id,
    paymentId: payment.id,
    driverId: invoice.driverId ?? payment.driverId,
    state: 'claimed',
    cause,
    note: note ?? null,
    currency: invoice.currency,
    askedMinor: asked.minor,
    claimedBy: keyId,
    claimedAt: now,
    updatedAt: now,
  })
  await emit(tx, invoice.operatorId, [{ topic: 'claim', subjectId: refundId }])
  return { refundId }
}

/**
 * Minor units that a claim on the invoice can come to, under the lock of its payments.
 *
 * @throws Refusal `invoice-not-paid`
 */
export async function restOf(tx: EntityManager, invoice: Invoice): Promise<bigint> {
  return restOfPaid(tx, invoice, await lockPaidPayment(tx, invoice))
}

async function restOfPaid(tx: EntityManager, invoice: Invoice, paid: Payment): Promise<bigint> {
  const creditedMinor = await creditedMinorOf(tx, invoice.id)
  return restMinor(paid, { grossMinor: invoice.grossMinor, creditedMinor })
}

function checkInput({ amount, note }: ClaimInput): void {
  const faults = []
  if (amount && amount.minor <= 0n) {
    faults.push({ path: 'amount', message: 'Must be above zero' })
  }
  if (note && note.length > noteLengthAtMost) {
    faults.push({ path: 'note', message: `At most ${noteLengthAtMost} characters` })
  }
  if (faults.length > 0) refuseInput(faults)
}

/** Another operator's or partner's invoice does not exist for this key. */
async function findInvoice(tx: EntityManager, authority: Authority, id: string): Promise<Invoice> {
  const invoice = await tx.findOneBy(Invoice, { id, kind: 'invoice' })
  const foreign =
    authority.role === 'partner' && invoice?.partnerId && invoice.partnerId !== authority.partnerId
  if (!invoice || foreign) throw new Refusal('not-found', { what: 'invoice' })
  return invoice
}

/** Of several that paid, the one with most left: each claim is paid back by one payment. */
async function lockPaidPayment(tx: EntityManager, invoice: Invoice): Promise<Payment> {
  const payments = await tx.find(Payment, {
    where: { invoiceId: invoice.id },
    order: { id: 'ASC' },
    lock: { mode: 'pessimistic_write' },
  })
  const [first, ...rest] = payments.filter(({ capturedMinor }) => capturedMinor > 0n)
  if (!first) throw new Refusal('invoice-not-paid', { invoiceId: invoice.id })
  return rest.reduce((most, next) => {
    return refundableMinor(next) > refundableMinor(most) ? next : most
  }, first)
}

function askedOf({ amount }: Pick<ClaimInput, 'amount'>, rest: Money): Money {
  const { currency } = rest
  if (amount && amount.currency !== currency) {
    refuseInput([{ path: 'amount.currency', message: `The invoice is in ${currency}` }])
  }
  const asked = amount ?? rest
  if (asked.minor > rest.minor || asked.minor === 0n) {
    throw new Refusal('refund-exceeds-rest', { rest: formatAmount(rest), currency })
  }
  return asked
}
