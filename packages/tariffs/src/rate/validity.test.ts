/** Tests that a tariff is valid from its start on, and no longer at its end. */

import type { Tariff } from '../tariff.js'
import { isValidAt, outsideValidity } from './validity.js'

const tariff = {
  id: 'T',
  startsAt: '2026-03-02T10:00:00Z',
  endsAt: '2026-03-02T11:00:00Z',
} as Tariff
const second = (text: string): number => Date.parse(text) / 1000

test.each([
  ['2026-03-02T09:59:59Z', false],
  ['2026-03-02T10:00:00Z', true],
  ['2026-03-02T10:59:59Z', true],
  ['2026-03-02T11:00:00Z', false],
])('at %s it is valid: %p', (instant, isValid) => {
  expect(isValidAt(tariff, second(instant))).toBe(isValid)
  expect(outsideValidity(tariff, second(instant))).toHaveLength(isValid ? 0 : 1)
})

test('without dates it is always valid', () => {
  expect(isValidAt({ id: 'T' } as Tariff, 0)).toBe(true)
})
