/** Tells what becomes of modifications, case by case and for any sequence of them. */

import {
  type Modification,
  type ModificationKind,
  openAmount,
  type Payment,
} from '../state/payment.js'
import { seededRandom } from '../testing/merchant.js'
import { befall, laterEvents } from './later.js'
import { settle } from './outcome.js'

const authorised: Payment = {
  pspReference: 'PAYMENT',
  merchantAccount: 'M',
  reference: 'hold-1',
  amount: { currency: 'EUR', value: 5000 },
  state: 'authorised',
  authorised: 5000,
  captured: 0,
  refunded: 0,
  released: 0,
  preAuthorised: true,
  multiplePartialCaptures: false,
  autoCaptured: false,
  paymentMethod: 'visa',
  authorisationReason: '',
  additionalData: {},
  createdAtMs: 0,
}

function ask(kind: ModificationKind, value = 0): Modification {
  return {
    pspReference: `${kind}-1`,
    kind,
    merchantAccount: 'M',
    reference: '',
    paymentPspReference: 'PAYMENT',
    amount: { currency: 'EUR', value },
    state: 'received',
    reason: '',
    requestedAtMs: 0,
  }
}

const captured = { captured: 3000, released: 2000 }
const cancelled = { state: 'cancelled', released: 5000 } as const
const several = { multiplePartialCaptures: true }
const insufficient = 'Insufficient balance on payment'
const notCaptured = "Transaction hasn't been captured, refund not possible"

test.each<[Partial<Payment>, ModificationKind, number, string, Partial<Payment>]>([
  [{}, 'capture', 3000, '', captured],
  [{}, 'capture', 5001, insufficient, {}],
  [captured, 'capture', 1, insufficient, captured],
  [several, 'capture', 3000, '', { captured: 3000, released: 0 }],
  [{ ...several, captured: 3000 }, 'capture', 2000, '', { captured: 5000, released: 0 }],
  [{ ...several, captured: 3000 }, 'capture', 2001, insufficient, { captured: 3000 }],
  [
    { ...several, captured: 3000 },
    'cancel',
    0,
    '',
    { captured: 3000, released: 2000, state: 'authorised' },
  ],
  [cancelled, 'capture', 1, 'Payment was cancelled', cancelled],
  [{}, 'cancel', 0, '', cancelled],
  [{}, 'technical-cancel', 0, '', cancelled],
  [cancelled, 'cancel', 0, '', cancelled],
  [captured, 'cancel', 0, 'Payment was captured', captured],
  [{}, 'refund', 1, notCaptured, { refunded: 0 }],
  [captured, 'refund', 1000, '', { ...captured, refunded: 1000 }],
  [{ ...captured, refunded: 2500 }, 'refund', 501, insufficient, { refunded: 2500 }],
  [{}, 'reversal', 0, '', cancelled],
  [{ ...captured, refunded: 500 }, 'reversal', 0, '', { refunded: 3000 }],
  [{ ...captured, refunded: 3000 }, 'reversal', 0, insufficient, { refunded: 3000 }],
  [{}, 'adjustment', 7000, '', { authorised: 7000 }],
  [captured, 'adjustment', 7000, insufficient, { authorised: 5000 }],
  [
    { preAuthorised: false },
    'adjustment',
    7000,
    'Authorisation is not a pre-authorisation',
    { authorised: 5000 },
  ],
  [{ autoCaptured: true, captured: 5000 }, 'capture', 5000, '', { captured: 5000, released: 0 }],
])('on %j a %s of %i: "%s"', (before, kind, value, reason, after) => {
  const { payment, modification } = settle({ ...authorised, ...before }, ask(kind, value), 9)
  expect(modification).toMatchObject({
    reason,
    state: reason === '' ? 'done' : 'refused',
    decidedAtMs: 9,
  })
  expect(payment).toMatchObject(after)
})

const kinds: ModificationKind[] = [
  'capture',
  'cancel',
  'technical-cancel',
  'refund',
  'reversal',
  'adjustment',
]

function holds(payment: Payment): boolean {
  const { captured, refunded, released, authorised } = payment
  return (
    captured + released <= authorised &&
    refunded <= captured &&
    openAmount(payment) >= 0 &&
    Math.min(captured, refunded, released) >= 0
  )
}

const sequences = 3000
const stepsEach = 20

test('whatever befalls, no more is captured than held, nor refunded than captured', () => {
  const random = seededRandom(11)
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)] as T
  const broken: Payment[] = []
  let moves = 0
  for (let sequence = 0; sequence < sequences; sequence++) {
    let payment: Payment = { ...authorised, multiplePartialCaptures: random() < 0.5 }
    let asked: Modification[] = []
    for (let step = 0; step < stepsEach; step++) {
      const before = payment
      if (random() < 0.3) {
        const event = pick(laterEvents)
        // A capture that fails after its refund leaves the merchant out of pocket, as in life.
        if (event === 'CAPTURE_FAILED' && payment.refunded > 0) continue
        const later = befall(payment, asked, { event })
        if (typeof later === 'string') continue
        const { modification } = later
        payment = later.payment
        asked = asked.map(each =>
          modification?.pspReference === each.pspReference ? modification : each,
        )
      } else {
        const wish = ask(pick(kinds), 1 + Math.floor(random() * 6000))
        const settled = settle(payment, { ...wish, pspReference: `M${step}` }, step)
        payment = settled.payment
        asked.push(settled.modification)
      }
      if (before !== payment) moves += 1
      if (!holds(payment)) broken.push(payment)
    }
  }
  expect(broken).toEqual([])
  // The walk must have gone somewhere to have shown anything.
  expect(moves).toBeGreaterThan(sequences * 2)
})
