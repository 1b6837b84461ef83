/** Tests the least and the most a session costs, before and after taxes, over several rates. */

import fc from 'fast-check'

import type { PriceLimit, Tariff } from '../tariff.js'
import { limitLine } from './price-limits.js'
import { taxTotals, totalOf } from './tax.js'

interface Limits {
  readonly min?: PriceLimit
  readonly max?: PriceLimit
  readonly taxIncluded?: Tariff['taxIncluded']
}

const tariff = ({ min, max, taxIncluded = 'NO' }: Limits): Tariff => ({
  id: 'T',
  currency: 'EUR',
  taxIncluded,
  elements: [],
  document: {},
  ...(min && { minPrice: min }),
  ...(max && { maxPrice: max }),
})

const change = (limits: Limits, sums: [string | null, bigint][]) => {
  const line = limitLine(tariff(limits), new Map(sums), '21')
  return line && [line.component, ...line.shares]
}

test('a total on the limit, or between the limits, is unchanged', () => {
  const limits = { min: { beforeTaxes: '5' }, max: { beforeTaxes: '10' } }
  expect(change(limits, [['21', 500n]])).toBeUndefined()
  expect(change(limits, [['21', 1000n]])).toBeUndefined()
})

test('a total below is raised, a total above lowered', () => {
  const limits = { min: { beforeTaxes: '5' }, max: { beforeTaxes: '10' } }
  expect(change(limits, [['21', 50n]])).toEqual(['MIN_PRICE', ['21', 450n]])
  expect(change(limits, [['21', 1250n]])).toEqual(['MAX_PRICE', ['21', -250n]])
})

test('the difference falls on the rates by what each has', () => {
  const sums: [string, bigint][] = [
    ['7', 100n],
    ['19', 300n],
  ]
  expect(change({ min: { beforeTaxes: '8' } }, sums)).toEqual([
    'MIN_PRICE',
    ['7', 100n],
    ['19', 300n],
  ])
})

test('a session without any amount is raised at the rate the tariff declares first', () => {
  expect(change({ min: { beforeTaxes: '5' } }, [])).toEqual(['MIN_PRICE', ['21', 500n]])
  expect(change({ min: { beforeTaxes: '5' } }, [['7', 0n]])).toEqual(['MIN_PRICE', ['21', 500n]])
})

test('each side keeps its own bound', () => {
  const both = { beforeTaxes: '5', afterTaxes: '6.50' }
  // 5.00 net is 6.05 gross: the bound after taxes asks for more.
  expect(change({ min: both }, [['21', 50n]])).toEqual(['MIN_PRICE', ['21', 487n]])
  expect(change({ max: { beforeTaxes: '5', afterTaxes: '5' } }, [['21', 480n]])).toEqual([
    'MAX_PRICE',
    ['21', -67n],
  ])
})

test('where prices contain tax, the bound before taxes is met by the net amount', () => {
  const line = change({ min: { beforeTaxes: '5' }, taxIncluded: 'YES' }, [['21', 121n]])
  expect(line).toEqual(['MIN_PRICE', ['21', 484n]])
})

test('the limited total satisfies the limit and one minor unit less would not, for one rate', () => {
  const minor = fc.bigInt(0n, 5000n)
  fc.assert(
    fc.property(minor, minor, fc.constantFrom('YES', 'NO'), (sum, bound, taxIncluded) => {
      const beforeTaxes = `${bound / 100n}.${(bound % 100n).toString().padStart(2, '0')}`
      const line = limitLine(
        tariff({ min: { beforeTaxes }, taxIncluded }),
        new Map([['19', sum]]),
        '19',
      )
      const side = taxIncluded === 'YES' ? 'gross' : 'net'
      const net = (stated: bigint) => totalOf(taxTotals(new Map([['19', stated]]), side)).net
      const raised = sum + (line?.shares.get('19') ?? 0n)
      expect(net(raised)).toBeGreaterThanOrEqual(bound)
      if (line) expect(net(raised - 1n)).toBeLessThan(bound)
    }),
  )
})
