/** Tests what a session would have cost otherwise, from a meter and from a CDR alike. */

import { Temporal } from '@wattline/units'
import fc from 'fast-check'

import { compileTariff } from '../compile/compile-tariff.js'
import { parseTariff } from '../parse/parse-tariff.js'
import { expectedFacts } from '../quote/expected-facts.js'
import { type Change, counterfactual } from './counterfactual.js'
import { counterfactualOfCdr } from './counterfactual-of-cdr.js'

const price = (type: string, amount: number) => ({ type, price: amount, step_size: 1, vat: 20 })
const document = {
  id: 'T',
  currency: 'EUR',
  elements: [
    {
      price_components: [price('ENERGY', 0.6), price('FLAT', 1)],
      restrictions: { start_time: '07:00', end_time: '18:00' },
    },
    { price_components: [price('ENERGY', 0.4)] },
  ],
}
const { tariff } = parseTariff(document)
if (!tariff) throw new Error('the sample tariff is sound')
const compiled = compileTariff(tariff, 'UTC')

/** 10 kWh from 17:00 to 19:00, half of them before 18:00. */
const startAt = Temporal.Instant.from('2026-03-02T17:00:00Z')
const facts = expectedFacts({ startAt, minutes: 120, energyWh: 10_000n })
const received = {
  timeZone: 'UTC',
  tariffs: [document],
  cdr: {
    start_date_time: '2026-03-02T17:00:00Z',
    end_date_time: '2026-03-02T19:00:00',
    charging_periods: [
      { start_date_time: '2026-03-02T17:00:00', dimensions: [{ type: 'ENERGY', volume: 5 }] },
      { start_date_time: '2026-03-02T18:00:00Z', dimensions: [{ type: 'ENERGY', volume: 5 }] },
    ],
  },
}

const changes: readonly [string, Change, bigint][] = [
  ['without its first element, the second steps in', { kind: 'without', elementIndex: 0 }, 400n],
  [
    'without one price, the rest of the element stays',
    { kind: 'without', elementIndex: 0, componentIndex: 0 },
    500n,
  ],
  ['an hour later it would all be in the evening', { kind: 'shift', seconds: 3600 }, 400n],
  ['ten hours earlier it would all be by day', { kind: 'shift', seconds: -36_000 }, 700n],
]

test.each(changes)('%s', (_, change, netMinor) => {
  const { otherwise, difference, actual } = counterfactual(compiled, facts, change)
  expect(actual).toEqual({ netMinor: 600n, vatMinor: 120n, grossMinor: 720n })
  expect([otherwise.netMinor, difference.netMinor]).toEqual([netMinor, netMinor - 600n])
  expect(difference.grossMinor).toBe(otherwise.grossMinor - 720n)
  const ofCdr = counterfactualOfCdr(received, change)
  expect(ofCdr).toMatchObject({ counterfactual: { actual, otherwise, difference, warnings: [] } })
})

test('a received period that would run over a change of price is moved whole, with a warning', () => {
  const { counterfactual: found } = counterfactualOfCdr(received, { kind: 'shift', seconds: -1800 })
  expect(found?.warnings).toEqual([expect.stringContaining('runs over a change of price')])
})

test('a tariff without its only price costs nothing', () => {
  const only = { ...document, elements: [{ price_components: [price('ENERGY', 0.4)] }] }
  const change: Change = { kind: 'without', elementIndex: 0 }
  expect(counterfactualOfCdr({ ...received, tariffs: [only] }, change)).toMatchObject({
    counterfactual: { actual: { netMinor: 400n }, otherwise: { netMinor: 0n } },
  })
})

test('a price that is not there cannot be left out', () => {
  const change: Change = { kind: 'without', elementIndex: 1, componentIndex: 3 }
  expect(counterfactualOfCdr(received, change).refused).toMatchObject([
    { path: '$.elements[1].price_components[3]', code: 'no-such-component' },
  ])
  expect(() => counterfactual(compiled, facts, change)).toThrow('the component that is left out')
})

test('what cannot be priced has no counterfactual', () => {
  const change: Change = { kind: 'shift', seconds: 60 }
  expect(counterfactualOfCdr({ ...received, cdr: {} }, change).refused).not.toHaveLength(0)
})

test('a shift by whole days differs by nothing where no day is special', () => {
  fc.assert(
    fc.property(fc.integer({ min: -300, max: 300 }), days => {
      const { difference } = counterfactual(compiled, facts, {
        kind: 'shift',
        seconds: days * 86_400,
      })
      expect(difference.grossMinor).toBe(0n)
    }),
  )
})
