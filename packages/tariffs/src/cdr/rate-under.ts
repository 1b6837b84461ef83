/**
 * Rates CDRs under a tariff that was compiled before: what a stream of them wants, reading apart
 * from rating.
 */

import type { CompiledTariff } from '../compile/compiled.js'
import { FaultList } from '../parse/read-object.js'
import type { RatedSession } from '../rate/rated.js'
import type { Fault } from '../tariff.js'
import { chooseTariffs } from './choose-tariff.js'
import { nameForeignCurrency } from './name-foreign-currency.js'
import { rateRead } from './rate-read.js'
import { type ReadCdr, readCdr } from './read-cdr.js'

/** A CDR that can be rated, with what is odd about it. */
export interface OpenedCdr {
  readonly read: ReadCdr
  readonly warnings: readonly Fault[]
}

export type CdrOpening =
  | { readonly opened: OpenedCdr; readonly refused?: undefined }
  | { readonly opened?: undefined; readonly refused: readonly Fault[] }

/** @param cdr the document, as JSON parses it; a period that names another tariff is refused */
export function openCdr({ tariff }: CompiledTariff, cdr: unknown): CdrOpening {
  const faults = new FaultList()
  const read = readCdr(cdr, '$.cdr', faults)
  if (read) {
    chooseTariffs([tariff], read.periods, { faults })
    nameForeignCurrency([tariff], read, faults)
  }
  if (read && !faults.isFatal) return { opened: { read, warnings: faults.faults } }
  return { refused: faults.faults.filter(({ severity }) => severity === 'fault') }
}

/** @param context whether the reservation ran out before the vehicle came, which no CDR says */
export function rateOpened(
  tariff: CompiledTariff,
  { read, warnings }: OpenedCdr,
  { reservationExpired = false }: { readonly reservationExpired?: boolean } = {},
): RatedSession {
  const tariffOf = (): CompiledTariff => tariff
  const applied = { atStart: tariff, all: [tariff], tariffOf, reservationExpired }
  return rateRead(read, applied, new FaultList(warnings))
}
