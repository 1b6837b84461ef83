/**
 * Assigns a price list to a place and its drivers from an instant: one that exists, or one made on
 * the way.
 */

import { brokenConstraint } from '@wattline/database'
import type { EntityManager } from 'typeorm'

import { type Authority, operatorOf, requireRole } from '../authority.js'
import type { Core } from '../core.js'
import { once } from '../once.js'
import { Refusal } from '../refusal.js'
import { makePriceList, type PriceListContent } from './make.js'
import { needsApproval } from './needs-approval.js'
import { PriceList } from './price-list.entity.js'
import { PriceListAssignment } from './price-list-assignment.entity.js'
import { type Activation, findTarget, refuseBadActivation, wholeTarget } from './target.js'

interface Asked {
  readonly operatorId?: string | null
  readonly idempotencyKey: string
}

export interface Assignment extends PriceListContent, Activation, Asked {}

export interface ListAssignment extends Activation, Asked {
  readonly priceListId: string
}

export interface Assigned {
  readonly priceListId: string
  readonly assignmentId: string
  /** It counts only once another key has approved it. */
  readonly needsApproval: boolean
}

/**
 * Makes a price list and assigns it. Which assignment wins where several apply is told in
 * `order.ts`.
 *
 * @throws Refusal `not-found`, `plugin-params-invalid`, `input-invalid`, `price-list-start-passed`,
 * or `price-list-ambiguous` for an equal start at the same place for the same drivers
 */
export function assignPriceList(
  core: Core,
  authority: Authority,
  input: Assignment,
): Promise<Assigned> {
  const listOf: ListOf = (tx, operatorId) => makePriceList(core, tx, { ...input, operatorId })
  return assignThrough(core, authority, { verb: 'assignPriceList', input, listOf })
}

/** The same for a price list that exists. */
export function assignKnownPriceList(
  core: Core,
  authority: Authority,
  input: ListAssignment,
): Promise<Assigned> {
  const { priceListId: id } = input
  const listOf: ListOf = async tx => {
    if (await tx.existsBy(PriceList, { id })) return id
    throw new Refusal('not-found', { what: 'price list' })
  }
  return assignThrough(core, authority, { verb: 'assignKnownPriceList', input, listOf })
}

/** Finds or makes the price list, inside the transaction that assigns it. */
export type ListOf = (tx: EntityManager, operatorId: string) => Promise<string>

/** The door of everything that assigns: role, idempotency, and the refusals of the database. */
export async function assignThrough(
  core: Core,
  authority: Authority,
  asked: { readonly verb: string; readonly input: Activation & Asked; readonly listOf: ListOf },
): Promise<Assigned> {
  requireRole(authority, 'operator')
  const { verb, input, listOf } = asked
  refuseBadActivation(input)
  const operatorId = operatorOf(authority, input.operatorId)
  const ask = {
    holderId: authority.holderId,
    operatorId,
    key: input.idempotencyKey,
    input: [verb, { ...input, startsAt: input.startsAt.toString() }],
  }
  return orAmbiguous(input, () =>
    once(core, ask, async tx => {
      await findTarget(tx, input)
      const priceListId = await listOf(tx, operatorId)
      const maker = { operatorId, keyId: authority.keyId }
      return store(core, tx, { ...input, ...maker, priceListId })
    }),
  )
}

async function store(
  core: Core,
  tx: EntityManager,
  made: Activation & Record<'operatorId' | 'keyId' | 'priceListId', string>,
): Promise<Assigned> {
  const { operatorId, priceListId, startsAt } = made
  const now = core.clock.now()
  const mode = made.mode ?? 'live'
  const plan = { operatorId, priceListId, mode, startsAt }
  const isWaiting = await needsApproval(tx, { ...plan, now })
  const assignmentId = core.newId()
  await tx.insert(PriceListAssignment, {
    ...plan,
    ...wholeTarget(made),
    id: assignmentId,
    shareBp: made.shareBp ?? null,
    createdAt: now,
    createdBy: made.keyId,
    needsApproval: isWaiting,
  })
  return { priceListId, assignmentId, needsApproval: isWaiting }
}

/** @throws Refusal `price-list-ambiguous` where the database finds two starts at once */
export async function orAmbiguous<T>(
  { startsAt }: { readonly startsAt?: Activation['startsAt'] | null },
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (brokenConstraint(error) !== 'price_list_assignment_unambiguous') throw error
    throw new Refusal('price-list-ambiguous', { startsAt: startsAt?.toString() })
  }
}
