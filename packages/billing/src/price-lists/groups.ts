/**
 * Names groups of connectors and of drivers, and says who belongs to them from when. Nothing that
 * was so is ever changed: what applied at an instant stays known.
 */

import { brokenConstraint } from '@wattline/database'
import type { Instant } from '@wattline/units'
import type { EntityManager, EntityTarget } from 'typeorm'

import { type Authority, operatorOf, requireRole } from '../authority.js'
import type { Core } from '../core.js'
import { Driver } from '../drivers/driver.entity.js'
import { once } from '../once.js'
import { operatorOfRow } from '../operator-of.js'
import { Refusal, refuseInput } from '../refusal.js'
import { Connector } from '../sites/connector.entity.js'
import { ConnectorGroup } from './connector-group.entity.js'
import { DriverGroup } from './driver-group.entity.js'

/** What a group is of. */
export const groupKinds = ['connector', 'driver'] as const
export type GroupKind = (typeof groupKinds)[number]

const groups: Record<GroupKind, EntityTarget<ConnectorGroup | DriverGroup>> = {
  connector: ConnectorGroup,
  driver: DriverGroup,
}
const members: Record<GroupKind, EntityTarget<{ id: string }>> = {
  connector: Connector,
  driver: Driver,
}

export interface NewGroup {
  readonly operatorId?: string | null
  readonly kind: GroupKind
  readonly name: string
  /**
   * From 1, no two alike: the smaller wins for a member of several. After all others, if absent.
   */
  readonly rank?: number | null
  readonly idempotencyKey: string
}

/** @throws Refusal `input-invalid` for a name or rank that is taken */
export async function makeGroup(
  core: Core,
  authority: Authority,
  input: NewGroup,
): Promise<{ groupId: string }> {
  requireRole(authority, 'operator')
  const operatorId = operatorOf(authority, input.operatorId)
  const { kind, name, idempotencyKey: key } = input
  refuseBadGroup(input)
  const ask = { holderId: authority.holderId, operatorId, key, input: ['makeGroup', input] }
  try {
    return await once(core, ask, async tx => {
      const id = core.newId()
      const rank = input.rank ?? (await rankAfterAll(tx, kind, operatorId))
      const row = { id, operatorId, name, rank, createdAt: core.clock.now() }
      await tx.insert(groups[kind], row)
      return { groupId: id }
    })
  } catch (error) {
    const taken = brokenConstraint(error)
    if (taken === `${kind}_group_name`) refuseInput([{ path: 'name', message: 'is taken' }])
    if (taken === `${kind}_group_rank`) refuseInput([{ path: 'rank', message: 'is taken' }])
    throw error
  }
}

function refuseBadGroup({ name, rank }: NewGroup): void {
  if (name.trim() === '') refuseInput([{ path: 'name', message: 'A name' }])
  const isRank = rank == null || (Number.isInteger(rank) && rank > 0)
  if (!isRank) refuseInput([{ path: 'rank', message: 'A whole number from 1' }])
}

async function rankAfterAll(
  tx: EntityManager,
  kind: GroupKind,
  operatorId: string,
): Promise<number> {
  const last = await tx.maximum(groups[kind], 'rank', { operatorId })
  return (last ?? 0) + 1
}

export interface GroupChange {
  readonly kind: GroupKind
  readonly groupId: string
  readonly add: readonly string[]
  readonly remove: readonly string[]
  /** Now, if absent; never in the past. */
  readonly from?: Instant | null
  readonly idempotencyKey: string
}

/** @throws Refusal `not-found`, `input-invalid` for an instant that has passed or was changed at */
export async function changeGroup(
  core: Core,
  authority: Authority,
  input: GroupChange,
): Promise<{ groupId: string }> {
  requireRole(authority, 'operator')
  const { kind, groupId, from, idempotencyKey: key } = input
  const operatorId = await operatorOfRow(core, authority, {
    entity: groups[kind],
    id: groupId,
    what: `${kind} group`,
  })
  const shown = { ...input, ...(from && { from: from.toString() }) }
  const ask = { holderId: authority.holderId, operatorId, key, input: ['changeGroup', shown] }
  return once(core, ask, async tx => {
    await findAll(tx, input)
    await writeChanges(core, tx, { ...input, operatorId, keyId: authority.keyId })
    return { groupId }
  })
}

async function findAll(tx: EntityManager, { kind, groupId, add, remove }: GroupChange) {
  if (!(await tx.existsBy(groups[kind], { id: groupId }))) {
    throw new Refusal('not-found', { what: `${kind} group` })
  }
  const ids = [...new Set([...add, ...remove])]
  if (ids.length !== add.length + remove.length) {
    refuseInput([{ path: 'add', message: 'Name each member once' }])
  }
  const known = await tx
    .createQueryBuilder(members[kind], 'member')
    .where('member.id = any(:ids)', { ids })
    .getCount()
  if (known !== ids.length) throw new Refusal('not-found', { what: kind })
}

async function writeChanges(
  core: Core,
  tx: EntityManager,
  { kind, add, remove, ...change }: GroupChange & { operatorId: string; keyId: string },
): Promise<void> {
  const now = core.clock.now()
  const from = change.from ?? now
  if (from.epochMilliseconds < now.epochMilliseconds) {
    refuseInput([{ path: 'from', message: 'Not in the past: what applied then stays as it was' }])
  }
  const { groupId, operatorId, keyId } = change
  const changedAt = new Set(
    await tx.query(
      `insert into ${kind}_group_change
         (${kind}_group_id, ${kind}_id, changed_at, operator_id, is_member, created_by)
       select $1, given.id, $2, $3, given.is_member, $4
       from unnest($5::uuid[], $6::boolean[]) as given (id, is_member)
       on conflict do nothing returning ${kind}_id`,
      [
        groupId,
        from.toString({ fractionalSecondDigits: 3 }),
        operatorId,
        keyId,
        [...add, ...remove],
        [...add.map(() => true), ...remove.map(() => false)],
      ],
    ),
  )
  if (changedAt.size !== add.length + remove.length) {
    refuseInput([{ path: 'from', message: 'A member was changed at this very instant before' }])
  }
}
