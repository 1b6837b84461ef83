/**
 * What a session costs as of an instant: live while it runs, and again afterwards to hold against
 * the bill.
 */

import { inScope, type Scope } from '@wattline/database'
import { energyOf, type SessionEnergy } from '@wattline/metering'
import type { Instant } from '@wattline/units'

import type { Core } from '../core.js'
import { tellProvisionally } from '../facts/tell.js'
import { sparing } from '../plugin-failures/spare.js'
import { loadPriceList } from '../price-lists/load.js'
import { requirePromised } from '../quotes/keep-promise.js'
import { Refusal } from '../refusal.js'
import { loadToBill, type SessionToBill } from '../sessions/load-to-bill.js'
import { Session } from '../sessions/session.entity.js'
import { type BillInputs, billInputs } from './bill-inputs.js'
import { type Priced, type PriceRequest, priceSession } from './price-sessions.js'
import { factsOf } from './session-facts.js'
import type { StoredBill } from './stored-bill.js'

/**
 * The price of a session so far, by the same function that will bill it.
 *
 * @throws Refusal `not-found`, `plugin-failed`
 */
export async function livePrice(core: Core, scope: Scope, sessionId: string): Promise<StoredBill> {
  const [only, second] = scope
  // Whatever a scope of one operator names is that operator's, or is not found.
  if (only && !second) return reRate(core, only, sessionId)
  const found = await inScope(core.db, scope, tx => tx.findOneBy(Session, { id: sessionId }))
  if (!found) throw new Refusal('not-found', { what: 'session' })
  return reRate(core, found.operatorId, sessionId)
}

/** Rates a session again from what is stored of it. @throws Refusal `not-found`, `plugin-failed` */
export async function reRate(
  core: Core,
  operatorId: string,
  sessionId: string,
): Promise<StoredBill> {
  const { priced } = await rateAgain(core, operatorId, sessionId)
  if (priced.kind === 'parked')
    throw new Refusal('plugin-failed', { plugin: priced.plugin.id, cause: priced.plugin.cause })
  return priced.bill
}

export interface RatedAgain {
  readonly session: SessionToBill
  readonly energy: SessionEnergy
  readonly inputs: BillInputs
  readonly priced: Priced
}

/** Rates a session again and says from what. @throws Refusal `not-found` */
export async function rateAgain(
  core: Core,
  operatorId: string,
  sessionId: string,
): Promise<RatedAgain> {
  const { session, energy, request } = await loadAgain(core, operatorId, sessionId)
  const { priceList, facts } = request
  // What was billed is replayed as it was; what is not yet billed is priced as a bill would be now.
  const runner = session.recorded ? core.runner : await sparing(core, operatorId, [priceList])
  const priced = await priceSession(runner, request)
  const plugins = priced.kind === 'priced' ? priced.bill.plugins : [priced.plugin]
  const inputs = billInputs({ session, endedAt: facts.endedAt.toString(), priceList, plugins })
  return { session, energy, inputs, priced }
}

export interface LoadedAgain {
  readonly session: SessionToBill
  readonly energy: SessionEnergy
  readonly request: PriceRequest
}

/** All that a session is rated from, as it is stored now. @throws Refusal `not-found` */
export async function loadAgain(
  core: Core,
  operatorId: string,
  sessionId: string,
): Promise<LoadedAgain> {
  const [session] = await loadToBill(core.db, operatorId, [sessionId])
  if (!session) throw new Refusal('not-found', { what: 'session' })
  const priceList = await loadPriceList(core.db, operatorId, session.priceListId)
  await requirePromised(core.db, session, priceList)
  const { startedAt, timeZone } = session
  const endedAt = session.endedAt ?? asOf(session, core.clock.now())
  const energy = energyOf(session.readings, startedAt, endedAt)
  const facts = factsOf({ ...session, endedAt }, energy)
  const [told] = await tellProvisionally(core, operatorId, [{ session, priceList, facts }])
  const request = {
    priceList,
    timeZone,
    facts,
    ...(told && { told }),
    ...(session.recorded && { recorded: session.recorded }),
  }
  return { session, energy, request }
}

/**
 * A running session ends now, or at its latest reading when the charger's clock runs ahead of ours.
 */
function asOf(session: SessionToBill, now: Instant): Instant {
  const instants = [session.startedAt, now, ...session.readings.map(({ measuredAt }) => measuredAt)]
  return instants.reduce((latest, at) =>
    at.epochMilliseconds > latest.epochMilliseconds ? at : latest,
  )
}
