/**
 * Reads clock times as minutes since midnight, and says whether one lies in a window that may pass
 * midnight.
 */

/** 'HH:MM', 00:00 to 23:59. */
export const clockPattern = /^([01][0-9]|2[0-3]):([0-5][0-9])$/

const digitZero = 48

/** The number that two digits make, or NaN. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - digitZero
  const ones = text.charCodeAt(at + 1) - digitZero
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN
}

/** Minutes since midnight of an 'HH:MM'. @throws RangeError when it is none */
export function minuteOf(clock: string): number {
  // By its characters: a plugin asks for every period, and a pattern costs several times as much.
  if (clock.length === 5 && clock[2] === ':') {
    const hour = twoDigits(clock, 0)
    const minute = twoDigits(clock, 3)
    if (hour < 24 && minute < 60) return hour * 60 + minute
  }
  throw new RangeError(`a clock time is 'HH:MM', 00:00 to 23:59: '${clock}'`)
}

/**
 * Is this minute of the day at or after `from` and before `to`, all in minutes since midnight? A
 * window may pass midnight; equal edges mean the whole day (as OCPI's start_time and end_time are
 * read in this product).
 */
export function isBetween(minuteOfDay: number, from: number, to: number): boolean {
  if (from === to) return true
  return from < to
    ? minuteOfDay >= from && minuteOfDay < to
    : minuteOfDay >= from || minuteOfDay < to
}

/** The same of a window whose edges are 'HH:MM'. @throws RangeError when one is none */
export function isWithin(minuteOfDay: number, start: string, end: string): boolean {
  return isBetween(minuteOfDay, minuteOf(start), minuteOf(end))
}
