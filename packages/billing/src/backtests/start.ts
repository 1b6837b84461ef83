/** Asks what a draft price list would have made of an operator's past sessions. */

import { insertRows } from '@wattline/database'
import { type Instant, isBefore } from '@wattline/units'
import type { EntityManager } from 'typeorm'

import { type Authority, operatorOf, requireRole } from '../authority.js'
import type { Core } from '../core.js'
import { once } from '../once.js'
import { emit } from '../outbox/emit.js'
import { makePriceList, type PriceListContent } from '../price-lists/make.js'
import { PriceList } from '../price-lists/price-list.entity.js'
import { Refusal, refuseInput } from '../refusal.js'
import { Connector } from '../sites/connector.entity.js'
import { Location } from '../sites/location.entity.js'
import { TariffVersion } from '../tariffs/tariff-version.entity.js'
import { Backtest } from './backtest.entity.js'
import { emptyTally } from './tally.js'

/** Which sessions: at most one of the three; none: everywhere. */
export interface BacktestScope {
  readonly locationId?: string | null
  readonly connectorId?: string | null
  /** The OCPI id of a tariff: sessions that any version of it billed. */
  readonly tariffId?: string | null
}

export interface BacktestInput {
  readonly operatorId?: string | null
  /** A price list that exists, or what one would be made of. */
  readonly draft: { readonly priceListId: string } | PriceListContent
  readonly scope: BacktestScope
  /** Sessions that started then or later. */
  readonly from: Instant
  /** And before then. */
  readonly until: Instant
  readonly idempotencyKey: string
}

/**
 * Writes the back-test down; the worker walks the sessions. Bills, and what they are made of, stay
 * as they are.
 *
 * @throws Refusal `not-found`, `input-invalid`, `plugin-params-invalid`
 */
export async function startBacktest(
  core: Core,
  authority: Authority,
  input: BacktestInput,
): Promise<{ backtestId: string }> {
  requireRole(authority, 'operator', 'finance')
  const operatorId = operatorOf(authority, input.operatorId)
  const { from, until, scope, idempotencyKey: key } = input
  const named = { ...input, from: from.toString(), until: until.toString() }
  const ask = { holderId: authority.holderId, operatorId, key, input: ['startBacktest', named] }
  return once(core, ask, async tx => {
    checkPeriod(input)
    await checkScope(tx, scope)
    const priceListId = await draftOf(core, tx, { ...input, operatorId })
    const backtestId = core.newId()
    const now = core.clock.now()
    await insertRows(tx, Backtest, {
      id: backtestId,
      operatorId,
      priceListId,
      locationId: scope.locationId ?? null,
      connectorId: scope.connectorId ?? null,
      tariffId: scope.tariffId ?? null,
      from,
      until,
      state: 'waiting',
      tally: emptyTally,
      createdAt: now,
      createdBy: authority.keyId,
      updatedAt: now,
    })
    await emit(tx, operatorId, [{ topic: 'backtest', subjectId: backtestId }])
    return { backtestId }
  })
}

/** @throws Refusal `input-invalid` */
function checkPeriod({ from, until }: BacktestInput): void {
  if (isBefore(from, until)) return
  refuseInput([{ path: 'until', message: 'Later than from: the sessions that started in between' }])
}

/** @throws Refusal `not-found`, or `input-invalid` for more than one */
async function checkScope(
  tx: EntityManager,
  { locationId, connectorId, tariffId }: BacktestScope,
): Promise<void> {
  if ([locationId, connectorId, tariffId].filter(Boolean).length > 1) {
    refuseInput([{ path: 'scope', message: 'A location, a connector or a tariff: one of them' }])
  }
  const missing = (what: string) => new Refusal('not-found', { what })
  if (locationId && !(await tx.findOneBy(Location, { id: locationId }))) throw missing('location')
  if (connectorId && !(await tx.findOneBy(Connector, { id: connectorId })))
    throw missing('connector')
  if (tariffId && !(await tx.findOneBy(TariffVersion, { tariffId }))) throw missing('tariff')
}

/** The draft as a price list, checked as one that is assigned. */
async function draftOf(
  core: Core,
  tx: EntityManager,
  { draft, operatorId }: Pick<BacktestInput, 'draft'> & { readonly operatorId: string },
): Promise<string> {
  if (!('priceListId' in draft)) return makePriceList(core, tx, { ...draft, operatorId })
  const found = await tx.findOneBy(PriceList, { id: draft.priceListId, operatorId })
  if (!found) throw new Refusal('not-found', { what: 'price list' })
  return found.id
}
