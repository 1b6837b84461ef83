/**
 * Answers "what would it have cost if": the same session without one line of its bill, or at
 * another time, by the one function that prices all, plugins included.
 */

import { inScope, type Scope } from '@wattline/database'
import { shiftFacts } from '@wattline/tariffs'

import type { Core } from '../core.js'
import { tellProvisionally } from '../facts/tell.js'
import { type LoadedAgain, loadAgain } from '../pricing/price-as-of.js'
import { type Priced, type PriceRequest, priceSession } from '../pricing/price-sessions.js'
import type { StoredBill } from '../pricing/stored-bill.js'
import { Refusal, refuseInput } from '../refusal.js'
import { Session } from '../sessions/session.entity.js'
import { withoutLine } from './without-line.js'

/** At least one of them; both together are one change. */
export interface WhatIf {
  /** Position of a line of the bill, from 1: what put it there is left out. */
  readonly withoutLine?: number | null
  /** The whole session so much later; earlier below zero. */
  readonly shiftMinutes?: number | null
}

export interface Otherwise {
  /** As it is rated now. */
  readonly actual: StoredBill
  readonly otherwise: StoredBill
}

const shiftAtMostMinutes = 366 * 24 * 60

/**
 * Nothing is stored, and no bill changes.
 *
 * @throws Refusal `not-found`, `input-invalid`, `plugin-failed`
 */
export async function whatIf(
  core: Core,
  scope: Scope,
  asked: WhatIf & { readonly sessionId: string },
): Promise<Otherwise> {
  const { sessionId, withoutLine: position } = asked
  const shiftMinutes = checkShift(asked)
  const session = await inScope(core.db, scope, tx => tx.findOneBy(Session, { id: sessionId }))
  if (!session) throw new Refusal('not-found', { what: 'session' })
  const loaded = await loadAgain(core, session.operatorId, sessionId)
  const { request } = loaded
  const actual = billOf(await priceSession(core.runner, request))
  const line = actual.lines.find(one => one.position === position)
  if (typeof position === 'number' && !line) {
    refuseInput([{ path: 'withoutLine', message: `A line from 1 to ${actual.lines.length}` }])
  }
  const shifted = await shift(core, loaded, shiftMinutes)
  const priced = await priceSession(core.runner, line ? withoutLine(shifted, line) : shifted)
  return { actual, otherwise: billOf(priced) }
}

/** At another time other facts hold, and nothing has failed yet. */
async function shift(
  core: Core,
  { session, request: { recorded, told, ...request } }: LoadedAgain,
  minutes: number,
): Promise<PriceRequest> {
  const { priceList } = request
  if (minutes === 0) return { ...request, ...(recorded && { recorded }), ...(told && { told }) }
  const facts = shiftFacts(request.facts, minutes * 60)
  const ask = { session, priceList, facts, isAfresh: true }
  const [otherwise] = await tellProvisionally(core, priceList.operatorId, [ask])
  return { ...request, facts, ...(otherwise && { told: otherwise }) }
}

function checkShift({ withoutLine: position, shiftMinutes }: WhatIf): number {
  const minutes = shiftMinutes ?? 0
  if (!Number.isSafeInteger(minutes) || Math.abs(minutes) > shiftAtMostMinutes) {
    refuseInput([{ path: 'shiftMinutes', message: 'Whole minutes, at most a year either way' }])
  }
  if (minutes === 0 && typeof position !== 'number') {
    const message = 'Name what is to be otherwise: withoutLine, shiftMinutes or both'
    refuseInput([{ path: 'withoutLine', message }])
  }
  return minutes
}

function billOf(priced: Priced): StoredBill {
  if (priced.kind === 'priced') return priced.bill
  const { id, cause } = priced.plugin
  throw new Refusal('plugin-failed', { plugin: id, cause })
}
