/** What a payment needs next: every state with every kind of invoice. */

import { type NextMove, nextMove, type PaymentSituation } from './next-move.js'
import { type PaymentState, paymentStates } from './states.js'

const situation: PaymentSituation = {
  state: 'authorised',
  askedMinor: 3000n,
  authorisedMinor: 3000n,
  owedMinor: null,
  refused: [],
  open: [],
}

function told(move: NextMove): string {
  switch (move.kind) {
    case 'authorise':
      return `authorise ${move.amountMinor} ${move.type}`
    case 'capture':
      return `capture ${move.amountMinor} short ${move.shortMinor}`
    default:
      return move.kind
  }
}

test.each`
  state                      | gross    | move
  ${'new'}                   | ${null}  | ${'authorise 3000 pre'}
  ${'new'}                   | ${3000n} | ${'authorise 3000 final'}
  ${'new'}                   | ${0n}    | ${'nothing'}
  ${'pending-authorisation'} | ${1190n} | ${'wait'}
  ${'action-required'}       | ${1190n} | ${'wait'}
  ${'waiting'}               | ${1190n} | ${'wait'}
  ${'uncertain'}             | ${null}  | ${'wait'}
  ${'uncertain'}             | ${1190n} | ${'wait'}
  ${'uncertain'}             | ${0n}    | ${'technical-cancel'}
  ${'authorised'}            | ${null}  | ${'wait'}
  ${'authorised'}            | ${1190n} | ${'capture 1190 short 0'}
  ${'authorised'}            | ${3000n} | ${'capture 3000 short 0'}
  ${'authorised'}            | ${3001n} | ${'capture 3000 short 1'}
  ${'authorised'}            | ${0n}    | ${'cancel'}
  ${'adjusting'}             | ${1190n} | ${'wait'}
  ${'cancelling'}            | ${1190n} | ${'wait'}
  ${'capturing'}             | ${1190n} | ${'wait'}
  ${'capture-failed'}        | ${1190n} | ${'wait'}
  ${'captured'}              | ${1190n} | ${'nothing'}
  ${'settled'}               | ${1190n} | ${'nothing'}
  ${'paid-out'}              | ${1190n} | ${'nothing'}
  ${'unpaid'}                | ${1190n} | ${'nothing'}
  ${'cancelled'}             | ${1190n} | ${'nothing'}
  ${'expired'}               | ${1190n} | ${'nothing'}
  ${'refused'}               | ${1190n} | ${'nothing'}
`('$state with an invoice of $gross: $move', ({ state, gross, move }) => {
  expect(told(nextMove({ ...situation, state, owedMinor: gross }))).toBe(move)
})

test('what the provider refused once is not asked for again by itself', () => {
  const billed = { ...situation, owedMinor: 1190n }
  expect(nextMove({ ...billed, refused: ['capture'] })).toEqual({ kind: 'wait' })
  expect(nextMove({ ...situation, owedMinor: 0n, refused: ['cancel'] })).toEqual({ kind: 'wait' })
  const lost = { ...situation, state: 'uncertain' as const, owedMinor: 0n }
  expect(nextMove({ ...lost, refused: ['technical-cancel'] })).toEqual({ kind: 'wait' })
  expect(nextMove({ ...lost, open: ['technical-cancel'] })).toEqual({ kind: 'wait' })
})

test('a capture never exceeds what was authorised, nor what is owed', () => {
  for (const state of Object.keys(paymentStates) as PaymentState[]) {
    for (const owedMinor of [null, 0n, 1n, 2999n, 3000n, 3001n, 10_000n]) {
      const move = nextMove({ ...situation, state, owedMinor })
      if (move.kind !== 'capture') continue
      expect(move.amountMinor <= situation.authorisedMinor).toBe(true)
      expect(move.amountMinor + move.shortMinor).toBe(owedMinor)
    }
  }
})
