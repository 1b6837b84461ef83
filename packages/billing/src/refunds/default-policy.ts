/** The refund policy an operator starts with, until it publishes its own. */

import { type Currency, minorPerUnit } from '@wattline/units'

import type { PolicyClause, RefundPolicy } from './policy.js'

/** Up to this many units of the operator's currency go without a person. */
const automaticUnits = 50n

export function defaultRefundPolicy(currency: Currency): RefundPolicy {
  return {
    version: 'default-1',
    windowDays: 90,
    promisedDays: 14,
    automaticLimitMinor: (automaticUnits * minorPerUnit(currency)).toString(),
    onlyFirstAutomatic: true,
    clauses,
  }
}

const clauses: readonly PolicyClause[] = [
  {
    id: 'no-energy',
    cause: 'no-energy',
    when: [{ finding: 'energy-zero', atLeast: 'certain' }],
    action: 'pay-invoice',
    words: 'Where the meter shows that no energy was delivered, the whole invoice is given back.',
  },
  {
    id: 'no-energy-but-delivered',
    cause: 'no-energy',
    when: [{ finding: 'energy-delivered', atLeast: 'certain' }],
    action: 'deny',
    words: 'The meter shows that energy was delivered.',
  },
  {
    id: 'interrupted-by-fault',
    cause: 'interrupted',
    when: [{ finding: 'stopped-by-fault', atLeast: 'certain' }],
    action: 'pay-flat',
    words: 'Where a fault ended the session, its starting fee is given back.',
  },
  {
    id: 'overcharged',
    cause: 'overcharged',
    when: [{ finding: 'billed-above-rerate', atLeast: 'certain' }],
    action: 'pay-overcharge',
    words: 'What was billed above the price of the same readings is given back.',
  },
  {
    id: 'overcharged-but-right',
    cause: 'overcharged',
    when: [{ finding: 'rerate-agrees', atLeast: 'certain' }],
    action: 'deny',
    words: 'Reckoned again from the same readings and prices, the bill is right.',
  },
  {
    id: 'idle-fee-while-charging',
    cause: 'wrong-idle-fee',
    when: [{ finding: 'parking-billed' }, { finding: 'energy-while-parked' }],
    action: 'pay-parking',
    words: 'Where energy was still delivered, parking is not charged for and is given back.',
  },
  {
    id: 'billed-twice',
    cause: 'duplicate',
    when: [{ finding: 'twin-session', atLeast: 'certain' }],
    action: 'pay-invoice',
    words: 'A session that was recorded twice is given back once.',
  },
  {
    id: 'hold-already-released',
    cause: 'hold-not-released',
    when: [{ finding: 'hold-rest-released', atLeast: 'certain' }],
    action: 'deny',
    words:
      'The rest of the hold was let go when the bill was paid; banks may show it some days longer.',
  },
  {
    id: 'fault-without-energy',
    cause: 'fault',
    when: [
      { finding: 'stopped-by-fault', atLeast: 'certain' },
      { finding: 'energy-zero', atLeast: 'certain' },
    ],
    action: 'pay-invoice',
    words: 'Where a fault let no energy be delivered, the whole invoice is given back.',
  },
  {
    id: 'goodwill',
    cause: 'goodwill',
    when: [],
    action: 'ask-person',
    words: 'Goodwill is for a person to grant.',
  },
]
