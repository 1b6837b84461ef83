/**
 * Tests that the core takes all of a proposal or none, and never lets a component sink below zero.
 */

import type { Emit, Manifest, PluginLine } from '@wattline/plugin-sdk'
import { Temporal } from '@wattline/units'

import { compileTariff } from '../compile/compile-tariff.js'
import { parseTariff } from '../parse/parse-tariff.js'
import { rateSession } from '../rate/rate-session.js'
import type { AcceptedLine } from './accepted.js'
import { adjust } from './adjust.js'

const startedAt = Temporal.Instant.from('2026-03-02T10:00:00Z')
const endedAt = startedAt.add({ hours: 2 })
const { tariff } = parseTariff({
  id: 'T',
  currency: 'EUR',
  elements: [
    {
      price_components: [{ type: 'ENERGY', price: 0.5, step_size: 1, vat: 7 }],
      restrictions: { max_duration: 3600 },
    },
    {
      price_components: [
        { type: 'ENERGY', price: 0.5, step_size: 1, vat: 19 },
        { type: 'TIME', price: 1, step_size: 1, vat: 19 },
      ],
    },
  ],
})
if (!tariff) throw new Error('the sample tariff is sound')

/** 10 kWh at 7 % in the first hour, 10 kWh at 19 % in the second; 2 hours at 1 EUR, at 19 %. */
const rated = rateSession(
  compileTariff(tariff, 'UTC'),
  { startedAt, endedAt, samples: [{ at: endedAt, energyWh: 20_000n }] },
  [],
)

const emits: Emit[] = [
  { code: 'LESS', kind: 'DISCOUNT', on: 'ENERGY', bounds: [{ shareOfBaseBp: { param: 'share' } }] },
  { code: 'ALL', kind: 'DISCOUNT', on: 'SESSION', bounds: [{ shareOfBaseBp: 10_000 }] },
  { code: 'MORE', kind: 'SURCHARGE', on: 'ENERGY', bounds: [{ perKwh: 100_000 }] },
  { code: 'STAY', kind: 'SURCHARGE', on: 'PARKING_TIME', bounds: [{ perHour: 1_000_000 }] },
]
const manifest: Manifest = {
  id: 'saver',
  version: '1.2.0',
  contract: 1,
  author: 'Wattline',
  description: 'Less for energy.',
  phase: 'PROMOTION',
  reads: {},
  series: {},
  emits,
  cuts: [],
  params: {},
}
const plugin = { id: 'saver', version: '1.2.0', hash: 'h', paramsHash: 'p' }

function line(code: string, amount: number, periods?: number[]): PluginLine {
  const emit = emits.find(known => known.code === code)
  if (!emit) throw new Error(`no emit ${code}`)
  const { kind, on } = emit
  return { code, kind, on, amount, labelKey: 'saver', ...(periods && { periods }) }
}

const propose = (lines: PluginLine[], earlier: AcceptedLine[] = [], share = 10_000) =>
  adjust(rated, earlier, { plugin: { ...plugin, manifest, params: { share } }, lines })

const euros = (amount: number): number => amount * 1_000_000

test('a discount on a component falls on the VAT rates of that component', () => {
  expect(propose([line('LESS', -euros(2))]).accepted).toEqual([
    {
      ...line('LESS', -euros(2)),
      plugin,
      vatShares: [
        { vatPercent: '7', amount: -euros(1) },
        { vatPercent: '19', amount: -euros(1) },
      ],
    },
  ])
})

test('a discount on periods takes the VAT of the price in those periods', () => {
  const { accepted } = propose([line('LESS', -euros(2), [1])])
  expect(accepted?.[0]?.vatShares).toEqual([{ vatPercent: '19', amount: -euros(2) }])
})

test('a line on the session is split by what each rate has', () => {
  const { accepted } = propose([line('ALL', -euros(12))])
  expect(accepted?.[0]?.vatShares).toEqual([
    { vatPercent: '7', amount: -euros(5) },
    { vatPercent: '19', amount: -euros(7) },
  ])
})

test('a component the tariff bills nothing for takes its declared VAT, or the first there is', () => {
  const { accepted } = propose([line('STAY', euros(1))])
  expect(accepted?.[0]?.vatShares).toEqual([{ vatPercent: '7', amount: euros(1) }])
})

test('the share of the base is a bound, to the last unit', () => {
  expect(propose([line('LESS', -euros(2))], [], 2000).refused).toBeUndefined()
  expect(propose([line('LESS', -euros(2) - 1)], [], 2000).refused).toEqual([
    expect.stringContaining('LESS'),
  ])
})

test('what earlier plugins took is gone', () => {
  const { accepted = [] } = propose([line('LESS', -euros(8))])
  expect(propose([line('LESS', -euros(2))], [...accepted]).refused).toBeUndefined()
  expect(propose([line('LESS', -euros(3))], [...accepted]).refused).toEqual([
    'the discounts exceed what ENERGY comes to at 7 % VAT',
    'the discounts exceed what ENERGY comes to at 19 % VAT',
    'the discounts exceed what the session comes to at 7 % VAT',
  ])
})

test('a discount on periods cannot take more than they are billed', () => {
  expect(propose([line('LESS', -euros(6), [0])]).refused).toEqual([
    'the discounts exceed what ENERGY comes to at 7 % VAT',
    'the discounts exceed what the session comes to at 7 % VAT',
  ])
})

test('surcharges of the same proposal make room for its discounts, in any order', () => {
  const lines = [line('LESS', -euros(10)), line('MORE', euros(0.1)), line('ALL', -euros(2.1))]
  expect(propose(lines).refused).toBeUndefined()
  expect(propose([...lines].reverse()).refused).toBeUndefined()
})

test('one bad line refuses the whole proposal, and every reason is given', () => {
  const { accepted, refused } = propose([
    line('LESS', -euros(1)),
    { ...line('MORE', -5), on: 'TIME' },
    { ...line('MORE', 5), periods: [9] },
    { ...line('MORE', 1.5), code: 'GIFT' },
  ])
  expect(accepted).toBeUndefined()
  expect(refused?.length).toBeGreaterThanOrEqual(4)
  expect(refused?.join('\n')).toContain('lines[3].code')
})

test('no lines is a valid answer', () => {
  expect(propose([])).toEqual({ accepted: [] })
})
