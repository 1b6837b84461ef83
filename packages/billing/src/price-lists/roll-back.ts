/**
 * Takes back, in one step, what is in force at a place: from the next instant on, what applied
 * before applies again.
 *
 * It ends the assignment rather than making another of an older list: so the order itself tells
 * what applies instead, also where that was the list of a wider place, or a canary on some
 * connectors. Nothing new comes into force by it, and no second person is asked.
 */

import type { Instant } from '@wattline/units'
import type { EntityManager } from 'typeorm'

import { type Authority, operatorOf, requireRole } from '../authority.js'
import type { Core } from '../core.js'
import { once } from '../once.js'
import { operatorOfRow } from '../operator-of.js'
import { Refusal } from '../refusal.js'
import { chosenLateral } from './choose.js'
import { PriceListAssignment } from './price-list-assignment.entity.js'
import { findTarget, refuseTwoPlaces, type Target, wholeTarget } from './target.js'

export interface RollBackInput extends Target {
  readonly operatorId?: string | null
  /** Which one to take back; else the one in force at the place named. */
  readonly assignmentId?: string | null
  readonly idempotencyKey: string
}

export interface RolledBack {
  readonly assignmentId: string
  /** The price lists that apply at the connectors of the place instead, for drivers of no group. */
  readonly priceListIds: readonly string[]
}

/**
 * Ends the assignment in force. Sessions that run, and quotes, keep what they were promised.
 *
 * @throws Refusal `not-found`, `input-invalid`, `price-list-not-in-force`, or
 * `price-list-nothing-before` where a connector would be left without a price
 */
export async function rollBackPriceList(
  core: Core,
  authority: Authority,
  input: RollBackInput,
): Promise<RolledBack> {
  requireRole(authority, 'operator')
  refuseTwoPlaces(input)
  const operatorId = await ownerOf(core, authority, input)
  const { holderId, keyId } = authority
  const ask = { holderId, operatorId, key: input.idempotencyKey }
  return once(core, { ...ask, input: ['rollBackPriceList', input] }, async tx => {
    const now = core.clock.now()
    const assignment = await inForce(tx, { ...input, operatorId }, now)
    const endsAt = now.add({ milliseconds: 1 })
    await tx.update(PriceListAssignment, { id: assignment.id }, { endsAt, endedBy: keyId })
    return {
      assignmentId: assignment.id,
      priceListIds: await listsInstead(tx, assignment, endsAt),
    }
  })
}

async function ownerOf(core: Core, authority: Authority, input: RollBackInput): Promise<string> {
  const { assignmentId: id } = input
  if (!id) return operatorOf(authority, input.operatorId)
  const what = 'price list assignment'
  return operatorOfRow(core, authority, { entity: PriceListAssignment, id, what })
}

/** The latest one that bills at a place; where one is named, it must be that one. */
async function inForce(
  tx: EntityManager,
  input: RollBackInput & { readonly operatorId: string },
  now: Instant,
): Promise<PriceListAssignment> {
  const { assignmentId } = input
  const named = assignmentId ? await tx.findOneBy(PriceListAssignment, { id: assignmentId }) : null
  if (assignmentId && !named) throw new Refusal('not-found', { what: 'price list assignment' })
  if (!named) await findTarget(tx, input)
  const target = wholeTarget(named ?? input)
  const [row] = await tx.query<{ id: string }[]>(
    `select id from price_list_assignment
     where operator_id = $1 and mode <> 'shadow' and starts_at <= $2
       and (ends_at is null or ends_at > $2) and (approved_at is not null or not needs_approval)
       and location_id is not distinct from $3 and connector_group_id is not distinct from $4
       and connector_id is not distinct from $5 and driver_group_id is not distinct from $6
     order by starts_at desc limit 1 for update`,
    [
      ...[input.operatorId, now.toString()],
      ...[target.locationId, target.connectorGroupId, target.connectorId, target.driverGroupId],
    ],
  )
  if (!row || (named && named.id !== row.id)) throw new Refusal('price-list-not-in-force')
  const found = await tx.findOneByOrFail(PriceListAssignment, { id: row.id })
  if (found.endsAt) throw new Refusal('price-list-not-in-force')
  return found
}

/** @throws Refusal `price-list-nothing-before` */
async function listsInstead(
  tx: EntityManager,
  assignment: PriceListAssignment,
  at: Instant,
): Promise<string[]> {
  const { operatorId, locationId, connectorGroupId, connectorId } = assignment
  const rows = await tx.query<{ id: string | null }[]>(
    `select distinct chosen.price_list_id as id
     from connector c join location l on l.id = c.location_id
     cross join (select $2::timestamptz as at, null::uuid as driver_id) given
     left join ${chosenLateral()}
     where c.operator_id = $1 and ($3::uuid is null or c.location_id = $3)
       and ($4::uuid is null or c.id = $4)
       and ($5::uuid is null or (
             select g.is_member from connector_group_change g
             where g.connector_group_id = $5 and g.connector_id = c.id and g.changed_at <= $2
             order by g.changed_at desc limit 1))`,
    [operatorId, at.toString(), locationId, connectorId, connectorGroupId],
  )
  if (rows.some(({ id }) => id === null)) throw new Refusal('price-list-nothing-before')
  return rows.flatMap(({ id }) => id ?? [])
}
