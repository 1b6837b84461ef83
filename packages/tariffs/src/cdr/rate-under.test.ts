/** Tests that a compiled tariff rates a CDR as its document does, time and again. */

import { compileTariff } from '../compile/compile-tariff.js'
import { parseTariff } from '../parse/parse-tariff.js'
import { exactOf } from '../rate/exact-amount.js'
import { rateCdr } from './rate-cdr.js'
import { openCdr, rateOpened } from './rate-under.js'

const document = {
  id: 'T',
  currency: 'EUR',
  elements: [
    {
      restrictions: { start_time: '10:00', end_time: '18:00' },
      price_components: [{ type: 'ENERGY', price: 0.5, step_size: 1 }],
    },
    { price_components: [{ type: 'ENERGY', price: 0.25, step_size: 1 }] },
    {
      restrictions: { reservation: 'RESERVATION_EXPIRES' },
      price_components: [{ type: 'FLAT', price: 4, step_size: 1 }],
    },
  ],
}
const { tariff } = parseTariff(document)
if (!tariff) throw new Error('the sample tariff is sound')
const compiled = compileTariff(tariff, 'UTC')

const periodAt = (start_date_time: string, fields = {}) => ({
  start_date_time,
  dimensions: [
    { type: 'ENERGY', volume: 12.3456 },
    { type: 'RESERVATION_TIME', volume: 0.25 },
  ],
  ...fields,
})
const cdrOf = (...charging_periods: object[]) => ({
  start_date_time: '2026-03-02T09:30:00Z',
  end_date_time: '2026-03-02T11:00:00Z',
  charging_periods,
})
const straddling = cdrOf(periodAt('2026-03-02T09:30:00Z', { tariff_id: 't' }))

test('the same lines and warnings as by the document, and the same again', () => {
  const { opened } = openCdr(compiled, straddling)
  const expected = rateCdr({ tariffs: [document], cdr: straddling, timeZone: 'UTC' })
  if (!opened || !expected.rated) throw new Error('the sample CDR is sound')
  expect(expected.rated.warnings.join()).toContain('runs over a change of price')
  for (const rated of [rateOpened(compiled, opened), rateOpened(compiled, opened)]) {
    const { tariff: _, lines, ...rest } = rated
    expect(rest).toMatchObject({ warnings: expected.rated.warnings, startSecond: 1_772_443_800 })
    expect(lines.map(exactOf)).toEqual(expected.rated.lines.map(exactOf))
  }
})

test('an expired reservation is billed as one', () => {
  const { opened } = openCdr(compiled, straddling)
  if (!opened) throw new Error('the sample CDR is sound')
  const { lines } = rateOpened(compiled, opened, { reservationExpired: true })
  expect(lines.map(({ component }) => component.dimension)).toEqual(['FLAT', 'ENERGY'])
})

const at = '2026-03-02T09:30:00Z'
test.each([
  ['a period under another tariff', periodAt(at, { tariff_id: 'X' }), {}, 'unknown-tariff'],
  ['another currency', periodAt(at), { currency: 'USD' }, 'different-currencies'],
  ['a period without a start', { dimensions: [] }, {}, 'missing-field'],
])('%s is refused', (_, period, fields, code) => {
  const { refused } = openCdr(compiled, { ...cdrOf(period), ...fields })
  expect(refused).toMatchObject([{ path: expect.stringMatching(/^\$\.cdr\./), code }])
})

test('what is no CDR is refused', () => {
  expect(openCdr(compiled, []).refused).toMatchObject([{ path: '$.cdr', code: 'not-an-object' }])
})
