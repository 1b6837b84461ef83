/** Sets the scene for tests of refunds: paid invoices, claims on them, and what came of these. */

import { inScope } from '@wattline/database'

import { type InvoiceWithLines, readInvoices } from '../invoices/read-invoices.js'
import { Payment } from '../payments/payment.entity.js'
import { PaymentIntent } from '../payments/payment-intent.entity.js'
import { claimRefund } from '../refunds/claim.js'
import { type DecideInput, decideRefund } from '../refunds/decide.js'
import { Refund } from '../refunds/refund.entity.js'
import type { RefundCause } from '../refunds/states.js'
import { billed, euros, Scene } from './payment-scene.js'

export class RefundScene extends Scene {
  /** Besides: the book says of Adyen's clearing account what the provider says it holds. */
  override async faults(): Promise<string[]> {
    const booked = (await this.book())['adyen:clearing'] ?? 0n
    const held = this.provider.balance('EUR').minor
    const differs = booked === held ? [] : [`booked ${booked}, held ${held}`]
    return [...(await super.faults()), ...differs]
  }

  /** A session of 11.90, billed and captured. */
  async paid(): Promise<{ invoiceId: string; paymentId: string }> {
    const sessionId = await this.visit(billed)
    await this.settle()
    const { id, invoiceId } = await this.paymentOf(sessionId)
    return { invoiceId: invoiceId ?? '', paymentId: id }
  }

  claim(
    invoiceId: string,
    cause: RefundCause,
    { minor, key = this.core.newId() }: { minor?: bigint; key?: string } = {},
  ): Promise<{ refundId: string }> {
    const amount = minor === undefined ? null : euros(minor)
    return claimRefund(this.core, this.w.partner, { invoiceId, cause, amount, idempotencyKey: key })
  }

  approve(refundId: string, minor?: bigint, key?: string): Promise<{ refundId: string }> {
    const amount = minor === undefined ? null : euros(minor)
    return this.decide({ refundId, approve: true, amount, note: 'Sorry' }, key)
  }

  deny(refundId: string, key?: string): Promise<{ refundId: string }> {
    return this.decide({ refundId, approve: false, note: 'The meter is right' }, key)
  }

  private decide(
    input: Omit<DecideInput, 'idempotencyKey'>,
    idempotencyKey = this.core.newId(),
  ): Promise<{ refundId: string }> {
    return decideRefund(this.core, this.w.operator, { ...input, idempotencyKey })
  }

  /** Claimed out of goodwill and approved by a person; the provider is still to be asked. */
  async granted(invoiceId: string, minor?: bigint): Promise<string> {
    const amount = minor === undefined ? {} : { minor }
    const { refundId } = await this.claim(invoiceId, 'goodwill', amount)
    await this.workOff()
    await this.approve(refundId)
    return refundId
  }

  refund(id: string): Promise<Refund> {
    return inScope(this.core.db, [this.w.operatorId], tx => tx.findOneByOrFail(Refund, { id }))
  }

  payment(id: string): Promise<Payment> {
    return inScope(this.core.db, [this.w.operatorId], tx => tx.findOneByOrFail(Payment, { id }))
  }

  intentsOfRefund(refundId: string): Promise<PaymentIntent[]> {
    return inScope(this.core.db, [this.w.operatorId], tx => tx.findBy(PaymentIntent, { refundId }))
  }

  /** By number. */
  async creditNotes(invoiceId: string): Promise<InvoiceWithLines[]> {
    const rows = await this.core.owner.query<{ id: string }[]>(
      'select id from invoice where credits_invoice_id = $1',
      [invoiceId],
    )
    const ids = rows.map(({ id }) => id)
    const notes = await readInvoices(this.core.db, [this.w.operatorId], ids)
    return notes.sort((a, b) => (a.number < b.number ? -1 : 1))
  }
}
