/** Tests the receipt: whole, in each language, with what would have been otherwise. */

import { Temporal } from '@wattline/units'

import { compileTariff } from '../compile/compile-tariff.js'
import { parseTariff } from '../parse/parse-tariff.js'
import { expectedFacts } from '../quote/expected-facts.js'
import { rateSession } from '../rate/rate-session.js'
import { totalBill } from '../total/total-bill.js'
import { type Change, counterfactual } from './counterfactual.js'
import { explainBill } from './explain-bill.js'
import { receipt } from './receipt.js'
import { type Language, languages } from './say.js'

const price = (type: string, amount: number, vat: number) => ({
  type,
  price: amount,
  step_size: 1,
  vat,
})
const { tariff } = parseTariff({
  id: 'T1',
  currency: 'EUR',
  end_date_time: '2026-03-01T00:00:00Z',
  elements: [
    {
      price_components: [price('ENERGY', 0.6, 20)],
      restrictions: { start_time: '07:00', end_time: '18:00' },
    },
    { price_components: [price('ENERGY', 0.4, 20), price('FLAT', 1000, 10)] },
  ],
})
if (!tariff) throw new Error('the sample tariff is sound')
const compiled = compileTariff(tariff, 'UTC')
const startAt = Temporal.Instant.from('2026-03-02T17:00:00Z')
const facts = expectedFacts({ startAt, minutes: 120, energyWh: 10_000n })
const rated = rateSession(compiled, facts, [])
const billed = { rated, accepted: [], bill: totalBill(rated, []) }
const changes: readonly Change[] = [
  { kind: 'without', elementIndex: 0, componentIndex: 0 },
  { kind: 'shift', seconds: -5400 },
  { kind: 'shift', seconds: 86_400 },
]

function print(language: Language): string {
  const changed = changes.map(change => ({ change, ...counterfactual(compiled, facts, change) }))
  return receipt(explainBill(billed, language), language, changed)
}

test('a receipt tells each line, its reasons, the meter, the sums and what else it could have been', () => {
  expect(print('EN').split('\n')).toEqual([
    ' 1. 1,000.00 EUR  A fee of 1,000.00 EUR plus 10% VAT for the session, ' +
      'by element 2 of tariff T1.',
    ' 2.     3.00 EUR  5 kWh delivered from 17:00 to 18:00 site time at ' +
      '0.60 EUR per kWh plus 20% VAT, by element 1 of tariff T1.',
    '                  2026-03-02T17:00:00Z – 2026-03-02T18:00:00Z: 5 kWh, meter from 0 to 5 kWh',
    ' 3.     2.00 EUR  5 kWh delivered from 18:00 to 19:00 site time at ' +
      '0.40 EUR per kWh plus 20% VAT, by element 2 of tariff T1.',
    '                  Element 1 applies only from 07:00 to 18:00, but the clock showed 18:00.',
    '                  2026-03-02T18:00:00Z – 2026-03-02T19:00:00Z: 5 kWh, meter from 5 to 10 kWh',
    '',
    '    1,005.00 EUR  Before VAT',
    '      100.00 EUR  VAT 10%',
    '        1.00 EUR  VAT 20%',
    '    1,106.00 EUR  Total',
    '',
    'Note: Tariff T1 was not valid when the session started.',
    '',
    'Without element 1.1, it would have cost 1,104.80 EUR: 1.20 EUR less.',
    'Started 1 h 30 min earlier, it would have cost 1,107.20 EUR: 1.20 EUR more.',
    'Started 24 h later, it would have cost 1,106.00 EUR: the same.',
    '',
  ])
})

test.each(languages)('%s', language => {
  expect(print(language)).toMatchSnapshot()
})
