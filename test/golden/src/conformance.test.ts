/**
 * Holds the engine against priced sessions that others published: the OCPI text, open
 * implementations and a reference implementation. All are priced as stated; the two exceptions are
 * named.
 */

import { type CdrFigures, type PricedCase, priceCase } from '@wattline/tariffs'
import { decimal } from '@wattline/units'

import { type Cost, readVectors, sharedFolder, type Vector } from './vectors.js'

/**
 * Received periods that run over a clock boundary: we price them whole at their start, and say so.
 */
const pricedWhole = ['spec-2.2.1-t14-step-switch-1-unsplit', 'spec-2.3.0-t14-step-switch-1-unsplit']

const shared = sharedFolder()
if (shared === undefined) console.log('skipped: no ../shared')
const testShared = shared === undefined ? test.skip : test

const totals = [
  'total_cost',
  'total_energy_cost',
  'total_time_cost',
  'total_parking_cost',
  'total_fixed_cost',
  'total_reservation_cost',
] as const

/** Every stated figure that was missed, in words. */
function misses(vector: Vector, priced: PricedCase): string[] {
  if ('error' in priced) {
    const isExpected = vector.expected.error === priced.error
    return isExpected ? [] : [`refused as ${priced.error}: ${priced.message}`]
  }
  if (vector.expected.error) return [`should be refused as ${vector.expected.error}`]
  const isInCents = vector.name.startsWith('ocpikit-')
  const tolerance = Math.max(vector.tolerance ?? 0, 0.0001, isInCents ? 0.005 : 0)
  const compare = (what: string, stated: number | undefined, got: string | null) => {
    if (stated === undefined) return []
    const isOff =
      got === null || decimal(String(stated)).minus(decimal(got)).abs().gt(String(tolerance))
    return isOff ? [`${what}: ${stated} stated, ${got} found`] : []
  }
  const compareCost = (what: string, stated: Cost | undefined, got: Cost<string | null>) => [
    ...compare(`${what} before VAT`, stated?.excl_vat, got.excl_vat ?? null),
    ...compare(`${what} with VAT`, stated?.incl_vat, got.incl_vat ?? null),
  ]
  return [
    ...totals.flatMap(name => [
      ...compareCost(name, vector.expected[name], priced[name]),
      ...compareCost(`derived ${name}`, vector.expected.derived?.[name], priced[name]),
    ]),
    ...Object.entries(vector.expected.billed ?? {}).flatMap(([name, stated]) =>
      compare(name, stated, billedAs(name, priced.billed)),
    ),
  ]
}

/**
 * A billed quantity in the unit its name ends with; the few that name part of a dimension are left.
 */
function billedAs(name: string, billed: CdrFigures['billed']): string {
  const { ENERGY_kwh, TIME_hours, PARKING_TIME_hours } = billed
  const scaled = (text: string, factor: string): string =>
    decimal(text).times(decimal(factor)).round(2).toFixed()
  if (name === 'ENERGY_kwh') return ENERGY_kwh
  if (name === 'ENERGY_wh') return scaled(ENERGY_kwh, '1000')
  if (name === 'TIME_minutes') return scaled(TIME_hours, '60')
  if (name === 'PARKING_TIME_minutes') return scaled(PARKING_TIME_hours, '60')
  if (name === 'total_minutes') {
    return scaled(decimal(TIME_hours).plus(decimal(PARKING_TIME_hours)).toFixed(), '60')
  }
  throw new Error(`no unit is known for ${name}`)
}

const partsOfDimension = ['after_1700_minutes', 'last_segment_kwh']

function withoutParts(vector: Vector): Vector {
  const billed = Object.entries(vector.expected.billed ?? {}).filter(
    ([name]) => !partsOfDimension.includes(name),
  )
  return { ...vector, expected: { ...vector.expected, billed: Object.fromEntries(billed) } }
}

testShared.each([
  ['published.ndjson', 153],
  ['oracle.ndjson', 136],
])('all cases of %s are there, %d, and each matches to the last stated figure', (file, count) => {
  const vectors = readVectors(shared ?? '', file).map(withoutParts)
  expect(vectors).toHaveLength(count)
  const missed = vectors
    .filter(({ name }) => !pricedWhole.includes(name))
    .flatMap(vector => misses(vector, priceCase(vector)).map(miss => `${vector.name}: ${miss}`))
  expect(missed).toEqual([])
})

testShared('warnings that a source states are given by its names', () => {
  const vectors = readVectors(shared ?? '', 'published.ndjson')
  const warned = vectors.filter(({ expected }) => (expected.warnings ?? []).length > 0)
  expect(warned.length).toBeGreaterThanOrEqual(4)
  for (const vector of warned) {
    const priced = priceCase(vector)
    const codes = 'error' in priced ? [] : priced.warnings.map(({ code }) => code)
    expect({ name: vector.name, codes }).toEqual({
      name: vector.name,
      codes: expect.arrayContaining([...(vector.expected.warnings ?? [])]),
    })
  }
})

testShared.each(pricedWhole)('%s is priced at its start, with a warning', name => {
  const vector = readVectors(shared ?? '', 'published.ndjson').find(known => known.name === name)
  expect(priceCase(vector)).toMatchObject({
    total_cost: { excl_vat: '0.4500' },
    warnings: expect.arrayContaining([
      expect.objectContaining({ code: 'period_spans_price_change' }),
    ]),
  })
})
