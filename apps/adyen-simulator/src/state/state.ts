/** The simulator's memory: everything the journal's records put, and the indexes asked of it. */

import type { Modification, Payment, StoredMethod } from './payment.js'
import type { JournalRecord, StoredAnswer, Webhook } from './records.js'

export class State {
  readonly payments = new Map<string, Payment>()
  readonly modifications = new Map<string, Modification>()
  readonly tokens = new Map<string, StoredMethod>()
  /** In the order of their first use, so that the oldest stand in front. */
  readonly answers = new Map<string, StoredAnswer>()
  readonly undelivered = new Map<number, Webhook>()
  shiftMs = 0
  lastWebhookId = 0
  private readonly pspByReference = new Map<string, string>()
  private readonly tokenByCard = new Map<string, string>()
  private readonly modificationsOf = new Map<string, string[]>()

  apply(record: JournalRecord): void {
    switch (record.t) {
      case 'payment':
        this.putPayment(record.payment)
        break
      case 'modification':
        this.putModification(record.modification)
        break
      case 'token':
        this.tokens.set(record.token.id, record.token)
        this.tokenByCard.set(cardKey(record.token), record.token.id)
        break
      case 'token-removed':
        this.tokens.delete(record.id)
        break
      case 'answer':
        this.answers.delete(record.answer.key)
        this.answers.set(record.answer.key, record.answer)
        break
      case 'webhook':
        this.undelivered.set(record.webhook.id, record.webhook)
        this.lastWebhookId = Math.max(this.lastWebhookId, record.webhook.id)
        break
      case 'webhook-done':
        this.undelivered.delete(record.id)
        break
      case 'clock':
        this.shiftMs = record.shiftMs
        break
    }
  }

  /** The latest payment attempt under this merchant reference. */
  paymentByReference(merchantAccount: string, reference: string): Payment | undefined {
    const psp = this.pspByReference.get(`${merchantAccount}\n${reference}`)
    return psp === undefined ? undefined : this.payments.get(psp)
  }

  /** The token a shopper already has for this card. */
  tokenOfCard(card: CardOfShopper): StoredMethod | undefined {
    const id = this.tokenByCard.get(cardKey(card))
    return id === undefined ? undefined : this.tokens.get(id)
  }

  /** The changes asked for a payment, oldest first. */
  modificationsOfPayment(pspReference: string): Modification[] {
    const ids = this.modificationsOf.get(pspReference) ?? []
    return ids.flatMap(id => this.modifications.get(id) ?? [])
  }

  knows(pspReference: string): boolean {
    return (
      this.payments.has(pspReference) ||
      this.modifications.has(pspReference) ||
      this.tokens.has(pspReference)
    )
  }

  clear(): void {
    for (const map of [this.payments, this.modifications, this.tokens, this.answers]) map.clear()
    this.undelivered.clear()
    this.pspByReference.clear()
    this.tokenByCard.clear()
    this.modificationsOf.clear()
    this.shiftMs = 0
  }

  private putPayment(payment: Payment): void {
    if (!this.payments.has(payment.pspReference)) {
      const reference = `${payment.merchantAccount}\n${payment.reference}`
      this.pspByReference.set(reference, payment.pspReference)
    }
    this.payments.set(payment.pspReference, payment)
  }

  private putModification(modification: Modification): void {
    const { pspReference, paymentPspReference } = modification
    if (paymentPspReference !== undefined && !this.modifications.has(pspReference)) {
      const ids = this.modificationsOf.get(paymentPspReference)
      if (ids) ids.push(pspReference)
      else this.modificationsOf.set(paymentPspReference, [pspReference])
    }
    this.modifications.set(pspReference, modification)
  }
}

type CardOfShopper = Pick<StoredMethod, 'merchantAccount' | 'shopperReference' | 'cardPrint'>

function cardKey({ merchantAccount, shopperReference, cardPrint }: CardOfShopper): string {
  return `${merchantAccount}\n${shopperReference}\n${cardPrint}`
}
