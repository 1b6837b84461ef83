/**
 * Rates a received CDR: each period is priced whole by what applies at its start (mod_cdrs,
 * ChargingPeriod).
 */

import { isTimeZone } from '@wattline/units'

import { compileTariff } from '../compile/compile-tariff.js'
import type { CompiledTariff } from '../compile/compiled.js'
import { FaultList } from '../parse/read-object.js'
import { pricePeriods } from '../rate/price-periods.js'
import type { RatedSession } from '../rate/rated.js'
import { unmeasured } from '../rate/unmeasured.js'
import { outsideValidity } from '../rate/validity.js'
import type { Fault, Tariff, TariffType } from '../tariff.js'
import { chooseTariffs } from './choose-tariff.js'
import { periodsOf } from './periods-of.js'
import { type ReadCdr, readCdr } from './read-cdr.js'
import { readTariffs } from './read-tariffs.js'
import { straddles } from './straddles.js'

export interface ReceivedCdr {
  /** Tariff documents that came with the CDR. */
  readonly tariffs: readonly unknown[]
  readonly cdr: unknown
  /** The site's IANA zone, which a CDR of OCPI 2.2.1 and 2.3.0 does not say. */
  readonly timeZone: string
  readonly context?: CdrContext
}

/** What a CDR cannot say of its session. */
export interface CdrContext {
  /** The reservation ran out before the vehicle came. */
  readonly reservationExpired?: boolean
  /** False bills what was measured, as OCPI 3.0 will. */
  readonly appliesStepSize?: boolean
  /** Which of several active tariffs the driver was promised. */
  readonly preference?: TariffType
}

/** With the reasons of every refusal at once, each at its path in `ReceivedCdr`. */
export type CdrRating =
  | {
      readonly rated: RatedSession
      readonly warnings: readonly Fault[]
      readonly refused?: undefined
    }
  | {
      readonly rated?: undefined
      readonly warnings?: undefined
      readonly refused: readonly Fault[]
    }

/**
 * For a bill: its lines are on one side of the tax, so tariffs that disagree about
 * `tax_included` are refused. `priceCdr` states figures for them.
 */
export function rateCdr(received: ReceivedCdr): CdrRating {
  const rating = rateReceived(received)
  const sides = new Set(rating.rated?.lines.map(({ tariff }) => tariff.tariff.taxIncluded))
  if (sides.size < 2) return rating
  const faults = new FaultList()
  const message = `the tariffs of this session disagree about tax_included (${[...sides].join(', ')}), so no bill can state one side`
  faults.fault('$.tariffs', 'different-tax-included', message)
  return { refused: faults.faults }
}

export function rateReceived({ tariffs, cdr, timeZone, context = {} }: ReceivedCdr): CdrRating {
  const faults = new FaultList()
  const parsed = readTariffs(tariffs, faults)
  const read = readCdr(cdr, '$.cdr', faults)
  if (!isTimeZone(timeZone)) {
    const message = `${timeZone} is not an IANA time zone; write it as Europe/Berlin`
    faults.fault('$.timezone', 'unknown-time-zone', message)
  }
  if (!read || faults.isFatal) return { refused: faults.faults.filter(isFault) }

  const { preference, appliesStepSize = true } = context
  const chosen = chooseTariffs(parsed, read.periods, { ...(preference && { preference }), faults })
  nameForeignCurrency(chosen, read, faults)
  if (faults.isFatal) return { refused: faults.faults.filter(isFault) }

  const compiled = new Map<Tariff, CompiledTariff>()
  for (const tariff of chosen) {
    const priced = appliesStepSize ? tariff : withoutSteps(tariff)
    if (!compiled.has(tariff)) compiled.set(tariff, compileTariff(priced, timeZone))
  }
  const ofPeriods = chosen.flatMap(tariff => compiled.get(tariff) ?? [])
  return rateWith(ofPeriods, read, {
    faults,
    reservationExpired: context.reservationExpired === true,
  })
}

function rateWith(
  tariffs: readonly CompiledTariff[],
  read: ReadCdr,
  {
    faults,
    reservationExpired,
  }: { readonly faults: FaultList; readonly reservationExpired: boolean },
): CdrRating {
  const [atStart] = tariffs
  const startSecond = read.periods[0]?.startSecond
  if (!atStart || startSecond === undefined) return { refused: faults.faults.filter(isFault) }
  const tariffOf = (index: number): CompiledTariff => tariffs[index] ?? atStart
  const periods = periodsOf(read, atStart.zone, reservationExpired)
  const path = '$.cdr.charging_periods'
  for (const { tariff } of new Set(tariffs)) {
    for (const message of outsideValidity(tariff, startSecond)) {
      faults.warn('$.tariffs', 'tariff-not-valid', message)
    }
  }
  for (const message of straddles(periods, startSecond, tariffOf)) {
    faults.warn(path, 'period-spans-price-change', message)
  }
  for (const { measure, message } of unmeasured(periods, tariffOf)) {
    faults.warn(path, `no-${measure}-measured`, message)
  }
  const rated: RatedSession = {
    tariff: atStart,
    startSecond,
    endSecond: Math.max(read.endSecond, startSecond),
    periods,
    lines: pricePeriods(atStart, periods, tariffOf),
    warnings: faults.faults.map(({ message }) => message),
  }
  return { rated, warnings: faults.faults }
}

const isFault = ({ severity }: Fault): boolean => severity === 'fault'

/** Amounts of different currencies add up to nothing. */
function nameForeignCurrency(
  tariffs: readonly Tariff[],
  { currency }: ReadCdr,
  faults: FaultList,
): void {
  const currencies = new Set(tariffs.map(tariff => tariff.currency))
  if (currencies.size > 1) {
    const message = `the tariffs of this session are in ${[...currencies].join(' and ')}; a session has one currency`
    faults.fault('$.tariffs', 'different-currencies', message)
  } else if (currency !== undefined && !currencies.has(currency)) {
    const message = `the CDR is in ${currency}, its tariff in ${[...currencies].join()}`
    faults.fault('$.cdr.currency', 'different-currencies', message)
  }
}

function withoutSteps(tariff: Tariff): Tariff {
  return {
    ...tariff,
    elements: tariff.elements.map(element => ({
      ...element,
      components: element.components.map(component => ({ ...component, stepSize: 0 })),
    })),
  }
}
