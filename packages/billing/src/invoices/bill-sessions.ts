/**
 * Bills ended sessions: judged, priced, numbered and booked, in two round trips however many there
 * are.
 */

import { detect, energyOf, type Finding, type SessionEnergy } from '@wattline/metering'
import { assert, type Instant } from '@wattline/units'

import type { Core } from '../core.js'
import { type TellAsk, tellForBill } from '../facts/tell.js'
import { sparing } from '../plugin-failures/spare.js'
import { type LoadedPriceList, loadPriceLists } from '../price-lists/load.js'
import { type Priced, priceSessions } from '../pricing/price-sessions.js'
import { factsOf } from '../pricing/session-facts.js'
import { requirePromised } from '../quotes/keep-promise.js'
import { loadToBill, type SessionToBill } from '../sessions/load-to-bill.js'
import { setAside } from '../sessions/set-aside.js'
import { type ComposedBill, composeBill } from './compose-bill.js'

export interface BillResult {
  readonly sessionId: string
  readonly outcome: 'issued' | 'already' | 'held' | 'parked' | 'not-ended'
  readonly invoiceId?: string
  readonly number?: string
  readonly reason?: string
}

export interface Judged {
  readonly session: SessionToBill & { readonly endedAt: Instant }
  readonly energy: SessionEnergy
  readonly findings: readonly Finding[]
}

/**
 * Bills those of the sessions that have ended and stand on no invoice. Safe to repeat and to race:
 * a session is invoiced once. What cannot be right is held, and what has no price is parked, before
 * any money moves.
 */
export async function billSessions(
  core: Core,
  operatorId: string,
  sessionIds: readonly string[],
): Promise<BillResult[]> {
  const sessions = await loadToBill(core.db, operatorId, sessionIds)
  const judged = sessions.filter(isEnded).map(judge)
  const held = judged.filter(isHeld)
  const clean = judged.filter(one => !isHeld(one))
  const priced = await priceAll(core, operatorId, clean)
  const parked = priced.filter(({ price }) => price.kind === 'parked')
  await setAside(core, operatorId, { held, parked })
  const issued = await issue(core, operatorId, priced)
  const aside = new Map([...held.map(heldResult), ...parked.map(parkedResult)])
  return sessions.map(session => {
    const { id: sessionId, invoiceId } = session
    if (invoiceId) return { sessionId, outcome: 'already', invoiceId }
    return issued.get(sessionId) ?? aside.get(sessionId) ?? { sessionId, outcome: 'not-ended' }
  })
}

function heldResult({ session, findings }: Judged): [string, BillResult] {
  const reason = findings.find(({ holds }) => holds)?.code ?? 'implausible'
  return [session.id, { sessionId: session.id, outcome: 'held', reason }]
}

function parkedResult({ session, price }: PricedSession): [string, BillResult] {
  const reason = price.kind === 'parked' ? `${price.plugin.id}: ${price.plugin.cause}` : ''
  return [session.id, { sessionId: session.id, outcome: 'parked', reason }]
}

function isEnded(session: SessionToBill): session is SessionToBill & { endedAt: Instant } {
  return session.state === 'ended' && session.endedAt !== null
}

function judge(session: SessionToBill & { endedAt: Instant }): Judged {
  const energy = energyOf(session.readings, session.startedAt, session.endedAt)
  return { session, energy, findings: detect({ ...session, energy }) }
}

/**
 * History is billed as it was recorded, and a live session as a person accepted it: the findings
 * are reported, they hold nothing.
 */
function isHeld({ session, findings }: Judged): boolean {
  if (session.source !== 'live' || session.ruling?.decision === 'accept') return false
  return findings.some(({ holds }) => holds)
}

export interface PricedSession extends Judged {
  readonly priceList: LoadedPriceList
  readonly price: Priced
}

async function priceAll(
  core: Core,
  operatorId: string,
  judged: readonly Judged[],
): Promise<PricedSession[]> {
  if (judged.length === 0) return []
  const ids = judged.map(({ session }) => session.priceListId)
  const lists = await loadPriceLists(core.db, operatorId, ids)
  for (const { session } of judged) {
    const priceList = lists.get(session.priceListId)
    if (priceList) await requirePromised(core.db, session, priceList)
  }
  const asks = judged.map(one => {
    const { session, energy } = one
    const priceList = lists.get(session.priceListId)
    assert(priceList, `price list ${session.priceListId} of a session exists`)
    return { one, session, priceList, facts: factsOf(session, energy) }
  })
  const requests = await tell(core, operatorId, asks)
  const runner = await sparing(core, operatorId, lists.values())
  const prices = await priceSessions(runner, requests)
  return requests.map(({ one, priceList }, index) => {
    const price = prices[index]
    assert(price, 'one price for each request')
    return { ...one, price, priceList }
  })
}

/** With what plugins are told; without those that are no longer to be billed. */
async function tell<A extends TellAsk>(core: Core, operatorId: string, asks: readonly A[]) {
  const toldAll = await tellForBill(core, operatorId, asks)
  return asks.flatMap((ask, index) => {
    const told = toldAll[index]
    const { timeZone } = ask.session
    return told === null ? [] : [{ ...ask, timeZone, ...(told && { told }) }]
  })
}

async function issue(
  core: Core,
  operatorId: string,
  priced: readonly PricedSession[],
): Promise<Map<string, BillResult>> {
  const now = core.clock.now()
  const bills = priced.flatMap(one => composeBill(core, one, now) ?? [])
  const bySeries = new Map<string, ComposedBill[]>()
  for (const bill of bills) bySeries.set(bill.series, [...(bySeries.get(bill.series) ?? []), bill])
  const results = new Map<string, BillResult>()
  for (const [series, group] of bySeries) {
    const rows = await core.db.query<
      { session_id: string; invoice_id: string; number: string; issued: boolean }[]
    >('select * from bill_sessions($1, $2, $3)', [operatorId, series, JSON.stringify(group)])
    for (const row of rows) {
      results.set(row.session_id, {
        sessionId: row.session_id,
        outcome: row.issued ? 'issued' : 'already',
        invoiceId: row.invoice_id,
        number: row.number,
      })
    }
  }
  return results
}
