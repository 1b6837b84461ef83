/** Tests the bill: lines rounded once, taxes per rate, plugin lines in place. */

import { Temporal } from '@wattline/units'

import { compileTariff } from '../compile/compile-tariff.js'
import { parseTariff } from '../parse/parse-tariff.js'
import type { AcceptedLine } from '../plugins/accepted.js'
import { expectedFacts } from '../quote/expected-facts.js'
import { rateSession } from '../rate/rate-session.js'
import { totalBill } from './total-bill.js'

const startAt = Temporal.Instant.from('2026-03-02T16:30:00Z')

function bill(fields: Record<string, unknown>, energyWh: bigint, accepted: AcceptedLine[] = []) {
  const { tariff, faults } = parseTariff({ id: 'T1', currency: 'EUR', ...fields })
  if (!tariff) throw new Error(JSON.stringify(faults))
  const facts = expectedFacts({ startAt, minutes: 60, energyWh, parkedMinutes: 8 })
  return totalBill(rateSession(compileTariff(tariff, 'Europe/Berlin'), facts, []), accepted)
}

const energy = (price: number, vat?: number) => ({
  type: 'ENERGY',
  price,
  step_size: 1,
  ...(vat !== undefined && { vat }),
})

test('a line states its quantity, price and tax, and a step is in its quantity', () => {
  const always = {
    price_components: [
      energy(0.4, 20),
      { type: 'PARKING_TIME', price: 6, step_size: 300, vat: 20 },
    ],
  }
  expect(bill({ elements: [always] }, 12_345n).lines).toEqual([
    {
      position: 1,
      component: 'ENERGY',
      quantity: '12.345',
      unit: 'kWh',
      unitPrice: '0.4',
      vatPercent: '20',
      taxSide: 'net',
      amountMinor: 494n,
    },
    {
      position: 2,
      component: 'PARKING_TIME',
      quantity: '0.166667',
      unit: 'h',
      unitPrice: '6',
      vatPercent: '20',
      taxSide: 'net',
      amountMinor: 100n,
    },
  ])
})

test('VAT is taken once per rate on the sum of its lines', () => {
  const elements = [
    { price_components: [energy(0.333, 19), { type: 'FLAT', price: 0.335, step_size: 1, vat: 7 }] },
  ]
  const { taxes, netMinor, vatMinor, grossMinor } = bill({ elements }, 1000n)
  expect(taxes).toEqual([
    { vatPercent: '7', net: 34n, vat: 2n, gross: 36n },
    { vatPercent: '19', net: 33n, vat: 6n, gross: 39n },
  ])
  expect([netMinor, vatMinor, grossMinor]).toEqual([67n, 8n, 75n])
})

test('prices that contain tax give the gross amount, and net by subtraction', () => {
  const { lines, netMinor, vatMinor, grossMinor } = bill(
    { tax_included: 'YES', elements: [{ price_components: [energy(0.5, 21)] }] },
    10_000n,
  )
  expect(lines).toMatchObject([{ taxSide: 'gross', amountMinor: 500n }])
  expect([netMinor, vatMinor, grossMinor]).toEqual([413n, 87n, 500n])
})

test('tax included at an unknown rate is said, and no VAT is made up', () => {
  const { vatMinor, warnings } = bill(
    { tax_included: 'YES', elements: [{ price_components: [energy(0.5)] }] },
    1000n,
  )
  expect(vatMinor).toBe(0n)
  expect(warnings).toEqual(['Tax is included at an unknown rate: the bill states no VAT for it.'])
})

test('a limit is a line of its own', () => {
  const { lines, netMinor, grossMinor } = bill(
    { min_price: { before_taxes: 5 }, elements: [{ price_components: [energy(0.5, 21)] }] },
    1000n,
  )
  expect(lines.at(-1)).toMatchObject({
    position: 2,
    component: 'MIN_PRICE',
    unitPrice: null,
    vatPercent: '21',
    amountMinor: 450n,
  })
  expect([netMinor, grossMinor]).toEqual([500n, 605n])
})

const plugin = { id: 'saver', version: '1.2.0', hash: 'h', paramsHash: 'p' }
const discount = (amount: number, vatShares: AcceptedLine['vatShares']): AcceptedLine => ({
  code: 'LESS',
  kind: 'DISCOUNT',
  on: 'SESSION',
  amount,
  labelKey: 'saver.night',
  labelArgs: [20],
  plugin,
  vatShares,
})

test('a line of a plugin carries its name and hash, one line for each VAT rate', () => {
  const elements = [
    { price_components: [energy(0.5, 19), { type: 'FLAT', price: 1, step_size: 1, vat: 7 }] },
  ]
  const shares = [
    { vatPercent: '7', amount: -333_333 },
    { vatPercent: '19', amount: -666_667 },
  ]
  const { lines, netMinor } = bill({ elements }, 4000n, [discount(-1_000_000, shares)])
  expect(lines.slice(2)).toMatchObject([
    { component: 'SESSION', vatPercent: '7', amountMinor: -33n, quantity: '1', unit: 'session' },
    {
      component: 'SESSION',
      vatPercent: '19',
      amountMinor: -67n,
      plugin: { ...plugin, code: 'LESS', labelKey: 'saver.night', labelArgs: [20] },
    },
  ])
  expect(netMinor).toBe(200n)
})

test('a free session has no lines and no taxes', () => {
  expect(bill({ elements: [{ price_components: [energy(0.5)] }] }, 0n)).toEqual({
    currency: 'EUR',
    lines: [],
    taxes: [],
    netMinor: 0n,
    vatMinor: 0n,
    grossMinor: 0n,
    warnings: [],
  })
})
