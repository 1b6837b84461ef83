/**
 * Writes figures the way a language does: numbers, prices, times and dates, from their exact text.
 *
 * No float and no `Intl`: a stored sentence is the same bytes on every machine and in every year.
 */

import { exponentOf } from '@wattline/units'

import type { Amount } from './explanation.js'
import type { CalendarDate, Phrases } from './phrases.js'

type Marks = Phrases['marks']

/** `1234.5` as `1,234.5` or `1.234,5`. */
export function showNumber(text: string, { decimal, group }: Marks): string {
  const [whole = '', fraction] = text.split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group)
  return fraction === undefined ? grouped : `${grouped}${decimal}${fraction}`
}

/** Major units with all decimals of the currency, and more where the price has more. */
export function showPrice(text: string, currency: string, marks: Marks): string {
  const [whole = '', fraction = ''] = text.split('.')
  const decimals = fraction.padEnd(exponentOf(currency), '0')
  return `${showNumber(decimals === '' ? whole : `${whole}.${decimals}`, marks)} ${currency}`
}

/** `12.3 kWh`, or seconds as a length of time. */
export function showAmount({ amount, unit }: Amount, marks: Marks): string {
  return unit === 's' ? showLength(amount, marks) : `${showNumber(amount, marks)} ${unit}`
}

/** Seconds as `2 h 5 min 30 s`, leaving out what is zero; seconds may have decimals. */
export function showLength(secondsText: string, marks: Marks): string {
  const [whole = '0', fraction] = secondsText.split('.')
  const total = Number(whole)
  const rest = fraction === undefined ? `${total % 60}` : `${total % 60}.${fraction}`
  const parts = [
    [`${Math.floor(total / 3600)}`, 'h'],
    [`${Math.floor(total / 60) % 60}`, 'min'],
    [rest, 's'],
  ] as const
  const shown = parts.filter(([value]) => value !== '0')
  if (shown.length === 0) return '0 s'
  return shown.map(([value, unit]) => `${showNumber(value, marks)} ${unit}`).join(' ')
}

/** `2026-03-02` in its parts. */
export function dateFrom(text: string): CalendarDate {
  const [year = '', month = '', day = ''] = text.split('-')
  return { year, month, day }
}

/**
 * Both ends of a stretch as the site's clock showed them: with the date where it is not one day,
 * and with the offset from UTC where the clock was moved in between.
 */
export function showStretch(
  fromLocal: string,
  toLocal: string,
  phrases: Phrases,
): { readonly from: string; readonly to: string } {
  const [start, end] = [partsOf(fromLocal), partsOf(toLocal)]
  const isOneDay = start.date === end.date
  const isOneOffset = start.offset === end.offset
  const show = ({ date, clock, offset }: typeof start): string => {
    const shown = isOneOffset ? clock : `${clock} (UTC${offset})`
    return isOneDay ? shown : phrases.clockOnDate(shown, phrases.date(dateFrom(date)))
  }
  return { from: show(start), to: show(end) }
}

function partsOf(local: string): { date: string; clock: string; offset: string } {
  const clock = local.slice(11, 19)
  return {
    date: local.slice(0, 10),
    clock: clock.endsWith(':00') ? clock.slice(0, 5) : clock,
    offset: local.slice(19),
  }
}
