/** Tests that each line of a bill says why it is there, in data and in words. */

import { Temporal } from '@wattline/units'

import { compileTariff } from '../compile/compile-tariff.js'
import { parseTariff } from '../parse/parse-tariff.js'
import type { AcceptedLine } from '../plugins/accepted.js'
import { expectedFacts } from '../quote/expected-facts.js'
import { rateSession } from '../rate/rate-session.js'
import { capBill } from '../total/cap-bill.js'
import { totalBill } from '../total/total-bill.js'
import { explainBill } from './explain-bill.js'
import { type Language, sayLine } from './say.js'

interface Asked {
  readonly fields: Record<string, unknown>
  readonly energyWh?: bigint
  readonly startAt?: string
  readonly accepted?: readonly AcceptedLine[]
  readonly language?: Language
}

function billed({ fields, energyWh = 12_345n, startAt, accepted = [] }: Asked) {
  const { tariff, faults } = parseTariff({ id: 'T1', currency: 'EUR', ...fields })
  if (!tariff) throw new Error(JSON.stringify(faults))
  const start = Temporal.Instant.from(startAt ?? '2026-03-02T16:30:00Z')
  const facts = expectedFacts({ startAt: start, minutes: 60, energyWh, parkedMinutes: 8 })
  const rated = rateSession(compileTariff(tariff, 'Europe/Berlin'), facts, [])
  return { rated, accepted, bill: totalBill(rated, accepted) }
}

const explain = (asked: Asked) => explainBill(billed(asked), asked.language).lines

const price = (type: string, amount: number, stepSize = 1) => ({
  type,
  price: amount,
  step_size: stepSize,
  vat: 20,
})
const daytime = {
  price_components: [price('ENERGY', 0.6)],
  restrictions: { start_time: '07:00', end_time: '17:00' },
}
const always = { price_components: [price('ENERGY', 0.4), price('PARKING_TIME', 6, 300)] }

test('a line of energy names its meter interval, its element and what kept the earlier one off', () => {
  expect(explain({ fields: { elements: [daytime, always] } })[0]?.explanation).toEqual({
    sentence:
      '12.345 kWh delivered from 17:30 to 18:30 site time at 0.40 EUR per kWh plus 20% VAT, ' +
      'by element 2 of tariff T1.',
    why: ['Element 1 applies only from 07:00 to 17:00, but the clock showed 17:30.'],
    tariffId: 'T1',
    elementIndex: 1,
    componentIndex: 0,
    from: '2026-03-02T16:30:00Z',
    to: '2026-03-02T17:30:00Z',
    counted: { amount: '12345000', unit: 'mWh' },
    periods: [
      {
        from: '2026-03-02T16:30:00Z',
        to: '2026-03-02T17:30:00Z',
        quantity: '12.345',
        meter: { fromKwh: '0', toKwh: '12.345' },
      },
    ],
    basis: {
      kind: 'USE',
      use: 'ENERGY',
      quantity: { amount: '12.345', unit: 'kWh' },
      fromLocal: '2026-03-02T17:30:00+01:00',
      toLocal: '2026-03-02T18:30:00+01:00',
      price: '0.4',
      currency: 'EUR',
      tax: { percent: '20', side: 'net' },
      tariffId: 'T1',
      elementIndex: 1,
    },
    reasons: [
      {
        elementIndex: 0,
        restriction: 'TIME_OF_DAY',
        wanted: { from: '07:00', to: '17:00' },
        found: '17:30',
      },
    ],
  })
})

test('a line over several periods lists each, with the meter at both of its ends', () => {
  const evening = {
    price_components: [price('ENERGY', 0.6)],
    restrictions: { start_time: '18:00', end_time: '18:15' },
  }
  const [line] = explain({ fields: { elements: [evening, always] }, energyWh: 4000n })
  expect(line?.explanation.periods).toMatchObject([
    { quantity: '2', meter: { fromKwh: '0', toKwh: '2' } },
    { quantity: '1', meter: { fromKwh: '3', toKwh: '4' } },
  ])
})

test('what rounding up to whole steps added is said', () => {
  const [, parking] = explain({ fields: { elements: [always] } })
  expect(parking?.explanation).toMatchObject({
    sentence:
      '10 min of parking from 18:30 to 18:38 site time, rounded up to whole steps of 5 min, ' +
      'at 6.00 EUR per hour plus 20% VAT, by element 1 of tariff T1.',
    step: { sizeBy: '5 min', added: '0.033333 h' },
    counted: { amount: '600', unit: 's' },
    basis: {
      quantity: { amount: '600', unit: 's' },
      step: { size: { amount: '300', unit: 's' }, added: { amount: '120', unit: 's' } },
    },
  })
})

test.each([
  [
    'over midnight, each end has its date',
    '2026-03-02T22:30:00Z',
    'from 23:30 on 2026-03-02 to 00:30 on 2026-03-03',
  ],
  [
    'on the night an hour comes twice, each end has its offset',
    '2026-10-25T00:15:00Z',
    'from 02:15 (UTC+02:00) to 02:15 (UTC+01:00)',
  ],
])('%s', (_, startAt, words) => {
  const [line] = explain({ fields: { elements: [always] }, startAt })
  expect(line?.explanation.sentence).toContain(words)
})

const discount: AcceptedLine = {
  code: 'LESS',
  kind: 'DISCOUNT',
  on: 'ENERGY',
  periods: [0],
  amount: -1_000_000,
  labelKey: 'saver.night',
  plugin: { id: 'saver', version: '1.2.0', hash: 'h', paramsHash: 'p' },
  vatShares: [{ vatPercent: '20', amount: -1_000_000 }],
}

test('lines of plugins and limits name what made them', () => {
  const fields = {
    min_price: { before_taxes: 5, after_taxes: 6 },
    elements: [{ price_components: [price('FLAT', 1)] }, always],
  }
  const lines = explain({ fields, accepted: [discount], energyWh: 4000n })
  expect(lines.map(({ explanation }) => explanation.sentence)).toEqual([
    'A fee of 1.00 EUR plus 20% VAT for the session, by element 1 of tariff T1.',
    expect.stringContaining('4 kWh delivered'),
    expect.stringContaining('10 min of parking'),
    'A discount (LESS) on the energy at 20% VAT, by plugin saver 1.2.0.',
    'Raised to the least a session costs: 5.00 EUR before taxes and 6.00 EUR after, ' +
      'by min_price of tariff T1.',
  ])
  expect(lines[3]?.explanation).toMatchObject({
    from: '2026-03-02T16:30:00Z',
    to: '2026-03-02T17:30:00Z',
    basis: { kind: 'DISCOUNT', code: 'LESS', plugin: { id: 'saver', version: '1.2.0' } },
  })
})

test.each<[string, Record<string, unknown>, string]>([
  ['is inside the price', { tax_included: 'YES' }, '0.40 EUR per kWh including 20% VAT,'],
  ['is unknown and inside', { tax_included: 'YES', vat: null }, '0.40 EUR per kWh including tax,'],
  ['is not named', { vat: null }, '0.40 EUR per kWh, by'],
])('a sentence says how a price stands to tax that %s', (_, { vat, ...tariff }, words) => {
  const component = { ...price('ENERGY', 0.4), ...(vat === null && { vat }) }
  const [line] = explain({ fields: { ...tariff, elements: [{ price_components: [component] }] } })
  expect(line?.explanation.sentence).toContain(words)
})

test('the sentences can be made again from what was stored, in another language', () => {
  const asked = { fields: { elements: [daytime, always] } }
  const stored = JSON.parse(JSON.stringify(explain(asked).map(({ explanation }) => explanation)))
  const inGerman = explain({ ...asked, language: 'DE' })
  inGerman.forEach(({ explanation: { sentence, why } }, index) => {
    expect(sayLine(stored[index], 'DE')).toEqual({ sentence, why })
  })
  expect(inGerman[0]?.explanation).toMatchObject({
    sentence:
      '12,345 kWh geladen von 17:30 bis 18:30 Ortszeit zu 0,40 EUR je kWh ' +
      'zuzüglich 20 % MwSt., nach Element 2 des Tarifs T1.',
    why: ['Element 1 gilt nur von 07:00 bis 17:00 Uhr, aber die Uhr zeigte 17:30.'],
  })
})

test('a line that holds a bill to its cap says what was promised', () => {
  const { rated, accepted, bill } = billed({ fields: { elements: [always] } })
  const capMinor = 250n
  const capped = explainBill({ rated, accepted, bill: capBill(rated, bill, capMinor), capMinor })
  expect(capped.lines.at(-1)).toMatchObject({
    component: 'CAP',
    explanation: {
      sentence: 'Lowered to the cap that was promised: 2.50 EUR with taxes, by the price list.',
      basis: { kind: 'CAP', afterTaxes: '2.50', currency: 'EUR' },
    },
  })
})

test('a bill of another session is not explained', () => {
  const one = billed({ fields: { elements: [always] } })
  const other = billed({ fields: { elements: [{ price_components: [price('FLAT', 1)] }] } })
  expect(() => explainBill({ ...one, bill: other.bill })).toThrow('line 1 (FLAT) must come from')
})
