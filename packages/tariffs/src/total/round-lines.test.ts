/**
 * Tests that each line is rounded once, and that rounding never gives what `adjust` has ruled out.
 */

import { Temporal } from '@wattline/units'

import { compileTariff } from '../compile/compile-tariff.js'
import { parseTariff } from '../parse/parse-tariff.js'
import type { AcceptedLine } from '../plugins/accepted.js'
import { expectedFacts } from '../quote/expected-facts.js'
import { rateSession } from '../rate/rate-session.js'
import { roundLines } from './round-lines.js'

const startAt = Temporal.Instant.from('2026-03-02T10:00:00Z')

/** Two lines, 0.5 cent and 99.5 cent at different rates: rounded, they come to 101 cents. */
const { tariff } = parseTariff({
  id: 'T',
  currency: 'EUR',
  elements: [
    {
      price_components: [
        { type: 'FLAT', price: 0.005, step_size: 1, vat: 7 },
        { type: 'ENERGY', price: 0.995, step_size: 1, vat: 19 },
      ],
    },
  ],
})
if (!tariff) throw new Error('the sample tariff is sound')
const rated = rateSession(
  compileTariff(tariff, 'UTC'),
  expectedFacts({ startAt, minutes: 60, energyWh: 1000n }),
  [],
)

const line = (kind: AcceptedLine['kind'], vatShares: AcceptedLine['vatShares']): AcceptedLine => ({
  code: 'X',
  kind,
  on: 'SESSION',
  amount: vatShares.reduce((sum, { amount }) => sum + amount, 0),
  labelKey: 'x',
  plugin: { id: 'x', version: '1.0.0', hash: 'h', paramsHash: 'p' },
  vatShares,
})
const minors = (...accepted: AcceptedLine[]): bigint[] =>
  roundLines(rated, accepted).map(({ minor }) => minor)

test('half a minor unit rounds away from zero', () => {
  expect(minors()).toEqual([1n, 100n])
})

test('a discount of everything leaves no cent of rounding behind', () => {
  const everything = line('DISCOUNT', [
    { vatPercent: '7', amount: -5000 },
    { vatPercent: '19', amount: -995_000 },
  ])
  expect(minors(everything)).toEqual([1n, 100n, -1n, -100n])
})

test('a discount never rounds to more than there is', () => {
  const most = line('DISCOUNT', [{ vatPercent: '19', amount: -994_999 }])
  const more = line('DISCOUNT', [{ vatPercent: '19', amount: -9999 }])
  expect(minors(line('DISCOUNT', [{ vatPercent: '7', amount: -4999 }]))).toEqual([1n, 100n, 0n])
  expect(minors(most, more)).toEqual([1n, 100n, -99n, -1n])
})

test('the parts of a line sum to the line, rounded once', () => {
  const surcharge = line('SURCHARGE', [
    { vatPercent: '7', amount: 15_000 },
    { vatPercent: '19', amount: 15_000 },
  ])
  expect(minors(surcharge).slice(2)).toEqual([2n, 1n])
})
