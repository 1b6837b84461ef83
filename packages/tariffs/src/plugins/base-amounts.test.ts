/** Tests that what plugins see of the tariff adds up to it, and never exceeds it. */

import { Temporal } from '@wattline/units'
import fc from 'fast-check'

import { compileTariff } from '../compile/compile-tariff.js'
import { parseTariff } from '../parse/parse-tariff.js'
import { exactOf, pluginUnitsIn } from '../rate/exact-amount.js'
import { rateSession } from '../rate/rate-session.js'
import { baseAmounts, lineAmounts } from './base-amounts.js'

const startedAt = Temporal.Instant.from('2026-03-02T10:00:00Z')

function rate(price: number, energyWh: bigint, step_size: number, cuts: number[]) {
  const { tariff } = parseTariff({
    id: 'T',
    currency: 'EUR',
    elements: [{ price_components: [{ type: 'ENERGY', price, step_size }] }],
  })
  if (!tariff) throw new Error('the sample tariff is sound')
  const endedAt = startedAt.add({ seconds: 3600 })
  const facts = { startedAt, endedAt, samples: [{ at: endedAt, energyWh }] }
  return rateSession(
    compileTariff(tariff, 'UTC'),
    facts,
    cuts.map(seconds => ({ kind: 'sinceStart', seconds })),
  )
}

test('step rounding is in the last period of its dimension', () => {
  const rated = rate(0.5, 900n, 1000, [1800])
  expect(baseAmounts(rated).map(({ ENERGY }) => ENERGY)).toEqual([225_000, 275_000])
})

test('the periods of a line add up to the line, rounded down once', () => {
  const anyPrice = fc.nat(99_999).map(price => price / 10_000)
  const anyCuts = fc.array(fc.integer({ min: 1, max: 3599 }))
  fc.assert(
    fc.property(anyPrice, fc.bigInt(0n, 90_000n), anyCuts, (price, energyWh, cuts) => {
      const rated = rate(price, energyWh, 0, cuts)
      for (const line of rated.lines) {
        const amounts = lineAmounts(line, 'EUR').map(({ amount }) => amount)
        expect(Math.min(...amounts)).toBeGreaterThanOrEqual(0)
        expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBe(
          pluginUnitsIn(exactOf(line), 'EUR'),
        )
      }
    }),
  )
})
