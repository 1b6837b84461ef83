/** Tests how a line falls on VAT rates: parts that sum to the whole, where the money really is. */

import { Temporal } from '@wattline/units'
import fc from 'fast-check'

import { compileTariff } from '../compile/compile-tariff.js'
import { parseTariff } from '../parse/parse-tariff.js'
import { rateSession } from '../rate/rate-session.js'
import { firstRate, VatPools } from './vat-pools.js'

const startedAt = Temporal.Instant.from('2026-03-02T10:00:00Z')
const endedAt = startedAt.add({ hours: 1 })

function rate(energyWh: bigint, tax_included = 'NO') {
  const { tariff } = parseTariff({
    id: 'T',
    currency: 'EUR',
    tax_included,
    elements: [
      {
        price_components: [
          { type: 'FLAT', price: 1, step_size: 1, vat: 7 },
          { type: 'ENERGY', price: 0.5, step_size: 1, vat: 19 },
        ],
        restrictions: { min_kwh: 0 },
      },
    ],
  })
  if (!tariff) throw new Error('the sample tariff is sound')
  const facts = { startedAt, endedAt, samples: [{ at: endedAt, energyWh }] }
  return rateSession(compileTariff(tariff, 'UTC'), facts, [])
}

test('a session without energy leaves its component to the rate it declares', () => {
  const pools = new VatPools(rate(0n), [])
  expect(pools.place({ on: 'ENERGY', amount: 500 })).toEqual([{ vatPercent: '19', amount: 500 }])
})

test('the first declared rate stands in where nothing is priced', () => {
  expect(firstRate(rate(0n), 'SESSION')).toBe('7')
  expect(firstRate(rate(0n), 'ENERGY')).toBe('19')
  expect(firstRate(rate(0n), 'TIME')).toBe('7')
  expect(firstRate(rate(0n, 'N/A'), 'ENERGY')).toBeNull()
})

test('the parts of a session line sum to it', () => {
  const anyAmount = fc.integer({ min: -1_000_000, max: 1_000_000_000 })
  fc.assert(
    fc.property(fc.bigInt(0n, 50_000n), anyAmount, (energyWh, amount) => {
      fc.pre(amount !== 0)
      const shares = new VatPools(rate(energyWh), []).place({ on: 'SESSION', amount })
      expect(shares.reduce((sum, share) => sum + share.amount, 0)).toBe(amount)
      expect(shares.every(share => Math.sign(share.amount) === Math.sign(amount))).toBe(true)
    }),
  )
})

test('only what lies below zero is named', () => {
  const pools = new VatPools(rate(2000n), [])
  pools.addShares('FLAT', [{ vatPercent: '7', amount: -1_000_000 }])
  expect(pools.belowZero()).toEqual([])
  pools.addShares('SESSION', [{ vatPercent: '7', amount: -1 }])
  expect(pools.belowZero()).toEqual(['the discounts exceed what the session comes to at 7 % VAT'])
})
