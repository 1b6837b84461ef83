/**
 * The twins' own lookup of a price: the first element that has one for a dimension and whose
 * restrictions hold (OCPI 2.3.0 mod_tariffs, TariffRestrictions).
 */

import type { Temporal } from '@wattline/units'

import type { Component, Element, Restrictions } from './any-tariff.js'

/** What restrictions are asked about. */
export interface View {
  readonly clock: Temporal.PlainDateTime
  /** Since the session's start. */
  readonly second: number
  /** Whether the session had delivered so many kWh. */
  readonly isKwhAtLeast: (bound: number) => boolean
  /** In kW and A; a bound asks its own. */
  readonly troughs: Measured
  readonly peaks: Measured
  readonly reservationExpired: boolean
}

type Measured = Readonly<Record<'power' | 'current', Comparable | undefined>>

/** A figure, or an exact value between two readings. */
type Comparable = number | { readonly isAtLeast: (bound: number) => boolean }

export interface Found<T = { readonly elements: readonly Element[] }> {
  /** By place of the component in the tariff: `element.component`. */
  readonly name: string
  readonly component: Component
  readonly tariff: T
}

/** @param dimension OCPI's name, or RESERVATION_FLAT */
export function lookUp<T extends { readonly elements: readonly Element[] }>(
  tariff: T,
  dimension: string,
  view: View,
): Found<T> | undefined {
  if (!dimension.startsWith('RESERVATION')) {
    return firstIn(tariff, { type: dimension, reservation: undefined }, view)
  }
  const type = dimension === 'RESERVATION_FLAT' ? 'FLAT' : 'TIME'
  const expiry = view.reservationExpired
    ? firstIn(tariff, { type, reservation: 'RESERVATION_EXPIRES' }, view)
    : undefined
  return expiry ?? firstIn(tariff, { type, reservation: 'RESERVATION' }, view)
}

interface Asked {
  readonly type: string
  readonly reservation: Restrictions['reservation']
}

function firstIn<T extends { readonly elements: readonly Element[] }>(
  tariff: T,
  { type, reservation }: Asked,
  view: View,
): Found<T> | undefined {
  for (const [place, { price_components, restrictions = {} }] of tariff.elements.entries()) {
    const index = price_components.findIndex(component => component.type === type)
    const component = price_components[index]
    const isAsked = component && restrictions.reservation === reservation
    if (isAsked && holds(restrictions, view))
      return { name: `${place}.${index}`, component, tariff }
  }
  return undefined
}

const names = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY']

function holds(restrictions: Restrictions, view: View): boolean {
  const { min_kwh, max_kwh, min_duration, max_duration, day_of_week } = restrictions
  const { start_date, end_date, min_power, max_power, min_current, max_current } = restrictions
  const { second, clock, isKwhAtLeast, troughs, peaks } = view
  const date = clock.toPlainDate().toString()
  const isDay = !day_of_week?.length || day_of_week.includes(names[clock.dayOfWeek - 1] ?? '')
  return (
    isInWindow(restrictions, clock) &&
    isDay &&
    date >= (start_date ?? '') &&
    (end_date === undefined || date < end_date) &&
    isKwhAtLeast(min_kwh ?? 0) &&
    !isKwhAtLeast(max_kwh ?? Number.MAX_SAFE_INTEGER) &&
    second >= (min_duration ?? 0) &&
    second < (max_duration ?? Infinity) &&
    (min_power === undefined || isAtLeast(peaks.power, min_power) === true) &&
    (max_power === undefined || isAtLeast(troughs.power, max_power) === false) &&
    (min_current === undefined || isAtLeast(peaks.current, min_current) === true) &&
    (max_current === undefined || isAtLeast(troughs.current, max_current) === false)
  )
}

/** Undefined where nothing was measured. */
function isAtLeast(value: Comparable | undefined, bound: number): boolean | undefined {
  return typeof value === 'number' ? value >= bound : value?.isAtLeast(bound)
}

function isInWindow(
  { start_time = '00:00', end_time = '00:00' }: Restrictions,
  clock: Temporal.PlainDateTime,
): boolean {
  const time = clock.toPlainTime().toString().slice(0, 5)
  const end = end_time === '00:00' ? '24:00' : end_time
  if (start_time === end_time) return true
  return start_time < end ? time >= start_time && time < end : time >= start_time || time < end
}
