/** Tries clock windows that end later, pass midnight, or take the whole day. */

import { isWithin, minuteOf } from './clock.js'

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
