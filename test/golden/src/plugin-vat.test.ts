/**
 * Tests what plugin lines do to VAT, under two rates and with prices on either side of tax: against
 * sums made in exact decimals from the seconds and Wh of the session.
 */

import type { Manifest, PluginLine } from '@wattline/plugin-sdk'
import { type AcceptedLine, adjust, type Bill, type BillLine, totalBill } from '@wattline/tariffs'
import { decimal, toMoney } from '@wattline/units'
import fc from 'fast-check'

import { anySession, type GeneratedSession } from './any-session.js'
import { rate } from './rate.js'
import { ticksOf } from './ticks.js'

const rates = ['0', '5.5', '7', '19', '25'] as const
type Rate = (typeof rates)[number]

interface Taxed {
  readonly session: GeneratedSession
  /** On energy and the fee; and on time, charging or parked. */
  readonly rateOf: { readonly ENERGY: Rate; readonly TIME: Rate }
  readonly cents: Readonly<Record<Priced, number>>
  readonly taxIncluded: 'YES' | 'NO'
}

type Priced = 'ENERGY' | 'FLAT' | 'TIME' | 'PARKING_TIME'
const priced: readonly Priced[] = ['ENERGY', 'FLAT', 'TIME', 'PARKING_TIME']

const rateAt = ({ rateOf }: Taxed, on: Priced): Rate =>
  on === 'ENERGY' || on === 'FLAT' ? rateOf.ENERGY : rateOf.TIME

const anyTaxed: fc.Arbitrary<Taxed> = fc.record({
  session: anySession,
  rateOf: fc
    .uniqueArray(fc.constantFrom(...rates), { minLength: 2, maxLength: 2 })
    .map(([ENERGY = '19', TIME = '7']) => ({ ENERGY, TIME })),
  cents: fc.record({
    ENERGY: fc.nat(120),
    FLAT: fc.nat(200),
    TIME: fc.nat(900),
    PARKING_TIME: fc.nat(900),
  }),
  taxIncluded: fc.constantFrom('YES', 'NO'),
})

function rateTaxed(taxed: Taxed) {
  const components = priced.map(type => ({
    type,
    price: taxed.cents[type] / 100,
    step_size: 1,
    vat: Number(rateAt(taxed, type)),
  }))
  const session = { ...taxed.session, elements: [{ price_components: components }] }
  return rate(session, { fields: { tax_included: taxed.taxIncluded } })
}

const anyLine = fc
  .record({
    on: fc.constantFrom(...priced, 'SESSION' as const),
    kind: fc.constantFrom('DISCOUNT' as const, 'SURCHARGE' as const),
    size: fc.integer({ min: 1, max: 9_000_000 }),
  })
  .map(({ on, kind, size }) => ({
    kind,
    on,
    amount: kind === 'DISCOUNT' ? -size : size,
    labelKey: 'x',
  }))
const anyLines = fc
  .array(anyLine, { maxLength: 6 })
  .map(lines => lines.map((line, index): PluginLine => ({ code: `L${index}`, ...line })))

/** Each line as a plugin of its own, as far as the core accepts it. */
function billWith(taxed: Taxed, lines: readonly PluginLine[]) {
  const rated = rateTaxed(taxed)
  const accepted: AcceptedLine[] = []
  for (const line of lines) {
    const { code, kind, on } = line
    const manifest: Manifest = {
      id: 'taxed',
      version: '1.0.0',
      contract: 1,
      author: 'Wattline',
      description: 'One line.',
      phase: 'PRICE',
      reads: {},
      series: {},
      emits: [{ code, kind, on, bounds: [{ perSession: 9_000_000 }] }],
      cuts: [],
      params: {},
    }
    const plugin = { id: 'taxed', version: '1.0.0', hash: 'h', paramsHash: 'p' }
    const named = { ...plugin, manifest, params: {} }
    accepted.push(...(adjust(rated, accepted, { plugin: named, lines: [line] }).accepted ?? []))
  }
  return { bill: totalBill(rated, accepted), accepted }
}

const sumOf = (lines: readonly BillLine[]): bigint =>
  lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)
const partsOf = (bill: Bill, code: string): BillLine[] =>
  bill.lines.filter(({ plugin }) => plugin?.code === code)

/** n ÷ d as money of a bill, in exact decimals: the nearest cent, halves away from zero. */
function nearest(n: bigint, d: bigint): bigint {
  const size = n < 0n ? -n : n
  const cut = size / d
  const isUp = decimal(2n * (size - cut * d)).gte(decimal(d))
  return (n < 0n ? -1n : 1n) * (isUp ? cut + 1n : cut)
}

/** VAT on a sum of its stated side; rates have at most one decimal. */
function vatOf(stated: bigint, vatPercent: string, side: 'net' | 'gross'): bigint {
  const tenths = BigInt(decimal(vatPercent).times(decimal('10')).toFixed())
  return nearest(stated * tenths, side === 'net' ? 1000n : 1000n + tenths)
}

test('net + VAT = gross, at each rate and in all, as exact decimals have it', () => {
  fc.assert(
    fc.property(anyTaxed, anyLines, (taxed, lines) => {
      const { bill } = billWith(taxed, lines)
      const side = taxed.taxIncluded === 'YES' ? 'gross' : 'net'
      const total = { net: 0n, vat: 0n, gross: 0n }
      for (const { vatPercent, net, vat, gross } of bill.taxes) {
        const stated = sumOf(bill.lines.filter(line => line.vatPercent === vatPercent))
        const expected = vatOf(stated, vatPercent ?? '0', side)
        expect(vat).toBe(expected)
        expect(side === 'net' ? net : gross).toBe(stated)
        expect(net + vat).toBe(gross)
        total.net += side === 'net' ? stated : stated - expected
        total.vat += expected
        total.gross += side === 'net' ? stated + expected : stated
      }
      const { netMinor, vatMinor, grossMinor } = bill
      expect({ net: netMinor, vat: vatMinor, gross: grossMinor }).toEqual(total)
      expect(bill.lines.every(({ taxSide }) => taxSide === side)).toBe(true)
    }),
    { numRuns: 150 },
  )
})

test('the tariff’s own lines are what seconds and Wh come to, plugins or not', () => {
  fc.assert(
    fc.property(anyTaxed, anyLines, (taxed, lines) => {
      const { bill } = billWith(taxed, lines)
      const ticks = [...ticksOf(taxed.session)]
      const seconds = (activity: string) =>
        ticks.filter(tick => !tick.isInstant && tick.activity === activity).length
      const used = {
        ENERGY: [ticks.at(-1)?.toWh ?? 0, '0.001'],
        // The vehicle came, or all of it was a reservation.
        FLAT: [ticks.some(tick => tick.activity !== 'RESERVED') ? 1 : 0, '1'],
        TIME: [seconds('CHARGING'), undefined],
        PARKING_TIME: [seconds('PARKED'), undefined],
      } as const
      for (const on of priced) {
        const line = bill.lines.find(each => each.component === on && !each.plugin)
        const [quantity, unit] = used[on]
        const price = BigInt(taxed.cents[on])
        const expected =
          unit === undefined
            ? nearest(BigInt(quantity) * price, 3600n)
            : toMoney(
                decimal(BigInt(quantity))
                  .times(decimal(unit))
                  .times(decimal(price))
                  .times(decimal('0.01')),
                'EUR',
              ).minor
        expect(line?.amountMinor ?? 0n).toBe(expected)
        if (line) expect(line.vatPercent).toBe(rateAt(taxed, on))
      }
    }),
    { numRuns: 100 },
  )
})

test('a line on a component takes the rate of that component, and no other', () => {
  fc.assert(
    fc.property(anyTaxed, anyLines, (taxed, lines) => {
      const { bill, accepted } = billWith(taxed, lines)
      for (const { code, on, amount } of accepted) {
        if (on === 'SESSION') continue
        const parts = partsOf(bill, code)
        expect(parts.map(({ vatPercent }) => vatPercent)).toEqual([rateAt(taxed, on as Priced)])
        if (amount > 0) expect(sumOf(parts)).toBe(nearest(BigInt(amount), 10_000n))
      }
    }),
    { numRuns: 150 },
  )
})

test('the parts of a line on the session sum to it, and share as the rates stood', () => {
  fc.assert(
    fc.property(anyTaxed, anyLines, (taxed, lines) => {
      const { bill, accepted } = billWith(taxed, lines)
      for (const { code, on, amount, vatShares } of accepted) {
        if (on !== 'SESSION') continue
        expect(vatShares.reduce((sum, share) => sum + share.amount, 0)).toBe(amount)
        const parts = partsOf(bill, code)
        expect(new Set(parts.map(({ vatPercent }) => vatPercent)).size).toBe(parts.length)
        const asked = nearest(BigInt(amount), 10_000n)
        if (amount > 0) expect(sumOf(parts)).toBe(asked)
        // A discount may take cents of rounding along, or find them missing: never below zero.
        else expect(Math.abs(Number(sumOf(parts) - asked))).toBeLessThanOrEqual(lines.length + 4)
        for (const { vatPercent, amountMinor } of parts) {
          const share = vatShares.find(each => each.vatPercent === vatPercent)?.amount ?? 0
          if (amount > 0) expect(Math.abs(Number(amountMinor) - share / 10_000)).toBeLessThan(1)
        }
      }
    }),
    { numRuns: 150 },
  )
})

/**
 * 10 kWh at 0.40 with 19 % and an hour at 2.00 with 7 %; a plugin adds 1.00 to the session: 4.67 at
 * 19 % and 2.33 at 7 %.
 */
test.each([
  ['NO', { net: 700n, vat: 105n, gross: 805n }],
  ['YES', { net: 610n, vat: 90n, gross: 700n }],
] as const)('by hand, tax included %s', (taxIncluded, total) => {
  const session: GeneratedSession = {
    elements: [],
    timeZone: 'UTC',
    startedAt: '2026-03-02T10:00:00Z',
    isReservedFirst: false,
    reservationExpired: false,
    steps: [{ seconds: 3600, wh: 10_000, activity: 'CHARGING' }],
    tailSeconds: 0,
  }
  const cents = { ENERGY: 40, FLAT: 0, TIME: 200, PARKING_TIME: 0 }
  const taxed = { session, rateOf: { ENERGY: '19', TIME: '7' }, cents, taxIncluded } as const
  const more: PluginLine = {
    code: 'L0',
    kind: 'SURCHARGE',
    on: 'SESSION',
    amount: 1_000_000,
    labelKey: 'x',
  }
  const { bill } = billWith(taxed, [more])
  expect(
    partsOf(bill, 'L0').map(({ vatPercent, amountMinor }) => [vatPercent, amountMinor]),
  ).toEqual([
    ['19', 67n],
    ['7', 33n],
  ])
  const { netMinor: net, vatMinor: vat, grossMinor: gross } = bill
  expect({ net, vat, gross }).toEqual(total)
})
