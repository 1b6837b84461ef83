/** Tests that every language says every kind of line and reason, with its own figures. */

import type { LineBasis, Reason, Restriction, Wanted } from './explanation.js'
import { type Language, languages, sayBasis, sayReason } from './say.js'

const tax = { percent: '7.7', side: 'net' } as const
const source = { tariffId: 'T1', elementIndex: 1, currency: 'EUR' }
const parking: LineBasis = {
  kind: 'USE',
  use: 'PARKING_TIME',
  quantity: { amount: '5400', unit: 's' },
  fromLocal: '2026-03-02T23:30:00+01:00',
  toLocal: '2026-03-03T00:55:30+01:00',
  price: '1234.567',
  tax,
  step: { size: { amount: '1800', unit: 's' }, added: { amount: '270', unit: 's' } },
  ...source,
}
const energy: LineBasis = {
  ...parking,
  use: 'ENERGY',
  quantity: { amount: '1234.5', unit: 'kWh' },
  step: { size: { amount: '500', unit: 'Wh' }, added: { amount: '0.2', unit: 'kWh' } },
}
const bases: Readonly<Record<string, LineBasis>> = {
  energy,
  parking,
  charging: { ...parking, use: 'TIME' },
  reserved: { ...parking, use: 'RESERVATION_TIME' },
  fee: { kind: 'FEE', on: 'SESSION', price: '1', tax: { percent: null, side: 'gross' }, ...source },
  'fee for a reservation': {
    kind: 'FEE',
    on: 'RESERVATION',
    price: '2',
    tax,
    ...source,
  },
  discount: {
    kind: 'DISCOUNT',
    code: 'NIGHT',
    on: 'SESSION',
    plugin: { id: 'saver', version: '1.2.0' },
    label: { key: 'off-peak.discount', args: [2550, '22:00', '06:00'], currency: 'EUR' },
    tax,
  },
  surcharge: {
    kind: 'SURCHARGE',
    code: 'IDLE',
    on: 'TIME',
    plugin: { id: 'idle', version: '2.0.0' },
    label: { key: 'idle.of-their-own', args: [5], currency: 'EUR' },
    tax: { percent: null, side: 'net' },
  },
  least: { kind: 'MIN_PRICE', beforeTaxes: '5', currency: 'EUR', tariffId: 'T1' },
  most: {
    kind: 'MAX_PRICE',
    beforeTaxes: '5',
    afterTaxes: '6.05',
    currency: 'EUR',
    tariffId: 'T1',
  },
  cap: { kind: 'CAP', afterTaxes: '10', currency: 'EUR' },
  'credit of a line': { kind: 'CREDIT', invoice: 'A-7', position: 3, note: 'As promised.' },
  'credit of a part': { kind: 'CREDIT', invoice: 'A-7', note: 'As promised.' },
}

test.each(languages)('%s says every kind of line', language => {
  const said = Object.entries(bases).map(([name, basis]) => [name, sayBasis(basis, language)])
  expect(Object.fromEntries(said)).toMatchSnapshot()
})

const wants: Readonly<Record<Restriction, { wanted: Wanted; found: string }>> = {
  TIME_OF_DAY: { wanted: { from: '22:00', to: '06:00' }, found: '10:00' },
  DATE: { wanted: { from: '2026-02-01', to: '2026-03-01' }, found: '2026-01-01' },
  DAY_OF_WEEK: { wanted: { days: ['SATURDAY', 'SUNDAY'] }, found: 'THURSDAY' },
  ENERGY: { wanted: { from: '1.5', to: '20' }, found: '1234.5' },
  DURATION: { wanted: { to: '3600' }, found: '5430' },
  POWER: { wanted: { from: '11' }, found: '7.4' },
  CURRENT: { wanted: { from: '16', to: '32' }, found: '10' },
  RESERVATION: { wanted: {}, found: 'RESERVATION' },
}

function why(restriction: Restriction, language: Language, found: string | null): string {
  const { wanted } = wants[restriction]
  const reason: Reason = { elementIndex: 0, restriction, wanted, found }
  return sayReason(reason, language)
}

test.each(languages)('%s says every reason', language => {
  const restrictions = Object.keys(wants) as Restriction[]
  const said = restrictions.map(name => why(name, language, wants[name].found))
  const unmeasured = (['POWER', 'CURRENT'] as const).map(name => why(name, language, null))
  expect([...said, ...unmeasured]).toMatchSnapshot()
})

test('no two languages say the same', () => {
  const said = languages.map(language => sayBasis(energy, language))
  expect(new Set(said).size).toBe(languages.length)
})
