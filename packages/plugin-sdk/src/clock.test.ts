/** Tries clock windows that end later, pass midnight, or take the whole day. */

import fc from 'fast-check'

import { clockPattern, isWithin, minuteOf } from './clock.js'

test.each`
  minute  | start      | end        | inside
  ${1319} | ${'22:00'} | ${'06:00'} | ${false}
  ${1320} | ${'22:00'} | ${'06:00'} | ${true}
  ${0}    | ${'22:00'} | ${'06:00'} | ${true}
  ${359}  | ${'22:00'} | ${'06:00'} | ${true}
  ${360}  | ${'22:00'} | ${'06:00'} | ${false}
  ${599}  | ${'10:00'} | ${'16:00'} | ${false}
  ${600}  | ${'10:00'} | ${'16:00'} | ${true}
  ${960}  | ${'10:00'} | ${'16:00'} | ${false}
  ${1439} | ${'22:00'} | ${'00:00'} | ${true}
  ${0}    | ${'22:00'} | ${'00:00'} | ${false}
  ${777}  | ${'08:00'} | ${'08:00'} | ${true}
`('minute $minute lies in $start–$end: $inside', ({ minute, start, end, inside }) => {
  expect(isWithin(minute, start, end)).toBe(inside)
})

test.each(['24:00', '7:30', '07:60', '', '07:30:00'])('%p is no clock time', clock => {
  expect(() => minuteOf(clock)).toThrow("a clock time is 'HH:MM'")
})

test('what the pattern takes is read, and nothing else is', () => {
  const character = fc.constantFrom(...'0123456789:/;a '.split(''))
  const near = fc.array(character, { minLength: 4, maxLength: 6 }).map(list => list.join(''))
  const time = fc.tuple(fc.nat(29), fc.nat(69)).map(([hour, minute]) => {
    return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
  })
  fc.assert(
    fc.property(fc.oneof(near, time, fc.string()), text => {
      const [, hour, minute] = clockPattern.exec(text) ?? []
      if (hour === undefined) expect(() => minuteOf(text)).toThrow(RangeError)
      else expect(minuteOf(text)).toBe(Number(hour) * 60 + Number(minute))
    }),
    { numRuns: 1000 },
  )
})
