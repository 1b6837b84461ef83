/**
 * Credit notes: the whole of an invoice negated, or parts that never exceed it, however it is cut
 * up.
 */

import { decimal } from '@wattline/units'
import fc from 'fast-check'

import { componentsOf } from './components.js'
import { type Creditable, type CreditableLine, composeCredit } from './compose-credit.js'
import { splitCredit } from './split-credit.js'

const noPlugin = { pluginId: null, pluginVersion: null, pluginHash: null, paramsHash: null }
const energy: CreditableLine = {
  ...noPlugin,
  id: 'line-1',
  sessionId: 's1',
  position: 1,
  component: 'ENERGY',
  label: 'ENERGY',
  quantity: decimal('20'),
  unit: 'kWh',
  unitPrice: decimal('0.5'),
  vatPercent: decimal('19'),
  taxSide: 'net',
  amountMinor: 1000n,
}
const parking: CreditableLine = {
  ...energy,
  id: 'line-2',
  position: 2,
  component: 'PARKING_TIME',
  vatPercent: decimal('7'),
  amountMinor: 200n,
}
const rate = (percent: string, netMinor: bigint, vatMinor: bigint) => ({
  vatPercent: decimal(percent),
  netMinor,
  vatMinor,
  grossMinor: netMinor + vatMinor,
})
const document: Creditable = {
  invoice: { number: 'OP-2026-000001', currency: 'EUR', grossMinor: 1404n },
  lines: [energy, parking],
  taxes: [rate('19.0', 1000n, 190n), rate('7', 200n, 14n)],
  creditedTaxes: [],
  creditedMinor: 0n,
}

test('the whole is given back line by line, as it stands', () => {
  const credit = composeCredit(document, 1404n, 'Sorry.')
  expect(credit).toMatchObject({ netMinor: -1200n, vatMinor: -204n, grossMinor: -1404n })
  expect(credit.lines.map(line => [line.creditsLineId, line.amountMinor, line.taxSide])).toEqual([
    ['line-1', -1000n, 'net'],
    ['line-2', -200n, 'net'],
  ])
  expect(credit.lines[0]?.quantity.toFixed()).toBe('-20')
  expect(credit.lines[0]?.unitPrice?.toFixed()).toBe('0.5')
  expect(credit.lines[0]?.explanation.sentence).toBe(
    'Gives back line 1 of invoice OP-2026-000001. Sorry.',
  )
})

test('a part is given back by VAT rate, and says so', () => {
  const credit = composeCredit(document, 100n, 'Sorry.')
  // 1190 and 214 of 1404: 84.76 and 15.24.
  expect(credit.lines.map(line => [line.component, line.amountMinor, line.taxSide])).toEqual([
    ['CREDIT', -85n, 'gross'],
    ['CREDIT', -15n, 'gross'],
  ])
  expect(credit.taxes.map(tax => [tax.netMinor, tax.vatMinor, tax.grossMinor])).toEqual([
    [-71n, -14n, -85n],
    [-14n, -1n, -15n],
  ])
})

test('more than is left is a bug', () => {
  expect(() => composeCredit(document, 1405n, '')).toThrow('no more is credited')
  expect(() => composeCredit(document, 0n, '')).toThrow('no more is credited')
})

const amounts = fc.bigInt(0n, 10n ** 9n)
const rates = fc.array(fc.tuple(amounts, amounts), { minLength: 1, maxLength: 4 })

test('however an invoice is cut up, its credit notes sum to it, rate by rate and cent by cent', () => {
  fc.assert(
    fc.property(rates, fc.array(fc.bigInt(1n, 10n ** 9n), { maxLength: 8 }), (given, cuts) => {
      const taxes = given.map(([net, vat], index) => rate(String(index), net, vat))
      const grossMinor = taxes.reduce((total, tax) => total + tax.grossMinor, 0n)
      const invoice = { number: 'N', currency: 'EUR', grossMinor }
      let left: Creditable = { invoice, lines: [], taxes, creditedTaxes: [], creditedMinor: 0n }
      for (const cut of [...cuts, grossMinor]) {
        const restMinor = grossMinor - left.creditedMinor
        const amountMinor = cut < restMinor ? cut : restMinor
        if (amountMinor === 0n) continue
        const credit = composeCredit(left, amountMinor, '')
        expect(credit.grossMinor).toBe(-amountMinor)
        expect(credit.netMinor + credit.vatMinor).toBe(credit.grossMinor)
        for (const tax of credit.taxes) expect(tax.netMinor <= 0n && tax.vatMinor <= 0n).toBe(true)
        left = {
          ...left,
          creditedTaxes: [...left.creditedTaxes, ...credit.taxes],
          creditedMinor: left.creditedMinor + amountMinor,
        }
      }
      const credited = (side: 'netMinor' | 'vatMinor', percent: string) =>
        left.creditedTaxes
          .filter(({ vatPercent }) => vatPercent?.toFixed() === percent)
          .reduce((total, tax) => total - tax[side], 0n)
      taxes.forEach((tax, index) => {
        expect(credited('netMinor', String(index))).toBe(tax.netMinor)
        expect(credited('vatMinor', String(index))).toBe(tax.vatMinor)
      })
    }),
  )
})

test('a rate whose lines came to less than nothing gives nothing back', () => {
  const left = [rate('19', 1000n, 190n), rate('7', -100n, -7n)]
  expect(splitCredit(500n, left, 'EUR').map(({ grossMinor }) => grossMinor)).toEqual([500n])
})

test('a component’s share of the gross bears the VAT its rate came to', () => {
  expect(componentsOf(document.lines, document.taxes)).toEqual({
    ENERGY: '1190',
    PARKING_TIME: '214',
  })
  const inclusive = [{ ...energy, taxSide: 'gross' as const, amountMinor: 1190n }]
  expect(componentsOf(inclusive, document.taxes)).toEqual({ ENERGY: '1190' })
  expect(componentsOf([{ ...energy, vatPercent: null }], document.taxes)).toEqual({
    ENERGY: '1000',
  })
})
