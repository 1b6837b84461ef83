/** Refuses a session whose tariffs, or whose CDR, are in different currencies. */

import type { FaultList } from '../parse/read-object.js'
import type { Tariff } from '../tariff.js'
import type { ReadCdr } from './read-cdr.js'

/** Amounts of different currencies add up to nothing. */
export function nameForeignCurrency(
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
