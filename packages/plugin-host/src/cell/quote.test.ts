/** Holds the kept quotes to JSON's own, also once nothing more is kept. */

import fc from 'fast-check'

import { quote } from './quote.js'

test('a text is quoted as JSON quotes it, the first time and again', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), text => {
      expect([quote(text), quote(text)]).toEqual([JSON.stringify(text), JSON.stringify(text)])
    }),
    { numRuns: 3000 },
  )
})
