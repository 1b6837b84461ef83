/** Sums that do not hang on how the sessions are split into pages. */

import fc from 'fast-check'

import type { Change } from './change.js'
import { addToTally, emptyTally, type Tally } from './tally.js'

const currency = fc.constantFrom('EUR', 'CHF')
const amounts = fc
  .tuple(currency, fc.bigInt(0n, 10n ** 12n), fc.bigInt(0n, 10n ** 11n))
  .map(([code, netMinor, vatMinor]) => ({
    currency: code,
    netMinor,
    vatMinor,
    grossMinor: netMinor + vatMinor,
  }))
const failure = fc.record({
  plugin: fc.constantFrom('a', 'b'),
  version: fc.constant('1.0.0'),
  cause: fc.constantFrom('threw' as const, 'timeout' as const),
  message: fc.constant('no'),
})
const changes = fc.array(
  fc.record<Change>({
    sessionId: fc.uuid(),
    invoiceId: fc.uuid(),
    driverId: fc.constant(null),
    locationId: fc.uuid(),
    startHour: fc.nat(23),
    billed: amounts,
    draft: fc.option(amounts, { nil: undefined }),
    isCapped: fc.boolean(),
    failures: fc.array(failure, { maxLength: 1 }),
    warnings: fc.array(fc.constantFrom('hm', 'oh'), { maxLength: 2 }),
    draftLines: fc.constant(() => []),
  }),
  { maxLength: 60 },
)

const stored = (tally: Tally): Tally => JSON.parse(JSON.stringify(tally))

test('however the sessions are split, and stored in between, the tally is the same', () => {
  fc.assert(
    fc.property(changes, fc.integer({ min: 1, max: 7 }), (all, size) => {
      const before = structuredClone(emptyTally)
      let tally = emptyTally
      for (let from = 0; from < all.length; from += size) {
        tally = stored(addToTally(tally, all.slice(from, from + size)))
      }
      expect(tally).toEqual(addToTally(emptyTally, all))
      expect(emptyTally).toEqual(before)
    }),
  )
})

test('bars, hours and counts each hold every compared session once; sums are exact', () => {
  fc.assert(
    fc.property(changes, all => {
      const tally = addToTally(emptyTally, all)
      const priced = all.filter(({ draft }) => draft)
      expect(tally).toMatchObject({ sessions: all.length, priced: priced.length })
      let compared = 0
      for (const [code, { billed, draft, moved }] of Object.entries(tally.currencies)) {
        const gross = priced.filter(one => one.billed.currency === code)
        const sum = gross.reduce((total, one) => total + one.billed.grossMinor, 0n)
        expect(billed).toMatchObject({ sessions: gross.length, grossMinor: sum.toString() })
        for (const { netMinor, vatMinor, grossMinor } of [billed, draft]) {
          expect(BigInt(netMinor) + BigInt(vatMinor)).toBe(BigInt(grossMinor))
        }
        const total = moved.less + moved.same + moved.more
        const count = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0)
        expect(count(moved.byShare)).toBe(total)
        expect(count(moved.byAmount)).toBe(total)
        expect(count(moved.byHour.map(({ sessions }) => sessions))).toBe(total)
        compared += total
      }
      expect(compared + tally.otherCurrency).toBe(priced.length)
    }),
  )
})

test('the ten worst either way, the worst first, equal ones as they came', () => {
  const moved = (name: string, draftMinor: bigint): Change => ({
    sessionId: name,
    invoiceId: name,
    driverId: null,
    locationId: 'here',
    startHour: 0,
    billed: { currency: 'EUR', netMinor: 100n, vatMinor: 0n, grossMinor: 100n },
    draft: { currency: 'EUR', netMinor: draftMinor, vatMinor: 0n, grossMinor: draftMinor },
    isCapped: false,
    failures: [],
    warnings: [],
    draftLines: () => [],
  })
  const risen = Array.from({ length: 14 }, (_, n) => moved(`up ${n}`, 100n + BigInt(n % 7)))
  const fallen = Array.from({ length: 3 }, (_, n) => moved(`down ${n}`, BigInt(n * 10)))
  const { mostLess, mostMore } =
    addToTally(emptyTally, [...risen, ...fallen]).currencies.EUR?.moved ?? fail()
  expect(mostLess.map(({ sessionId }) => sessionId)).toEqual(['down 0', 'down 1', 'down 2'])
  const ups = [6, 13, 5, 12, 4, 11, 3, 10, 2, 9]
  expect(mostMore.map(({ sessionId }) => sessionId)).toEqual(ups.map(n => `up ${n}`))
})

function fail(): never {
  throw new Error('there is nothing in EUR')
}
