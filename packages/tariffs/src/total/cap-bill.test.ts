/** Tests the promised cap: never exceeded, a line of its own, and its VAT right by itself. */

import { Temporal } from '@wattline/units'
import fc from 'fast-check'

import { compileTariff } from '../compile/compile-tariff.js'
import { parseTariff } from '../parse/parse-tariff.js'
import { expectedFacts } from '../quote/expected-facts.js'
import { rateSession } from '../rate/rate-session.js'
import { capBill } from './cap-bill.js'
import { totalBill } from './total-bill.js'

const startAt = Temporal.Instant.from('2026-03-02T16:30:00Z')

interface Case {
  readonly capMinor: bigint | null
  readonly energyWh?: bigint
  readonly fields?: Record<string, unknown>
}

/** Energy at 19 % and an hour of parking at 7 %. */
function capped({ capMinor, energyWh = 20_000n, fields = {} }: Case) {
  const price_components = [
    { type: 'ENERGY', price: 0.5, step_size: 1, vat: 19 },
    { type: 'PARKING_TIME', price: 3, step_size: 1, vat: 7 },
  ]
  const document = { id: 'T1', currency: 'EUR', elements: [{ price_components }], ...fields }
  const { tariff } = parseTariff(document)
  if (!tariff) throw new Error('the tariff of this test has a fault')
  const facts = expectedFacts({ startAt, minutes: 60, energyWh, parkedMinutes: 60 })
  const rated = rateSession(compileTariff(tariff, 'Europe/Berlin'), facts, [])
  const bill = totalBill(rated, [])
  return { bill, capped: capBill(rated, bill, capMinor) }
}

test('a bill on or below its cap, or without one, is unchanged', () => {
  // 10.00 at 19 % and 3.00 at 7 %: 15.11.
  for (const capMinor of [null, 1511n, 99_999n]) {
    const { bill, capped: same } = capped({ capMinor })
    expect(same).toBe(bill)
  }
})

test('a bill above its cap is lowered to it by one line for each rate of VAT', () => {
  const { capped: bill } = capped({ capMinor: 1000n })
  expect(bill.grossMinor).toBe(1000n)
  expect(bill.lines.slice(2)).toMatchObject([
    { position: 3, component: 'CAP', vatPercent: '19', amountMinor: -338n, unitPrice: null },
    { position: 4, component: 'CAP', vatPercent: '7', amountMinor: -102n, taxSide: 'net' },
  ])
  expect(bill.taxes).toEqual([
    { vatPercent: '19', net: 662n, vat: 126n, gross: 788n },
    { vatPercent: '7', net: 198n, vat: 14n, gross: 212n },
  ])
})

test('the cap goes before what the tariff says a session costs at least', () => {
  const fields = { min_price: { excl_vat: 50 } }
  const { bill, capped: lowered } = capped({ capMinor: 700n, fields })
  expect(bill.netMinor).toBe(5000n)
  expect(lowered.grossMinor).toBeLessThanOrEqual(700n)
})

test('whatever is used: within the cap, at most a cent a rate below it, and it adds up', () => {
  const cases = fc.record({
    capMinor: fc.bigInt({ min: 1n, max: 20_000n }),
    energyWh: fc.bigInt({ min: 0n, max: 200_000n }),
    fields: fc.constantFrom({}, { tax_included: 'YES' }, { max_price: { excl_vat: 30 } }),
  })
  fc.assert(
    fc.property(cases, one => {
      const { bill, capped: lowered } = capped(one)
      expect(lowered.grossMinor).toBeLessThanOrEqual(one.capMinor)
      const highest = bill.grossMinor < one.capMinor ? bill.grossMinor : one.capMinor
      expect(highest - lowered.grossMinor).toBeLessThanOrEqual(2n)
      expect(lowered.netMinor + lowered.vatMinor).toBe(lowered.grossMinor)
      const side = one.fields.tax_included === 'YES' ? 'grossMinor' : 'netMinor'
      const sum = lowered.lines.reduce((total, line) => total + line.amountMinor, 0n)
      expect(sum).toBe(lowered[side])
      for (const { net, gross } of lowered.taxes) expect(net >= 0n && gross >= 0n).toBe(true)
    }),
  )
})
