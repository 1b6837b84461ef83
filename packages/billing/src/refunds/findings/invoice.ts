/**
 * What a disputed invoice and its payment show: its price reckoned again, its parking, earlier
 * refunds.
 */

import { formatAmount, money } from '@wattline/units'

import type { ClaimFacts, Finding } from '../evidence.js'
import { overchargeMinor } from '../overcharge.js'

export function findInInvoice(facts: ClaimFacts): Finding[] {
  return [
    ...priceFindings(facts),
    ...parkingFindings(facts),
    ...holdFindings(facts),
    ...earlierFindings(facts),
  ]
}

function priceFindings(facts: ClaimFacts): Finding[] {
  const overcharged = overchargeMinor(facts)
  if (overcharged === undefined) {
    return [
      {
        code: 'rerate-unknown',
        confidence: 'possible',
        words: 'The price could not be reckoned again.',
      },
    ]
  }
  return overcharged > 0n
    ? [
        {
          code: 'billed-above-rerate',
          confidence: 'certain',
          words: `Reckoned again, the price is ${show(facts, overcharged)} lower than billed.`,
        },
      ]
    : [
        {
          code: 'rerate-agrees',
          confidence: 'certain',
          words: 'Reckoned again from the same readings and price list, the price is not lower.',
        },
      ]
}

function parkingFindings(facts: ClaimFacts): Finding[] {
  const parkingMinor = BigInt(facts.invoice.components.PARKING_TIME ?? '0')
  if (parkingMinor <= 0n) return []
  const words = `${show(facts, parkingMinor)} were billed for parking.`
  return [{ code: 'parking-billed', confidence: 'certain', words }]
}

/** With one final capture Adyen lets the rest of a hold go by itself (Adyen, capture). */
function holdFindings(facts: ClaimFacts): Finding[] {
  const { authorisedMinor, capturedMinor } = facts.payment
  if (BigInt(authorisedMinor) <= BigInt(capturedMinor)) return []
  const held = show(facts, BigInt(authorisedMinor))
  const taken = show(facts, BigInt(capturedMinor))
  const words = `Of ${held} held, ${taken} were taken; the rest was let go with that.`
  return [{ code: 'hold-rest-released', confidence: 'certain', words }]
}

function earlierFindings(facts: ClaimFacts): Finding[] {
  const granted = facts.earlierRefunds.filter(refund => refund.approvedMinor !== null)
  if (granted.length === 0) return []
  const totalMinor = granted.reduce((sum, refund) => sum + BigInt(refund.approvedMinor ?? 0), 0n)
  const words = `${show(facts, totalMinor)} were granted on this invoice before.`
  return [{ code: 'earlier-refund', confidence: 'certain', words }]
}

function show(facts: ClaimFacts, minor: bigint): string {
  const { currency } = facts.invoice
  return `${formatAmount(money(minor, currency))} ${currency}`
}
