/** Asks the provider for what an intent says, and stores the answer: intent before effect. */

import { inScope } from '@wattline/database'
import { assert, type Instant, isBefore, money, unreachable } from '@wattline/units'
import type { EntityManager } from 'typeorm'

import type { WorkerCore } from '../core.js'
import { isOpen } from './outcome/authorisation.js'
import { Payment } from './payment.entity.js'
import { PaymentIntent } from './payment-intent.entity.js'
import type { AuthoriseAnswer, ModificationAnswer, PaymentProvider } from './provider.js'
import { storeAnswer } from './store-answer.js'

/**
 * The provider keeps an idempotency key for at least seven days (Adyen, API idempotency); we stop a
 * day before.
 */
const keyLifeHours = 6 * 24

export interface AskedIntent {
  readonly payment: Payment
  readonly intent: PaymentIntent
}

/**
 * Executes any intent. Safe any number of times and for any number of workers at once: all tries
 * carry the intent's key, so the provider acts once, and an answer changes only what is still open.
 *
 * No lock and no transaction is held while the provider is asked.
 */
export async function askProvider(
  core: WorkerCore,
  operatorId: string,
  intentId: string,
): Promise<void> {
  const asked = await inScope(core.db, [operatorId], tx => markAsked(core, tx, intentId))
  if (!asked) return
  const answer = await ask(core.provider, asked)
  await inScope(core.db, [operatorId], tx =>
    storeAnswer(core, tx, { paymentId: asked.payment.id, intentId, answer }),
  )
}

/**
 * Only keys made after this are still known to the provider: an older ask could act a second time.
 */
export function keysBornAfter(now: Instant): Instant {
  return now.subtract({ hours: keyLifeHours })
}

/**
 * Undefined when the intent is decided, or too old to be asked for again. The payment is not
 * locked: what is decided meanwhile is seen when the answer is stored.
 */
async function markAsked(
  core: WorkerCore,
  tx: EntityManager,
  intentId: string,
): Promise<AskedIntent | undefined> {
  const found = await tx
    .createQueryBuilder(PaymentIntent, 'intent')
    .innerJoinAndMapOne('intent.payment', Payment, 'payment', 'payment.id = intent.paymentId')
    .where('intent.id = :intentId', { intentId })
    .getOne()
  assert(found, `intent ${intentId} is in scope`)
  const { payment, ...intent } = found as PaymentIntent & { payment: Payment }
  const now = core.clock.now()
  if (!isOpen(intent) || !isBefore(keysBornAfter(now), intent.createdAt)) return undefined
  await tx.query(
    'update payment_intent set attempts = attempts + 1, last_asked_at = $2 where id = $1',
    [intentId, now.toString()],
  )
  return { payment, intent }
}

async function ask(
  provider: PaymentProvider,
  { payment, intent }: AskedIntent,
): Promise<AuthoriseAnswer | ModificationAnswer> {
  const { idempotencyKey, reference } = intent
  const every = { idempotencyKey, reference, merchantAccount: payment.merchantAccount }
  const amount = money(intent.amountMinor, intent.currency)
  const paymentPspReference = payment.pspReference ?? ''
  switch (intent.kind) {
    case 'authorise':
      return provider.authorise({
        ...every,
        amount,
        means: payment.means,
        type: intent.authorisationType ?? 'pre',
        returnUrl: nowhere,
        metadata: { paymentId: payment.id },
      })
    case 'technical-cancel':
      return provider.technicalCancel({ ...every, paymentReference: payment.merchantReference })
    case 'capture':
      return provider.capture({ ...every, amount, paymentPspReference })
    case 'cancel':
      return provider.cancel({ ...every, paymentPspReference })
    case 'refund':
      return provider.refund({ ...every, amount, paymentPspReference })
    default:
      return unreachable(intent.kind)
  }
}

/**
 * The provider wants an address to return to; no flow of ours redirects, and this name never
 * resolves (RFC 2606).
 */
const nowhere = 'https://return.invalid/'
