/** Rates a received CDR by the tariff documents that came with it. */

import { isTimeZone } from '@wattline/units'

import { compileTariff } from '../compile/compile-tariff.js'
import type { CompiledTariff } from '../compile/compiled.js'
import { FaultList } from '../parse/read-object.js'
import type { RatedSession } from '../rate/rated.js'
import type { Fault, Tariff, TariffType } from '../tariff.js'
import { chooseTariffs } from './choose-tariff.js'
import { nameForeignCurrency } from './name-foreign-currency.js'
import { type Applied, rateRead } from './rate-read.js'
import { readCdr } from './read-cdr.js'
import { readTariffs } from './read-tariffs.js'

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
  const [atStart] = ofPeriods
  if (!atStart) return { refused: faults.faults.filter(isFault) }
  const applied: Applied = {
    atStart,
    all: [...new Set(ofPeriods)],
    tariffOf: index => ofPeriods[index] ?? atStart,
    reservationExpired: context.reservationExpired === true,
  }
  return { rated: rateRead(read, applied, faults), warnings: faults.faults }
}

const isFault = ({ severity }: Fault): boolean => severity === 'fault'

function withoutSteps(tariff: Tariff): Tariff {
  return {
    ...tariff,
    elements: tariff.elements.map(element => ({
      ...element,
      components: element.components.map(component => ({ ...component, stepSize: 0 })),
    })),
  }
}
