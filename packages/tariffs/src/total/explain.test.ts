/** Tests the sentences that say where lines of plugins and limits come from. */

import { Temporal } from '@wattline/units'

import { compileTariff } from '../compile/compile-tariff.js'
import { parseTariff } from '../parse/parse-tariff.js'
import type { AcceptedLine } from '../plugins/accepted.js'
import { expectedFacts } from '../quote/expected-facts.js'
import { rateSession } from '../rate/rate-session.js'
import { explainAccepted, explainLimit, explainRated } from './explain.js'

const { tariff } = parseTariff({
  id: 'T',
  currency: 'EUR',
  elements: [
    {
      price_components: [
        { type: 'FLAT', price: 1, step_size: 1 },
        { type: 'ENERGY', price: 0.5, step_size: 1 },
      ],
    },
  ],
})
if (!tariff) throw new Error('the sample tariff is sound')
const rated = rateSession(
  compileTariff(tariff, 'Europe/Berlin'),
  expectedFacts({
    startAt: Temporal.Instant.from('2026-03-02T10:00:00Z'),
    minutes: 60,
    energyWh: 4000n,
  }),
  [{ kind: 'clock', secondOfDay: 41_400 }],
)

test('a fee for the session is named as one', () => {
  const flat = rated.lines[0]
  expect(flat && explainRated(rated, flat)).toMatchObject({
    sentence: 'A fee of 1 EUR for the session, by element 1 of tariff T.',
    from: '2026-03-02T10:00:00Z',
    to: '2026-03-02T10:30:00Z',
    periods: [{ quantity: '1' }],
  })
})

test('a line over several periods lists each of them', () => {
  const energy = rated.lines[1]
  expect(energy && explainRated(rated, energy).periods).toEqual([
    { from: '2026-03-02T10:00:00Z', to: '2026-03-02T10:30:00Z', quantity: '2' },
    { from: '2026-03-02T10:30:00Z', to: '2026-03-02T11:00:00Z', quantity: '2' },
  ])
})

const surcharge: AcceptedLine = {
  code: 'STAY',
  kind: 'SURCHARGE',
  on: 'ENERGY',
  periods: [1],
  amount: 10_000,
  labelKey: 'stay',
  plugin: { id: 'idle-fee', version: '2.0.0', hash: 'h', paramsHash: 'p' },
  vatShares: [{ vatPercent: null, amount: 10_000 }],
}

test('a line of a plugin names the plugin, its version and the periods it is bound to', () => {
  expect(explainAccepted(rated, surcharge)).toMatchObject({
    sentence: 'A surcharge (STAY) on ENERGY, by plugin idle-fee 2.0.0.',
    from: '2026-03-02T10:30:00Z',
    to: '2026-03-02T11:00:00Z',
  })
})

test('a limit names both of its figures', () => {
  const limit = { beforeTaxes: '10', afterTaxes: '12.1' }
  const line = { component: 'MAX_PRICE', limit, shares: new Map() } as const
  expect(explainLimit(rated, line).sentence).toBe(
    'Lowered to the most a session costs: 10 EUR before taxes and 12.1 EUR after, ' +
      'by max_price of tariff T.',
  )
})
