/**
 * Lists the prices of a tariff as a driver must be shown them before a session: in the units and
 * the order of the law.
 *
 * Regulation (EU) 2023/1804 (AFIR), Art. 5(4), for points deployed from 13 April 2024: from 50 kW
 * an ad hoc price is per kWh, and beside it there may be an occupancy fee per minute; below 50 kW
 * every component is told in the order kWh, minute, session, any other.
 */

import { divideHalfUp, type Instant, readWallClock, secondOf, showScaled } from '@wattline/units'

import type { CompiledComponent, CompiledTariff } from '../compile/compiled.js'
import { pricePlaces } from '../parse/read-element.js'
import type { Dimension, PriceLimit, TaxIncluded } from '../tariff.js'
import { scaledRate } from '../total/tax.js'

/** What a session may pay for once it has begun: its reservation is told apart. */
const shownDimensions: readonly Dimension[] = ['ENERGY', 'TIME', 'PARKING_TIME', 'FLAT']

export type PriceUnit = 'kWh' | 'min' | 'session'

/** One price, in major units; to four decimals, half away from zero. */
export interface PricePart {
  readonly kind: Dimension | 'MIN_PRICE' | 'MAX_PRICE'
  readonly unit: PriceUnit
  /** Before tax and with it; null where the tariff does not tell. */
  readonly net: string | null
  readonly gross: string | null
  readonly vatPercent: string | null
  /** When it applies, each to follow "applies": `from 07:00 to 18:00`; all hold. Empty: always. */
  readonly when: readonly string[]
  /** Places in the tariff's own lists, from 0; absent for a limit. */
  readonly elementIndex?: number
  readonly componentIndex?: number
  /** Whether it is for a reservation before the session, as such or by its time. */
  readonly isForReservation?: boolean
}

/** From this power on the law's stricter order holds (AFIR, Art. 5(4)). */
const strictFromW = 50_000

/** A session is expected to take a week at most: later prices are none of its. */
const horizonSeconds = 7 * 86_400

export interface PricesAsked {
  readonly startAt: Instant
  /** What the connector can deliver. */
  readonly maxPowerW: number
  /** Whether the connector is kept for the driver before: what that costs is shown as well. */
  readonly isReserved?: boolean
}

/** Whether the order is that of points of 50 kW and more. */
export function isStrict({ maxPowerW }: PricesAsked): boolean {
  return maxPowerW >= strictFromW
}

/** Every price that a session beginning then may come to pay, in the order of the law. */
export function priceParts(tariff: CompiledTariff, asked: PricesAsked): PricePart[] {
  const { taxIncluded, minPrice, maxPrice } = tariff.tariff
  const { components, reservationFlats } = tariff
  const lists = [
    ...shownDimensions.map(dimension => components[dimension]),
    ...(asked.isReserved ? [components.RESERVATION_TIME, reservationFlats] : []),
  ]
  const shown = lists.flatMap(list =>
    reachableOf(list)
      .filter(component => canCome(tariff, component, asked.startAt))
      .map(component => partOf(component, taxIncluded)),
  )
  const parts: PricePart[] = [
    ...shown,
    ...(minPrice ? [limitPart('MIN_PRICE', minPrice)] : []),
    ...(maxPrice ? [limitPart('MAX_PRICE', maxPrice)] : []),
  ]
  return parts.sort((a, b) => rankOf(a, isStrict(asked)) - rankOf(b, isStrict(asked)))
}

/** Where a part stands. From 50 kW, what is paid for standing there comes before other minutes. */
function rankOf({ kind, unit, isForReservation }: PricePart, strict: boolean): number {
  if (kind === 'MIN_PRICE' || kind === 'MAX_PRICE') return 5
  if (isForReservation) return 4
  if (unit === 'kWh') return 0
  if (unit === 'session') return 3
  return strict && kind !== 'PARKING_TIME' ? 2 : 1
}

/** Behind one that always applies no other is ever asked. */
function reachableOf(components: readonly CompiledComponent[]): CompiledComponent[] {
  const always = components.findIndex(({ conditions }) => conditions.length === 0)
  const asked = always === -1 ? components : components.slice(0, always + 1)
  return asked.filter(({ conditions }) => !conditions.some(({ isNever }) => isNever))
}

/** Whether the calendar lets it apply in the week from the start. */
function canCome(
  { tariff, zone }: CompiledTariff,
  { elementIndex }: CompiledComponent,
  startAt: Instant,
): boolean {
  const { startDate, endDate } = tariff.elements[elementIndex]?.restrictions ?? {}
  const first = readWallClock(zone, secondOf(startAt)).date
  const last = readWallClock(zone, secondOf(startAt) + horizonSeconds).date
  const dateOf = (text: string): number => Number(text.replaceAll('-', ''))
  const hasEnded = endDate !== undefined && dateOf(endDate) <= first
  const isFar = startDate !== undefined && dateOf(startDate) > last
  return !hasEnded && !isFar
}

function partOf(component: CompiledComponent, taxIncluded: TaxIncluded): PricePart {
  const { dimension, isForReservation, vatPercent, conditions } = component
  const { elementIndex, componentIndex } = component
  const unit: PriceUnit = dimension === 'ENERGY' ? 'kWh' : dimension === 'FLAT' ? 'session' : 'min'
  return {
    kind: dimension,
    unit,
    ...bothSides(component, { taxIncluded, perStated: unit === 'min' ? 60n : 1n }),
    vatPercent,
    when: conditions.map(({ applies }) => applies),
    elementIndex,
    componentIndex,
    ...(isForReservation && { isForReservation }),
  }
}

const fullPercent = 1_000_000n
const shownPlaces = 4
const belowShown = 10n ** BigInt(pricePlaces - shownPlaces)

/** @param perStated how many of the shown units the stated price is for: 60 minutes an hour */
function bothSides(
  { priceScaled, vatPercent }: CompiledComponent,
  { taxIncluded, perStated }: { readonly taxIncluded: TaxIncluded; readonly perStated: bigint },
): Pick<PricePart, 'net' | 'gross'> {
  const show = (numerator: bigint, denominator: bigint): string =>
    showScaled(divideHalfUp(numerator, denominator * perStated * belowShown), shownPlaces)
  const stated = show(priceScaled, 1n)
  if (taxIncluded === 'YES') {
    // At a rate nobody named only the gross price is known (OCPI 2.3.0, TaxIncluded).
    if (vatPercent === null) return { net: null, gross: stated }
    const withTax = fullPercent + scaledRate(vatPercent)
    return { net: show(priceScaled * fullPercent, withTax), gross: stated }
  }
  // No rate: no tax applies (OCPI 2.2.1, PriceComponent).
  const withTax = fullPercent + (vatPercent === null ? 0n : scaledRate(vatPercent))
  return { net: stated, gross: show(priceScaled * withTax, fullPercent) }
}

/**
 * As the tariff states it; without a figure after taxes the gross total has no bound of its own.
 */
function limitPart(kind: 'MIN_PRICE' | 'MAX_PRICE', limit: PriceLimit): PricePart {
  const { beforeTaxes: net, afterTaxes: gross = null } = limit
  return { kind, unit: 'session', net, gross, vatPercent: null, when: [] }
}
