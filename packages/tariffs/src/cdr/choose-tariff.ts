/**
 * Finds the tariff of each period of a CDR: the one it names, or else the one that was active when
 * the session started (OCPI 2.3.0 mod_cdrs, ChargingPeriod, tariff_id; mod_tariffs, TariffType).
 */

import type { FaultList } from '../parse/read-object.js'
import { isValidAt } from '../rate/validity.js'
import type { Tariff, TariffType } from '../tariff.js'
import type { CdrPeriod } from './read-period.js'

/** One tariff a period. Periods under a tariff that did not come with the CDR are named. */
export function chooseTariffs(
  tariffs: readonly Tariff[],
  periods: readonly CdrPeriod[],
  { preference, faults }: { readonly preference?: TariffType; readonly faults: FaultList },
): Tariff[] {
  const startSecond = periods[0]?.startSecond ?? 0
  const unnamed = activeTariff(tariffs, startSecond, preference)
  let last: { readonly tariffId: string; readonly found: Tariff } | undefined
  return periods.flatMap(({ tariffId, path }) => {
    if (tariffId === undefined) return unnamed ?? []
    if (tariffId === last?.tariffId) return last.found
    const named = tariffs.filter(({ id }) => isSameId(id, tariffId))
    const found = activeTariff(named, startSecond, preference)
    if (found) last = { tariffId, found }
    if (found) return found
    const ids = tariffs.map(({ id }) => id).join(', ')
    const message = `no tariff ${tariffId} came with the CDR, only ${ids}`
    faults.fault(`${path}.tariff_id`, 'unknown-tariff', message)
    return []
  })
}

/**
 * Of the tariffs valid at the start the one of the preferred type, else one for all, else the
 * first; REGULAR is also for drivers who said nothing. With none valid the first stands in.
 */
function activeTariff(
  tariffs: readonly Tariff[],
  startSecond: number,
  preference: TariffType | undefined,
): Tariff | undefined {
  const valid = tariffs.filter(tariff => isValidAt(tariff, startSecond))
  const isForAll = ({ type }: Tariff): boolean =>
    type === undefined || (preference === undefined && type === 'REGULAR')
  const preferred = preference && valid.find(({ type }) => type === preference)
  return preferred ?? valid.find(isForAll) ?? valid[0] ?? tariffs[0]
}

/** OCPI's ids say nothing by their case (types, CiString). */
function isSameId(id: string, other: string): boolean {
  return id.toLowerCase() === other.toLowerCase()
}
