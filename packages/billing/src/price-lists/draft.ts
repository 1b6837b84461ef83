/** Makes a price list without assigning it: to back-test it, or to show it to a colleague. */

import { type Authority, operatorOf, requireRole } from '../authority.js'
import type { Core } from '../core.js'
import { once } from '../once.js'
import { makePriceList, type PriceListContent } from './make.js'

export interface DraftInput extends PriceListContent {
  readonly operatorId?: string | null
  readonly idempotencyKey: string
}

/**
 * The same content is the same list, drafted or in force.
 *
 * @throws Refusal `not-found`, `plugin-params-invalid`, `input-invalid`
 */
export async function draftPriceList(
  core: Core,
  authority: Authority,
  input: DraftInput,
): Promise<{ priceListId: string }> {
  requireRole(authority, 'operator')
  const operatorId = operatorOf(authority, input.operatorId)
  const { holderId } = authority
  const ask = { holderId, operatorId, key: input.idempotencyKey, input: ['draftPriceList', input] }
  return once(core, ask, async tx => ({
    priceListId: await makePriceList(core, tx, { ...input, operatorId }),
  }))
}
