/** Tests that a stored line is readable in every language, and what it was stored with stays. */

import { sayStored } from './say-stored.js'

const stored: unknown = JSON.parse(
  JSON.stringify({
    sentence: 'A fee of 1.50 EUR for the session, by element 1 of tariff T.',
    why: [],
    tariffId: 'T',
    basis: {
      kind: 'FEE',
      on: 'SESSION',
      price: '1.5',
      currency: 'EUR',
      tax: { percent: null, side: 'net' },
      tariffId: 'T',
      elementIndex: 0,
    },
    reasons: [],
  }),
)

test('a line is said again in the language asked for', () => {
  expect(sayStored(stored as object, 'DE')).toMatchObject({
    sentence: 'Gebühr von 1,50 EUR für den Ladevorgang, nach Element 1 des Tarifs T.',
    tariffId: 'T',
  })
  expect(sayStored(stored as object, 'EN')).toEqual(stored)
})

test('a line stored without its grounds keeps the sentence it has', () => {
  const bare = { sentence: 'A fee.' }
  expect(sayStored(bare, 'FR')).toBe(bare)
})
