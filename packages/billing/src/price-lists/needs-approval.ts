/** Whether an assignment waits for a second person: when it bills by what never billed before. */

import type { Instant } from '@wattline/units'
import type { EntityManager } from 'typeorm'

import { Operator } from '../operators/operator.entity.js'
import { Refusal } from '../refusal.js'
import type { AssignmentMode } from './price-list-assignment.entity.js'

interface Planned {
  readonly operatorId: string
  readonly priceListId: string
  readonly mode: AssignmentMode
  readonly startsAt: Instant
  readonly now: Instant
}

/**
 * True for a price list with a plugin version, or parameters of one, that no live assignment of
 * this operator has ever brought into force. A canary is no precedent for all, and a shadow bills
 * nothing. What bills by plugins starts in the future, so that nothing is priced after the fact.
 *
 * @throws Refusal `price-list-start-passed`
 */
export async function needsApproval(tx: EntityManager, planned: Planned): Promise<boolean> {
  const { operatorId, priceListId, mode, startsAt, now } = planned
  if (mode === 'shadow') return false
  const { secondPerson } = await tx.findOneByOrFail(Operator, { id: operatorId })
  if (secondPerson === 'waived') return false
  const [found] = await tx.query<{ plugins: number; fresh: number }[]>(countPlugins, [
    operatorId,
    priceListId,
    now.toString(),
  ])
  if (!found?.plugins) return false
  refusePassed(startsAt, now)
  return found.fresh > 0
}

/** To the millisecond, as instants are stored. @throws Refusal `price-list-start-passed` */
export function refusePassed(startsAt: Instant, now: Instant): void {
  if (startsAt.epochMilliseconds <= now.epochMilliseconds) {
    throw new Refusal('price-list-start-passed', { startsAt: startsAt.toString() })
  }
}

const countPlugins = `
  select count(*)::integer as plugins,
         (count(*) filter (where not exists (
           select 1
           from price_list_plugin q join price_list_assignment a on a.price_list_id = q.price_list_id
           where a.operator_id = $1 and a.mode = 'live' and a.starts_at <= $3
             and (a.ends_at is null or a.ends_at > a.starts_at)
             and (a.approved_at is not null or not a.needs_approval)
             and q.plugin_version_id = p.plugin_version_id and q.params_hash = p.params_hash)
         ))::integer as fresh
  from price_list_plugin p
  where p.operator_id = $1 and p.price_list_id = $2`
