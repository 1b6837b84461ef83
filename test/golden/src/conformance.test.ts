/**
 * Holds the engine against priced sessions that others published: the OCPI text, open
 * implementations and a reference implementation. What is refused is listed by name, so that
 * progress is a ratchet.
 */

import { type CdrFigures, type PricedCdr, priceCdr } from '@wattline/tariffs'
import { decimal } from '@wattline/units'

import { type Cost, readVectors, sharedFolder, type Vector } from './vectors.js'

/** Refused because a restriction, a dimension or a tariff switch is not priced yet. */
const unsupported: Readonly<Record<string, readonly string[]>> = {
  'published.ndjson': [
    'issue-ocpi-494-energy-step-current',
    'ocpikit-bound-max-current-at',
    'ocpikit-bound-max-power-at',
    'ocpikit-bound-max-power-below',
    'ocpikit-bound-min-current-at',
    'ocpikit-bound-min-power-at',
    'ocpikit-bound-min-power-below',
    'ocpikit-ocpi3-no-step',
    'ocpikit-period-names-tariff',
    'ocpikit-reservation-only-flat',
    'ocpikit-reservation-unpriced-is-free',
    'ocpikit-snapshot-no-step',
    'ocpikit-time-and-reservation-same-period',
    'ocpikit-two-tariffs-mixed-tax',
    'spec-2.2.1-restriction-max-power',
    'spec-2.2.1-t04-complex-monday',
    'spec-2.2.1-t04-complex-saturday',
    'spec-2.2.1-t15-reservation-15min',
    'spec-2.2.1-t16-reservation-fee-13min',
    'spec-2.2.1-t17-reservation-22min',
    'spec-2.2.1-t17-reservation-expired-60min',
    'spec-2.2.1-t18-reservation-22min',
    'spec-2.2.1-t18-reservation-expired-90min',
    'spec-2.3.0-restriction-max-power',
    'spec-2.3.0-t04-complex-monday',
    'spec-2.3.0-t04-complex-saturday',
    'spec-2.3.0-t15-reservation-15min',
    'spec-2.3.0-t16-reservation-fee-13min',
    'spec-2.3.0-t17-reservation-22min',
    'spec-2.3.0-t17-reservation-expired-60min',
    'spec-2.3.0-t18-reservation-22min',
    'spec-2.3.0-t18-reservation-expired-90min',
  ],
  'oracle.ndjson': [
    'gen-mixed-001',
    'gen-mixed-004',
    'gen-mixed-007',
    'gen-mixed-016',
    'gen-mixed-019',
    'gen-mixed-022',
    'gen-mixed-028',
    'gen-mixed-031',
    'gen-mixed-034',
    'gen-mixed-037',
    'gen-mixed-040',
    'gen-mixed-046',
    'gen-mixed-049',
    'gen-power-current-001',
    'gen-power-current-004',
    'gen-power-current-007',
    'gen-power-current-010',
    'gen-power-current-013',
    'gen-power-current-016',
    'gen-power-current-019',
    'gen-power-current-022',
    'gen-power-current-025',
    'gen-power-current-028',
  ],
}

/** Cases that are wrong on purpose, and the fault that names what is wrong. */
const wrongOnPurpose: Readonly<Record<string, string>> = {
  'ocpikit-negative-vat': 'not-a-percentage',
  'ocpikit-overflow-price': 'out-of-range',
  'ocpikit-period-names-unknown-tariff': 'unsupported-period-tariff',
}

/**
 * Received periods that run over a clock boundary: we price them whole at their start, and say so.
 */
const pricedWhole = ['spec-2.2.1-t14-step-switch-1-unsplit', 'spec-2.3.0-t14-step-switch-1-unsplit']

const shared = sharedFolder()
if (shared === undefined) console.log('skipped: no ../shared')
const testShared = shared === undefined ? test.skip : test

function price(vector: Vector): PricedCdr {
  const context = Object.keys(vector.context ?? {})
  if (context.length > 0) {
    const path = `$.context.${context[0]}`
    const message = 'cannot be told to the engine yet'
    return { refused: [{ path, code: 'unsupported-context', message, severity: 'fault' }] }
  }
  const tariffs = vector.tariffs ?? [vector.tariff]
  return priceCdr({ tariffs, cdr: vector.cdr, timeZone: vector.timezone })
}

const totals = {
  total_energy_cost: 'ENERGY',
  total_time_cost: 'TIME',
  total_parking_cost: 'PARKING_TIME',
  total_fixed_cost: 'FLAT',
} as const

/** Every stated figure the engine misses, in words. */
function misses(vector: Vector, { totalCost, costs, billed }: CdrFigures): string[] {
  const isInCents = vector.name.startsWith('ocpikit-')
  const tolerance = Math.max(vector.tolerance ?? 0, 0.0001, isInCents ? 0.005 : 0)
  const compare = (what: string, stated: number | undefined, got: string | undefined) => {
    if (stated === undefined) return []
    const off = decimal(String(stated))
      .minus(decimal(got ?? '0'))
      .abs()
    return off.lte(String(tolerance)) ? [] : [`${what}: ${stated} stated, ${got} found`]
  }
  const compareCost = (what: string, stated: Cost = {}, got: CdrFigures['totalCost'] = {}) => [
    ...compare(`${what} before VAT`, stated.excl_vat, got.exclVat),
    ...compare(`${what} with VAT`, stated.incl_vat, got.inclVat),
  ]
  return [
    ...compareCost('total', vector.expected.total_cost, totalCost),
    ...Object.entries(totals).flatMap(([name, dimension]) =>
      compareCost(name, vector.expected[name], costs[dimension]),
    ),
    ...Object.entries(vector.expected.billed ?? {}).flatMap(([name, stated]) =>
      compare(name, stated, billedAs(name, billed)),
    ),
  ]
}

/**
 * A billed quantity in the unit its name ends with; the few that name part of a dimension are left.
 */
function billedAs(name: string, billed: CdrFigures['billed']): string {
  const scaled = (text: string | undefined, factor: string): string =>
    decimal(text ?? '0')
      .times(decimal(factor))
      .round(2)
      .toFixed()
  if (name === 'ENERGY_kwh') return billed.ENERGY ?? '0'
  if (name === 'ENERGY_wh') return scaled(billed.ENERGY, '1000')
  if (name === 'TIME_minutes') return scaled(billed.TIME, '60')
  if (name === 'PARKING_TIME_minutes') return scaled(billed.PARKING_TIME, '60')
  if (name === 'total_minutes') {
    const hours = decimal(billed.TIME ?? '0').plus(decimal(billed.PARKING_TIME ?? '0'))
    return scaled(hours.toFixed(), '60')
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

describe.each([
  ['published.ndjson', 153, 116],
  ['oracle.ndjson', 136, 113],
])('%s', (file, count, matching) => {
  const vectors = shared === undefined ? [] : readVectors(shared, file).map(withoutParts)
  const refusable = [...(unsupported[file] ?? []), ...Object.keys(wrongOnPurpose)]

  testShared(`all ${count} cases are there, and ${matching} of them are priced as stated`, () => {
    expect(vectors).toHaveLength(count)
    const matched = vectors.filter(vector => {
      const { figures } = price(vector)
      return figures && !pricedWhole.includes(vector.name) && misses(vector, figures).length === 0
    })
    expect(matched).toHaveLength(matching)
  })

  testShared('every case that is not refused matches to the last stated figure', () => {
    const missed = vectors.flatMap(vector => {
      const { figures } = price(vector)
      if (!figures || pricedWhole.includes(vector.name)) return []
      return misses(vector, figures).map(miss => `${vector.name}: ${miss}`)
    })
    expect(missed).toEqual([])
  })

  testShared('the refused cases are exactly those listed', () => {
    const refused = vectors.filter(vector => price(vector).refused)
    const names = refused.map(({ name }) => name).sort()
    const here = refusable.filter(name => vectors.some(vector => vector.name === name))
    expect(names).toEqual(here.sort())
    const unnamed = refused.filter(vector => {
      const codes = price(vector).refused?.map(({ code }) => code) ?? []
      const isOnPurpose = Object.hasOwn(wrongOnPurpose, vector.name)
      return !isOnPurpose && !codes.every(code => code.startsWith('unsupported-'))
    })
    expect(unnamed.map(({ name }) => name)).toEqual([])
  })
})

testShared.each(Object.entries(wrongOnPurpose))('%s is refused as %s', (name, code) => {
  const vector = readVectors(shared ?? '', 'published.ndjson').find(known => known.name === name)
  expect(vector && price(vector).refused?.map(fault => fault.code)).toContain(code)
})

testShared.each(pricedWhole)('%s is priced at its start, with a warning', name => {
  const vector = readVectors(shared ?? '', 'published.ndjson').find(known => known.name === name)
  const priced = vector && price(vector)
  expect(priced?.figures?.totalCost.exclVat).toBe('0.45')
  expect(priced?.figures && priced.rated.warnings[0]).toContain('runs over a change of price')
})
