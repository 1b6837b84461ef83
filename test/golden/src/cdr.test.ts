/** Holds what a received CDR comes to equal to its twin, and to what must be true of every CDR. */

import { type PricedCase, priceCase } from '@wattline/tariffs'
import fc from 'fast-check'

import { anyCase, type GeneratedCase } from './any-cdr.js'
import { twinTotal } from './cdr-twin.js'

type Figures = Exclude<PricedCase, { readonly error: string }>

function price(document: unknown): Figures {
  const priced = priceCase(document)
  if ('error' in priced) throw new Error(priced.message)
  return priced
}

test('the engine and its twin agree on the total of every CDR, to the last printed decimal', () => {
  fc.assert(
    fc.property(anyCase, generated => {
      const { total_cost } = price(generated)
      const { excl = null, incl = null } = twinTotal(generated)
      expect(total_cost).toEqual({ excl_vat: excl, incl_vat: incl })
    }),
    { numRuns: 500 },
  )
})

test('the order in which periods are sent changes nothing but a warning', () => {
  const shuffled = anyCase.chain(generated => {
    const { charging_periods } = generated.cdr
    return fc
      .shuffledSubarray([...charging_periods], { minLength: charging_periods.length })
      .map(periods => [generated, periods] as const)
  })
  fc.assert(
    fc.property(shuffled, ([generated, charging_periods]) => {
      const sent = { ...generated, cdr: { ...generated.cdr, charging_periods } }
      expect({ ...price(sent), warnings: [] }).toEqual({ ...price(generated), warnings: [] })
    }),
    { numRuns: 200 },
  )
})

/**
 * The same quantities, with what each period holds halved and stated twice under the same start.
 */
function halved(generated: GeneratedCase): GeneratedCase {
  const charging_periods = generated.cdr.charging_periods.map(period => ({
    ...period,
    dimensions: period.dimensions.flatMap(dimension => {
      const isMeasured = /POWER|CURRENT/.test(dimension.type)
      const half = { ...dimension, volume: dimension.volume / 2 }
      return isMeasured ? [dimension] : [half, half]
    }),
  }))
  return { ...generated, cdr: { ...generated.cdr, charging_periods } }
}

test('a dimension stated in two parts costs what it costs in one', () => {
  // Halves of an OCPI hour may be half a hundredth of a second, so only even ones are asked.
  const isEven = ({ cdr }: GeneratedCase): boolean =>
    cdr.charging_periods.every(({ dimensions }) =>
      dimensions.every(({ volume }) => Math.round(volume * 10_000) % 2 === 0),
    )
  fc.assert(
    fc.property(anyCase.filter(isEven), generated => {
      expect(price(halved(generated)).total_cost).toEqual(price(generated).total_cost)
    }),
    { numRuns: 100 },
  )
})

test('whatever a CDR holds, it is priced or refused by name, and never breaks the engine', () => {
  const anyWord = fc.constantFrom('', 'ENERGY', 'energy', '2026-03-02T10:00:00Z', '1e999', 'null')
  const anyJunk = fc.oneof(fc.jsonValue(), anyWord, fc.double())
  const paths = fc.constantFrom(
    'tariffs.0.elements.0.price_components.0.price',
    'tariffs.0.elements.0.price_components.0.step_size',
    'tariffs.0.elements.0.price_components.0.vat',
    'tariffs.0.elements.0.price_components.0',
    'tariffs.0.elements.0.restrictions',
    'tariffs.0.elements.0.restrictions.start_time',
    'tariffs.0.elements.0.restrictions.day_of_week',
    'tariffs.0.elements',
    'tariffs.0.min_price',
    'tariffs.0.tax_included',
    'tariffs.0.start_date_time',
    'tariffs.0',
    'tariffs',
    'timezone',
    'ocpi_version',
    'context',
    'cdr.end_date_time',
    'cdr.start_date_time',
    'cdr.charging_periods',
    'cdr.charging_periods.0',
    'cdr.charging_periods.0.start_date_time',
    'cdr.charging_periods.0.dimensions',
    'cdr.charging_periods.0.dimensions.0',
    'cdr.charging_periods.0.dimensions.0.volume',
    'cdr.charging_periods.0.dimensions.0.type',
    'cdr',
  )
  fc.assert(
    fc.property(
      anyCase,
      fc.array(fc.tuple(paths, anyJunk), { minLength: 1 }),
      (generated, junk) => {
        const broken = structuredClone(generated) as unknown
        for (const [path, value] of junk) put(broken, path.split('.'), value)
        const priced = priceCase(broken)
        if ('error' in priced) expect(priced.message).toMatch(/^\$/)
        else
          expect(priced.total_cost.excl_vat ?? priced.total_cost.incl_vat).toMatch(/^\d+\.\d{4}$/)
      },
    ),
    { numRuns: 1000 },
  )
})

function put(document: unknown, [first = '', ...rest]: readonly string[], value: unknown): void {
  if (typeof document !== 'object' || document === null) return
  const fields = document as Record<string, unknown>
  if (rest.length === 0) fields[first] = value
  else put(fields[first], rest, value)
}
