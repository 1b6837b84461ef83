/** Tests how the version of OCPI is told, by documents and by peers. */

import { ocpiVersionOf, readOcpiVersion } from './ocpi-version.js'

test.each([
  [[{ tax_included: 'NO' }], '2.3.0'],
  [[{ min_price: { before_taxes: 1 } }], '2.3.0'],
  [[{ total_cost: { before_taxes: 1 } }, { id: 'T' }], '2.3.0'],
  [[{ total_cost: { excl_vat: 1 } }], '2.2.1'],
  [[{ cdr_token: {}, end_date_time: 'x' }], '2.2.1'],
  [[{ stop_date_time: 'x', total_cost: 4 }, { id: '12' }], '2.1.1'],
  [[{ auth_id: 'x' }], '2.1.1'],
  [[{ id: 'T' }, null, 'text'], '2.2.1'],
])('%j is of OCPI %s', (documents, version) => {
  expect(ocpiVersionOf(documents)).toBe(version)
})

test.each([
  ['2.1.1', '2.1.1'],
  ['2.2', '2.2.1'],
  ['2.2.1-d2', '2.2.1'],
  ['2.3.0', '2.3.0'],
  ['3.0', undefined],
  ['2.11', undefined],
  ['', undefined],
])('peers write %j for %p', (text, version) => {
  expect(readOcpiVersion(text)).toBe(version)
})
