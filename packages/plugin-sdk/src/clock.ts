/**
 * Reads clock times as minutes since midnight, and says whether one lies in a window that may pass
 * midnight.
 */

/** 'HH:MM', 00:00 to 23:59. */
export const clockPattern = /^([01][0-9]|2[0-3]):([0-5][0-9])$/

/** Minutes since midnight of an 'HH:MM'. @throws RangeError when it is none */
export function minuteOf(clock: string): number {
  const match = clockPattern.exec(clock)
  if (match === null) throw new RangeError(`a clock time is 'HH:MM', 00:00 to 23:59: '${clock}'`)
  return Number(match[1]) * 60 + Number(match[2])
}

/**
 * Is this minute of the day at or after `start` and before `end`? A window may pass midnight; equal
 * edges mean the whole day (as OCPI's start_time and end_time are read in this product).
 */
export function isWithin(minuteOfDay: number, start: string, end: string): boolean {
  const from = minuteOf(start)
  const to = minuteOf(end)
  if (from === to) return true
  return from < to
    ? minuteOfDay >= from && minuteOfDay < to
    : minuteOfDay >= from || minuteOfDay < to
}
