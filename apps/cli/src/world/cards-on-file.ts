/** Puts test cards on file at the simulator, as drivers had them before Wattline came into use. */

import { money } from '@wattline/units'

import type { OpenCore } from './open-core.js'

/** Whose cards: the account at the provider, and the currency they are checked in. */
export interface CardAccount {
  readonly merchantAccount: string
  readonly currency: string
}

export interface CardOnFile {
  readonly shopperReference: string
  readonly storedPaymentMethodId: string
  readonly brand: string
}

/** Adyen's test cards, in the form its drop-in encrypts them to in test ("Test card numbers"). */
const testCards = ['4111111111111111', '5555444433331111', '4988438843884305'] as const
const askedAtOnce = 8

/**
 * Checks and stores so many cards by authorising nothing (a zero-value authorisation).
 *
 * Their payments are no business of ours, so the simulator is told to keep the notices of them to
 * itself.
 *
 * @throws Error when the simulator refuses, with its answer
 */
export async function cardsOnFile(
  open: OpenCore,
  account: CardAccount,
  count: number,
): Promise<CardOnFile[]> {
  if (count === 0) return []
  await keepNoticesBack(open.simulatorUrl, count)
  const cards: CardOnFile[] = []
  for (let from = 0; from < count; from += askedAtOnce) {
    const size = Math.min(askedAtOnce, count - from)
    const asked = Array.from({ length: size }, (_, index) =>
      storeCard(open, account, testCards[(from + index) % testCards.length] ?? testCards[0]),
    )
    cards.push(...(await Promise.all(asked)))
  }
  return cards
}

async function storeCard(
  { core, provider }: OpenCore,
  { merchantAccount, currency }: CardAccount,
  number: string,
): Promise<CardOnFile> {
  const id = core.newId()
  const shopperReference = `shopper-${id}`
  const answer = await provider.authorise({
    idempotencyKey: `card-on-file-${id}`,
    merchantAccount,
    reference: `card-on-file-${id}`,
    amount: money(0n, currency),
    type: 'final',
    returnUrl: 'https://wattline.example/return',
    means: {
      kind: 'encrypted-card',
      encryptedCardNumber: `test_${number}`,
      encryptedExpiryMonth: 'test_03',
      encryptedExpiryYear: 'test_2030',
      encryptedSecurityCode: 'test_737',
      shopperReference,
      store: true,
    },
  })
  if (answer.kind !== 'authorised' || !answer.storedPaymentMethodId) {
    throw new Error(`The simulator put no card on file: ${JSON.stringify(answer, showBigint)}`)
  }
  const { storedPaymentMethodId, paymentMethod = 'card' } = answer
  return { shopperReference, storedPaymentMethodId, brand: paymentMethod }
}

async function keepNoticesBack(simulatorUrl: string, count: number): Promise<void> {
  const rule = {
    match: { reference: '^card-on-file-' },
    do: { webhook: { suppress: true } },
    times: count,
  }
  const answer = await fetch(new URL('/_sim/rules', simulatorUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(rule),
  })
  if (!answer.ok) throw new Error(`The simulator took no rule: ${await answer.text()}`)
}

function showBigint(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value
}
