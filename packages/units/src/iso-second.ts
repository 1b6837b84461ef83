/**
 * Reads the instants of wire documents as whole epoch seconds: the shape OCPI writes by arithmetic,
 * every other one through Temporal.
 */

import { smallInteger } from './small-integer.js'
import { parseInstant } from './time.js'
import { secondOf } from './zone.js'

/** The second an ISO 8601 instant with offset lies in; undefined when the text is none. */
export function secondFromIso(text: string): number | undefined {
  const plain = plainSecond(text)
  if (plain !== undefined) return plain
  const instant = parseInstant(text)
  return instant && secondOf(instant)
}

const daysOfMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** `2026-03-29T01:00:00Z`, with or without a fraction, from 1970 on; undefined for all else. */
function plainSecond(text: string): number | undefined {
  const isShaped =
    text[4] === '-' && text[7] === '-' && text[10] === 'T' && text[13] === ':' && text[16] === ':'
  if (!isShaped || !isPlainEnd(text)) return undefined
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2)
  const month = twoDigits(text, 5)
  const day = twoDigits(text, 8)
  const [hour, minute, second] = [twoDigits(text, 11), twoDigits(text, 14), twoDigits(text, 17)]
  // A part that is no number fails every comparison.
  const isTime = hour < 24 && minute < 60 && second < 60
  const isDate = year >= 1970 && month >= 1 && day >= 1 && day <= (daysOfMonth[month - 1] ?? 0)
  if (!isTime || !isDate || (month === 2 && day === 29 && !isLeap(year))) return undefined
  return smallInteger(Date.UTC(year, month - 1, day, hour, minute, second) / 1000)
}

/** Nothing or a fraction of up to nine digits, then `Z`. */
function isPlainEnd(text: string): boolean {
  const end = text.length - 1
  if (text[end] !== 'Z') return false
  if (end === 19) return true
  if (text[19] !== '.' || end < 21 || end > 29) return false
  for (let index = 20; index < end; index += 1) {
    const digit = text.charCodeAt(index) - 48
    if (digit < 0 || digit > 9) return false
  }
  return true
}

/** NaN where they are no digits. */
function twoDigits(text: string, index: number): number {
  const tens = text.charCodeAt(index) - 48
  const ones = text.charCodeAt(index + 1) - 48
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}
