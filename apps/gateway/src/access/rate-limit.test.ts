import { limitRate } from './rate-limit.js'

test('a key may burst two seconds’ worth, then goes at its rate, and no key pays for another', () => {
  let now = 0
  const limit = limitRate(10, () => now)
  const burst = Array.from({ length: 21 }, () => limit.waitMs('a'))
  expect(burst.slice(0, 20).every(wait => wait === 0)).toBe(true)
  expect(burst[20]).toBe(100)
  expect(limit.waitMs('b')).toBe(0)
  now += 100
  expect(limit.waitMs('a')).toBe(0)
  expect(limit.waitMs('a')).toBeGreaterThan(0)
})
