/** A payment event as it is stored in the inbox, and back. */

import { money } from '@wattline/units'

import type { PaymentEvent } from '../payments/provider.js'
import type { StoredEvent } from './webhook.entity.js'

export function storeEvent(event: PaymentEvent): StoredEvent {
  const { minor, currency } = event.amount
  return { ...event, amount: { minor: minor.toString(), currency } }
}

export function readEvent(stored: StoredEvent): PaymentEvent {
  const { minor, currency } = stored.amount
  return { ...stored, amount: money(BigInt(minor), currency) }
}
