import { type Row, readRow } from './read-row.js'
import { workplace } from './workplace.js'

const good: Row = {
  sessionId: '4228788',
  kwhTotal: '6.76',
  dollars: '0.58',
  created: '0014-11-21 12:05:46',
  ended: '0014-11-21 16:46:04',
  userId: '35897499',
  stationId: '129465',
  locationId: '461655',
}

const read = (changes: Row) => readRow({ ...good, ...changes }, workplace)
const session = (changes: Row = {}) => {
  const result = read(changes)
  if ('faults' in result) throw new Error(result.faults.join('; '))
  return result.session
}

test('a row becomes a session, its century put right', () => {
  expect(session()).toMatchObject({ sessionId: '4228788', driver: '35897499', energyWh: 6760n })
  expect(session().startedAt.toString()).toBe('2014-11-21T12:05:46Z')
  expect(session().endedAt.toString()).toBe('2014-11-21T16:46:04Z')
  expect(session().recordedFee).toEqual({ minor: 58n, currency: 'USD' })
})

test.each([
  ['0.58', 58n],
  ['0', 0n],
  ['1.005', 101n],
  ['0.5833333333333333', 58n],
  ['0.585', 59n],
])('a fee written %s is %d cents', (dollars, minor) => {
  expect(session({ dollars }).recordedFee.minor).toBe(minor)
})

test.each([
  ['7.78', 7780n],
  ['7.7799999999', 7780n],
  ['0', 0n],
  ['0.0005', 1n],
])('%s kWh are %d Wh', (kwhTotal, wh) => {
  expect(session({ kwhTotal }).energyWh).toBe(wh)
})

test.each([
  ['sessionId', '', 'sessionId is empty'],
  ['kwhTotal', 'NA', 'kwhTotal is no energy in kWh: "NA"'],
  ['kwhTotal', '-1', 'kwhTotal is no energy in kWh: "-1"'],
  ['kwhTotal', '1e3', 'kwhTotal is no energy in kWh: "1e3"'],
  ['dollars', '1,50', 'dollars is no amount: "1,50"'],
  ['dollars', '-0.5', 'dollars is below zero: "-0.5"'],
  ['created', '0014-13-01 00:00:00', 'created is no date and time: "0014-13-01 00:00:00"'],
  ['created', '21.11.2014', 'created is no date and time: "21.11.2014"'],
  ['ended', '0014-11-21 12:05:45', 'ended lies before created'],
])('%s = %p is refused in words', (column, value, fault) => {
  expect(read({ [column]: value })).toEqual({ faults: [fault] })
})

test('all faults of a row are told together', () => {
  expect(read({ kwhTotal: '', dollars: '', ended: '' })).toEqual({
    faults: [
      'ended is no date and time: empty',
      'kwhTotal is no energy in kWh: empty',
      'dollars is no amount: empty',
    ],
  })
})
