/**
 * Tests what must be true of every bill: it adds up, plugins only add, and the same input gives the
 * same bill.
 */

import type { Manifest, PluginLine } from '@wattline/plugin-sdk'
import {
  type AcceptedLine,
  adjust,
  type Bill,
  nothingTold,
  pluginInput,
  type RatedSession,
  totalBill,
} from '@wattline/tariffs'
import fc from 'fast-check'

import { anyCut, anySession } from './any-session.js'
import { rate } from './rate.js'

const anyFields = fc.record(
  {
    tax_included: fc.constantFrom('YES', 'NO', 'N/A'),
    min_price: fc.nat(2000).map(cents => ({ before_taxes: cents / 100 })),
    max_price: fc.nat(2000).map(cents => ({ before_taxes: 20 + cents / 100 })),
  },
  { requiredKeys: ['tax_included'] },
)

const components = [
  'ENERGY',
  'TIME',
  'PARKING_TIME',
  'RESERVATION_TIME',
  'FLAT',
  'SESSION',
] as const
const manifest: Manifest = {
  id: 'tester',
  version: '1.0.0',
  contract: 1,
  author: 'Wattline',
  description: 'Adds any line that its bounds allow.',
  phase: 'PROMOTION',
  reads: {},
  series: {},
  emits: components.flatMap(on => [
    { code: `LESS-${on}`, kind: 'DISCOUNT', on, bounds: [{ shareOfBaseBp: 10_000 }] } as const,
    { code: `MORE-${on}`, kind: 'SURCHARGE', on, bounds: [{ perSession: 50_000_000 }] } as const,
  ]),
  cuts: [],
  params: {},
}
const plugin = { id: 'tester', version: '1.0.0', hash: 'h', paramsHash: 'p', manifest, params: {} }

const anyLine: fc.Arbitrary<PluginLine> = fc
  .record({
    on: fc.constantFrom(...components),
    kind: fc.constantFrom('DISCOUNT' as const, 'SURCHARGE' as const),
    size: fc.integer({ min: 1, max: 20_000_000 }),
  })
  .map(({ on, kind, size }) => ({
    code: `${kind === 'DISCOUNT' ? 'LESS' : 'MORE'}-${on}`,
    kind,
    on,
    amount: kind === 'DISCOUNT' ? -size : size,
    labelKey: 'tester',
  }))

/** Each line as a plugin of its own, as far as the core accepts it. */
function acceptEach(rated: RatedSession, lines: readonly PluginLine[]): AcceptedLine[] {
  const earlier: AcceptedLine[] = []
  for (const line of lines) {
    const { accepted = [] } = adjust(rated, earlier, { plugin, lines: [line] })
    earlier.push(...accepted)
  }
  return earlier
}

function expectItAddsUp(bill: Bill): void {
  const side = bill.lines[0]?.taxSide ?? 'net'
  const lines = bill.lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)
  expect(lines).toBe(side === 'net' ? bill.netMinor : bill.grossMinor)
  expect(bill.netMinor + bill.vatMinor).toBe(bill.grossMinor)
  for (const { vatPercent, net, vat, gross } of bill.taxes) {
    expect(net + vat).toBe(gross)
    expect(net >= 0n && vat >= 0n).toBe(true)
    const ofRate = bill.lines.filter(line => line.vatPercent === vatPercent)
    const sum = ofRate.reduce((total, { amountMinor }) => total + amountMinor, 0n)
    expect(sum).toBe(side === 'net' ? net : gross)
  }
  expect(bill.lines.map(({ position }) => position)).toEqual(bill.lines.map((_, at) => at + 1))
}

test('lines sum to the stated side, net + VAT = gross, and nothing is below zero', () => {
  fc.assert(
    fc.property(anySession, anyFields, fc.array(anyLine), (session, fields, lines) => {
      const rated = rate(session, { fields })
      expectItAddsUp(totalBill(rated, acceptEach(rated, lines)))
    }),
    { numRuns: 300 },
  )
})

test('limits are kept, plugins or not', () => {
  fc.assert(
    fc.property(anySession, anyFields, fc.array(anyLine), (session, fields, lines) => {
      const rated = rate(session, { fields })
      const { netMinor } = totalBill(rated, acceptEach(rated, lines))
      const least = fields.min_price?.before_taxes ?? 0
      const most = fields.max_price?.before_taxes ?? Infinity
      expect(Number(netMinor)).toBeGreaterThanOrEqual(Math.round(least * 100))
      expect(Number(netMinor)).toBeLessThanOrEqual(Math.round(most * 100))
    }),
    { numRuns: 200 },
  )
})

test('a discount of all that plugins see makes a session free', () => {
  fc.assert(
    fc.property(anySession, session => {
      const rated = rate(session)
      const seen = pluginInput(rated, [], nothingTold).periods.flatMap(({ base }) =>
        Object.values(base),
      )
      const amount = -seen.reduce((sum, part) => sum + part, 0)
      const line: PluginLine = {
        code: 'LESS-SESSION',
        kind: 'DISCOUNT',
        on: 'SESSION',
        amount,
        labelKey: 'x',
      }
      const { accepted, refused } = adjust(rated, [], { plugin, lines: amount < 0 ? [line] : [] })
      expect(refused).toBeUndefined()
      expect(totalBill(rated, accepted ?? []).grossMinor).toBe(0n)
    }),
    { numRuns: 200 },
  )
})

test('cuts of plugins that add nothing leave every amount as it is', () => {
  const amounts = (bill: Bill) => [bill.lines.map(({ amountMinor }) => amountMinor), bill.taxes]
  fc.assert(
    fc.property(anySession, anyFields, fc.array(anyCut), (session, fields, cuts) => {
      const cut = totalBill(rate(session, { fields, cuts }), [])
      expect(amounts(cut)).toEqual(amounts(totalBill(rate(session, { fields }), [])))
    }),
    { numRuns: 200 },
  )
})
