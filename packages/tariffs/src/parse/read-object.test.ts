/** Tests that reading a document gathers every fault with its path, and never guesses. */

import { showDecimal } from '@wattline/units'

import { FaultList, ObjectReader } from './read-object.js'

function open(value: unknown): { reader: ObjectReader; faults: FaultList } {
  const faults = new FaultList()
  const reader = ObjectReader.open(value, '$', faults)
  if (!reader) throw new Error('expected an object')
  return { reader, faults }
}

test.each([[[]], [null], ['text'], [7], [undefined]])('%p is no object', value => {
  const faults = new FaultList()
  expect(ObjectReader.open(value, '$.x', faults)).toBeUndefined()
  expect(faults.faults).toMatchObject([{ path: '$.x', code: 'not-an-object', severity: 'fault' }])
})

test.each([
  [0.25, '0.25'],
  [1e-7, '0.0000001'],
  ['12.5', '12.5'],
  [-0, '0'],
])('the number %p is read as the decimal %s', (value, text) => {
  const read = open({ price: value }).reader.decimal('price')
  expect(read && showDecimal(read)).toBe(text)
})

test.each([
  ['twelve', 'not-a-number'],
  ['1e3', 'not-a-number'],
  [Number.NaN, 'not-a-number'],
  [true, 'not-a-number'],
  [1e30, 'out-of-range'],
])('%p is refused as %s', (value, code) => {
  const { reader, faults } = open({ price: value })
  expect(reader.decimal('price')).toBeUndefined()
  expect(faults.faults).toMatchObject([{ path: '$.price', code }])
})

test('a number sent as text is taken for one, with a warning', () => {
  const { reader, faults } = open({ price: '2.00', step: '300' })
  expect(reader.decimal('price')?.eq('2')).toBe(true)
  expect(reader.count('step')).toBe(300)
  expect(faults.faults).toMatchObject([
    { path: '$.price', code: 'number-as-text', severity: 'warning' },
    { path: '$.step', code: 'number-as-text', severity: 'warning' },
  ])
})

test('a number with more decimals than are told apart is rounded half up, with a warning', () => {
  const { reader, faults } = open({ price: 0.12345, exact: 0.125 })
  expect(reader.fixed('price', 4)?.toFixed()).toBe('0.1235')
  expect(reader.fixed('exact', 3)?.toFixed()).toBe('0.125')
  expect(faults.faults).toMatchObject([{ path: '$.price', code: 'too-many-decimals' }])
})

test('true and false are no words', () => {
  const { reader, faults } = open({ a: false, b: 'false' })
  expect([reader.flag('a'), reader.flag('b'), reader.flag('c')]).toEqual([
    false,
    undefined,
    undefined,
  ])
  expect(faults.faults).toMatchObject([{ path: '$.b', code: 'not-a-flag' }])
})

test.each([
  [0, 0],
  [300, 300],
  [2.5, undefined],
  [-1, undefined],
])('as a count %p is %p', (value, count) => {
  const { reader, faults } = open({ step: value })
  expect(reader.count('step')).toBe(count)
  expect(faults.isFatal).toBe(count === undefined)
})

test('instants are UTC where they name no offset, as OCPI has them', () => {
  const { reader, faults } = open({
    a: '2026-03-29T01:00:00',
    b: '2026-03-29T03:00:00+02:00',
    c: 'x',
  })
  expect(reader.instant('a')).toBe('2026-03-29T01:00:00Z')
  expect(reader.instant('b')).toBe('2026-03-29T01:00:00Z')
  expect(reader.instant('c')).toBeUndefined()
  expect(faults.faults).toMatchObject([{ path: '$.c', code: 'not-an-instant' }])
})

test('null counts as absent, and what is required is named', () => {
  const { reader, faults } = open({ id: null })
  expect(reader.text('id')).toBeUndefined()
  expect(reader.require('id')).toBe(false)
  expect(faults.faults).toMatchObject([{ path: '$.id', code: 'missing-field' }])
})

test('a list keeps what can be read and names the rest by its place', () => {
  const { reader, faults } = open({ days: ['MONDAY', 7] })
  const read = reader.list('days', (item, path) =>
    typeof item === 'string' ? item : faults.fault(path, 'not-text', 'no text'),
  )
  expect(read).toEqual(['MONDAY'])
  expect(faults.faults).toMatchObject([{ path: '$.days[1]' }])
  expect(reader.isEmptyList('days')).toBe(false)
  expect(open({ days: [] }).reader.isEmptyList('days')).toBe(true)
})

test('fields nobody asked for are warned of, by name', () => {
  const { reader, faults } = open({ id: 'T', colour: 'green' })
  reader.text('id')
  reader.finish()
  expect(faults.faults).toMatchObject([{ path: '$.colour', severity: 'warning' }])
  expect(faults.isFatal).toBe(false)
})

test('a value outside a closed list is named with the list', () => {
  const { reader, faults } = open({ type: 'ENERGIE' })
  expect(reader.oneOf('type', ['ENERGY', 'TIME'])).toBeUndefined()
  expect(faults.faults[0]?.message).toBe('ENERGIE is none of ENERGY, TIME')
})
