import fc from 'fast-check'

import { faultsInPattern, paramTextMax } from './params-pattern.js'

test.each([
  '^([01][0-9]|2[0-3]):[0-5][0-9]$',
  '^[A-Z]{3}$',
  '^[a-z]+-[a-z]+$',
  '^[0-9]+(?:\\.[0-9]{1,2}){1}$',
  '^(?:DE|AT|CH)[*][A-Z0-9]{3}$',
  '^\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}$',
  '[0-9]+',
  '^[(|)*+]$',
])('%s is taken', pattern => {
  expect(faultsInPattern(pattern, 'at')).toEqual([])
})

test.each([
  ['^(a+)+$', 'repeats a group that holds a choice or a repetition'],
  ['^(a|aa)+$', 'repeats a group that holds a choice or a repetition'],
  ['^((?:a|aa))+$', 'repeats a group that holds a choice or a repetition'],
  [`^${'(a|aa)'.repeat(20)}b$`, 'in more than 50000 ways'],
  ['^a{0,100}a{0,100}a{0,100}a{0,100}b$', 'in more than 50000 ways'],
  [`^${'a?'.repeat(40)}b$`, 'in more than 50000 ways'],
  ['x*x*y', 'in more than 50000 ways'],
  ['^x*x*x*y', 'in more than 50000 ways'],
  ['^x|x*x*y', 'in more than 50000 ways'],
  ['^(?:(?:){100}){100}$', 'repeats a group that holds a choice or a repetition'],
  ['^a{101}$', 'repeats more than 100 times'],
  ['^(?=a)a', 'looks around'],
  ['^(?<!a)a', 'looks around'],
  ['^(a)\\1$', 'refers back to a group'],
  ['^(?<n>a)\\k<n>$', 'refers back to a group'],
  ['^\\p{L}{100}$', 'names a class of Unicode'],
  ['^[\\P{L}x]{100}$', 'names a class of Unicode'],
  ['(', 'must be a regular expression'],
  ['a'.repeat(201), 'a text of at most 200 characters'],
  [5, 'a text of at most 200 characters'],
])('%j is refused', (pattern, fault) => {
  expect(faultsInPattern(pattern, 'at').join('\n')).toContain(fault)
})

/** Part of a pattern, with the ways to read the longest text by it. */
interface Made {
  readonly text: string
  readonly ways: number
}

const atom: fc.Arbitrary<Made> = fc
  .constantFrom('a', '[ab]', '\\d', '(?:ab)', '[|(]')
  .map(text => ({ text, ways: 1 }))
const choice = fc.array(atom, { minLength: 2, maxLength: 4 }).map(parts => ({
  text: `(${parts.map(({ text }) => text).join('|')})`,
  ways: parts.length,
}))
const repeated = fc
  .tuple(atom, fc.constantFrom<[string, number]>(['*', 201], ['+', 200], ['?', 2], ['{2,9}', 8]))
  .map(([{ text }, [sign, ways]]) => ({ text: `${text}${sign}`, ways }))

test('no pattern is taken that reads a text in more ways than are allowed', () => {
  const parts = fc.array(fc.oneof(atom, choice, repeated), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(parts, fc.boolean(), (made, isAnchored) => {
      const ways = made.reduce(
        (product, part) => product * part.ways,
        isAnchored ? 1 : paramTextMax,
      )
      const text = `${isAnchored ? '^' : ''}${made.map(part => part.text).join('')}`
      const isTaken = faultsInPattern(text, 'at').length === 0
      expect({ text, isTaken }).toEqual({ text, isTaken: ways <= 50_000 })
    }),
  )
})
