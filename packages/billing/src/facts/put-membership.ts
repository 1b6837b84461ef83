/** Puts a driver into a tier for a time, and ends that again. What was put before stays known. */

import { type Instant, isBefore } from '@wattline/units'
import type { EntityManager } from 'typeorm'

import { type Authority, requireRole } from '../authority.js'
import type { Core } from '../core.js'
import { Driver } from '../drivers/driver.entity.js'
import { type Ask, once } from '../once.js'
import { operatorOfRow } from '../operator-of.js'
import { Refusal, refuseInput } from '../refusal.js'
import { Membership } from './membership.entity.js'

export interface MembershipInput {
  readonly driverId: string
  readonly tier: string
  /** Sessions that begin from then on, */
  readonly from: Instant
  /** and before then; null where that is open. */
  readonly until?: Instant | null
  readonly idempotencyKey: string
}

const tierLengthAtMost = 100

/**
 * What is put later wins for its time. Bills that were issued stay as they are.
 *
 * @throws Refusal `not-found`, `input-invalid`
 */
export async function putMembership(
  core: Core,
  authority: Authority,
  input: MembershipInput,
): Promise<{ membershipId: string }> {
  requireRole(authority, 'operator')
  const { driverId, from, until = null } = input
  const tier = input.tier.trim()
  if (tier === '' || tier.length > tierLengthAtMost)
    refuseInput([{ path: 'tier', message: `1 to ${tierLengthAtMost} characters` }])
  if (until && !isBefore(from, until)) refuseInput([{ path: 'until', message: 'Later than from' }])
  const asked = await askOf(core, authority, { name: 'putMembership', input })
  return once(core, asked, async tx => {
    await requireDriver(tx, driverId)
    const { operatorId } = asked
    return put(core, tx, { operatorId, driverId, tier, fromAt: from, untilAt: until })
  })
}

export interface EndMembershipInput {
  readonly driverId: string
  /** Sessions that begin from then on have none. */
  readonly at: Instant
  readonly idempotencyKey: string
}

/** @throws Refusal `not-found` for a driver without a membership then */
export async function endMembership(
  core: Core,
  authority: Authority,
  input: EndMembershipInput,
): Promise<{ membershipId: string }> {
  requireRole(authority, 'operator')
  const { driverId, at } = input
  const asked = await askOf(core, authority, { name: 'endMembership', input })
  return once(core, asked, async tx => {
    await requireDriver(tx, driverId)
    const standing = await membershipAt(tx, driverId, at)
    if (!standing?.tier) throw new Refusal('not-found', { what: 'membership' })
    const { operatorId } = asked
    return put(core, tx, { operatorId, driverId, tier: null, fromAt: at, untilAt: null })
  })
}

/** What was put last for that instant, if anything was. */
export async function membershipAt(
  tx: EntityManager,
  driverId: string,
  at: Instant,
): Promise<Membership | null> {
  return tx
    .createQueryBuilder(Membership, 'm')
    .where('m.driverId = :driverId and m.fromAt <= :at', { driverId, at: at.toString() })
    .andWhere('(m.untilAt is null or m.untilAt > :at)')
    .orderBy('m.createdAt', 'DESC')
    .addOrderBy('m.id', 'DESC')
    .limit(1)
    .getOne()
}

type New = Omit<Membership, 'id' | 'createdAt'>

async function put(core: Core, tx: EntityManager, row: New): Promise<{ membershipId: string }> {
  const id = core.newId()
  await tx.insert(Membership, { ...row, id, createdAt: core.clock.now() })
  return { membershipId: id }
}

interface Named {
  readonly name: string
  readonly input: { readonly driverId: string; readonly idempotencyKey: string }
}

async function askOf(core: Core, authority: Authority, { name, input }: Named): Promise<Ask> {
  const driver = { entity: Driver, id: input.driverId, what: 'driver' }
  return {
    holderId: authority.holderId,
    operatorId: await operatorOfRow(core, authority, driver),
    key: input.idempotencyKey,
    input: [name, input],
  }
}

async function requireDriver(tx: EntityManager, id: string): Promise<void> {
  if (!(await tx.findOneBy(Driver, { id }))) throw new Refusal('not-found', { what: 'driver' })
}
