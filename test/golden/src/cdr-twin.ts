/**
 * Prices a generated CDR a second time, in decimals and from the documents themselves: nothing is
 * compiled, scaled or shared with the engine (OCPI 2.3.0 mod_tariffs, mod_cdrs).
 */

import { type Decimal, decimal, Temporal } from '@wattline/units'

import type { GeneratedCase, Limit, PeriodDocument, TariffDocument } from './any-cdr.js'
import type { Component } from './any-tariff.js'
import { type Found, lookUp, type View } from './look-up.js'

/** Both sides of a total, to four decimals; undefined where it cannot be known. */
export interface TwinCost {
  readonly excl: string | undefined
  readonly incl: string | undefined
}

interface Use extends Found<TariffDocument> {
  readonly dimension: string
  quantity: Decimal
}

const none = decimal('0')
const exactly = (value: number): Decimal => decimal(String(value))

/** The total, limits included. */
export function twinTotal(generated: GeneratedCase): TwinCost {
  const uses = usesOf(generated)
  const start = tariffOf(generated, generated.cdr.charging_periods[0])
  let excl: Decimal | undefined = none
  let incl: Decimal | undefined = none
  for (const { tariff, component, quantity } of uses) {
    const amount = quantity.times(exactly(component.price))
    const factor = factorOf(tariff, component)
    if (tariff.tax_included === 'YES') {
      excl = component.vat === undefined ? undefined : excl?.plus(amount.div(factor))
      incl = incl?.plus(amount)
    } else {
      excl = excl?.plus(amount)
      incl = incl?.plus(amount.times(factor))
    }
  }
  let cost: Cost = { excl, incl }
  const { min_price: min, max_price: max } = start
  if (min) cost = bound(cost, min, { start, isBroken: (value, limit) => value.lt(limit) })
  if (max) cost = bound(cost, max, { start, isBroken: (value, limit) => value.gt(limit) })
  return { excl: shown(cost.excl), incl: shown(cost.incl) }
}

/** 1 + the rate; no tax applies where the tariff says so, or names no rate. */
function factorOf({ tax_included }: TariffDocument, { vat = 0 }: Component): Decimal {
  const rate = tax_included === 'N/A' ? none : exactly(vat).div(decimal('100'))
  return rate.plus(decimal('1'))
}

interface Bounding {
  readonly start: TariffDocument
  readonly isBroken: (value: Decimal, limit: Decimal) => boolean
}

interface Cost {
  readonly excl: Decimal | undefined
  readonly incl: Decimal | undefined
}

/** Without a bound of its own, the amount with tax keeps its proportion to the one without. */
function bound({ excl, incl }: Cost, limit: Limit, { start, isBroken }: Bounding): Cost {
  const before = exactly(limit.before_taxes)
  const isMoved = excl !== undefined && isBroken(excl, before)
  const net = isMoved ? before : excl
  if (limit.after_taxes !== undefined) {
    const after = exactly(limit.after_taxes)
    return { excl: net, incl: incl && isBroken(incl, after) ? after : incl }
  }
  if (!isMoved || incl === undefined) return { excl: net, incl }
  const declared = start.elements[0]?.price_components[0]
  const factor = declared ? factorOf(start, declared) : decimal('1')
  return { excl: net, incl: excl.eq(none) ? before.times(factor) : incl.times(before).div(excl) }
}

/** To four decimals; first to twelve, since a quotient has no end. */
function shown(value: Decimal | undefined): string | undefined {
  return value?.round(12).round(4).toFixed(4)
}

/** In kWh, hours or 1, step rounding included. */
function usesOf(generated: GeneratedCase): Use[] {
  const uses = new Map<Component, Use>()
  const last = new Map<string, Use>()
  let kwh = none
  for (const period of generated.cdr.charging_periods) {
    const view = viewOf(generated, period, kwh)
    const tariff = tariffOf(generated, period)
    const use = (dimension: string, quantity: Decimal): void => {
      const found = lookUp(tariff, dimension, view)
      if (!found) return
      const known = uses.get(found.component) ?? { ...found, dimension, quantity: none }
      known.quantity = known.quantity.plus(quantity)
      uses.set(found.component, known)
      last.set(dimension, known)
    }
    const used = ['ENERGY', 'TIME', 'PARKING_TIME', 'RESERVATION_TIME'].map(dimension => {
      return [dimension, volumeOf(period, dimension)] as const
    })
    const [energy, time, parking, reserved] = used.map(([, quantity]) => quantity.gt(none))
    if (reserved && !last.has('RESERVATION_FLAT')) use('RESERVATION_FLAT', decimal('1'))
    if ((!reserved || energy || time || parking) && !last.has('FLAT')) use('FLAT', decimal('1'))
    for (const [dimension, quantity] of used) if (quantity.gt(none)) use(dimension, quantity)
    kwh = kwh.plus(volumeOf(period, 'ENERGY'))
  }
  for (const [dimension, line] of last) {
    const isLeftAsItIs = dimension === 'TIME' && last.has('PARKING_TIME')
    if (!dimension.endsWith('FLAT') && !isLeftAsItIs) completeStep(line, [...uses.values()])
  }
  return [...uses.values()]
}

function completeStep(line: Use, uses: readonly Use[]): void {
  const { step_size } = line.component
  if (step_size === 0) return
  const same = uses.filter(({ dimension }) => dimension === line.dimension)
  const total = same.reduce((sum, { quantity }) => sum.plus(quantity), none)
  const isEnergy = line.dimension === 'ENERGY'
  const perUnit = decimal(isEnergy ? '1000' : '3600')
  // Hours stated to four decimals are looked at in whole seconds.
  const counted = isEnergy ? total.times(perUnit) : total.times(perUnit).round(0)
  const blocks = counted.div(exactly(step_size)).round(0, 3)
  const billed = blocks.times(exactly(step_size)).div(perUnit)
  if (billed.gt(total)) line.quantity = line.quantity.plus(billed.minus(total))
}

function tariffOf({ tariffs }: GeneratedCase, period: PeriodDocument | undefined): TariffDocument {
  const named = tariffs.find(({ id }) => id === period?.tariff_id)
  const [first] = tariffs
  if (!first) throw new Error('a case has a tariff')
  return named ?? first
}

function volumeOf({ dimensions }: PeriodDocument, dimension: string): Decimal {
  return dimensions
    .filter(({ type }) => type === dimension)
    .reduce((sum, { volume }) => sum.plus(exactly(volume)), none)
}

function viewOf(generated: GeneratedCase, period: PeriodDocument, kwh: Decimal): View {
  const [first] = generated.cdr.charging_periods
  const at = Temporal.Instant.from(period.start_date_time)
  const stated = (...names: string[]): number | undefined =>
    names.flatMap(name => period.dimensions.filter(({ type }) => type === name))[0]?.volume
  return {
    clock: at.toZonedDateTimeISO(generated.timezone).toPlainDateTime(),
    second: at.since(Temporal.Instant.from(first?.start_date_time ?? '')).total('seconds'),
    isKwhAtLeast: bound => kwh.gte(exactly(bound)),
    troughs: {
      power: stated('MIN_POWER', 'POWER', 'MAX_POWER'),
      current: stated('MIN_CURRENT', 'CURRENT', 'MAX_CURRENT'),
    },
    peaks: {
      power: stated('MAX_POWER', 'POWER', 'MIN_POWER'),
      current: stated('MAX_CURRENT', 'CURRENT', 'MIN_CURRENT'),
    },
    reservationExpired: generated.context.reservation_expired,
  }
}
