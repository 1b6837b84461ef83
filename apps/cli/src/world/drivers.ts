/** Finds an operator's drivers, and registers those that are missing, each with a card on file. */

import { registerDriver } from '@wattline/billing'

import { type CardAccount, cardsOnFile } from './cards-on-file.js'
import type { OpenCore } from './open-core.js'
import { findIds } from './operator.js'
import type { Ids } from './sites.js'

export interface KnownDriver {
  /** The name the driver has in the source; kept in the one table that can be erased. */
  readonly externalId: string
  readonly name?: string
}

export async function keepDrivers(
  open: OpenCore,
  account: CardAccount & { readonly operatorId: string },
  wanted: readonly KnownDriver[],
): Promise<Ids> {
  const { operatorId } = account
  const found = await findIds(open.core, operatorId, {
    sql: 'select driver_id as id, external_id as name from driver_person where external_id is not null',
  })
  const ids = new Map(found.map(({ id, name }) => [name, id]))
  const missing = wanted.filter(({ externalId }) => !ids.has(externalId))
  const cards = await cardsOnFile(open, account, missing.length)
  for (const [index, driver] of missing.entries()) {
    const stored = cards[index] ?? null
    ids.set(driver.externalId, await registerDriver(open.core, { ...driver, operatorId, stored }))
  }
  return ids
}
