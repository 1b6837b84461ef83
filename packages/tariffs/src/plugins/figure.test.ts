/** Tests how a manifest's figures find their numbers, and what is said when they do not. */

import { resolveFigure } from './figure.js'

const given = {
  params: { grace: 900, rate: 2.5, word: 'ten' },
  facts: { freeWh: 5000, dayAhead: null },
}

test.each([
  [300, 300],
  [{ param: 'grace' }, 900],
  [{ fact: 'freeWh' }, 5000],
  [{ fact: 'dayAhead' }, undefined],
])('%j is %p', (figure, value) => {
  expect(resolveFigure(figure, given, 'cuts[0]')).toBe(value)
})

test.each([
  [{ param: 'limit' }, 'cuts[0] refers to parameter limit, which was not given; set it'],
  [{ fact: 'coupon' }, 'cuts[0] refers to fact coupon, which was not given; set it'],
  [{ param: 'toString' }, 'refers to parameter toString, which was not given'],
  [{ param: 'rate' }, 'cuts[0] (parameter rate) must be a whole number of 0 or more, found 2.5'],
  [{ param: 'word' }, 'found "ten"'],
  [-1, 'must be a whole number of 0 or more, found -1'],
])('%j is refused', (figure, message) => {
  expect(() => resolveFigure(figure, given, 'cuts[0]')).toThrow(message)
})
