/**
 * Prices newly billed sessions with what did not bill them, after their bills and apart from them:
 * no bill waits for it, and none changes by it.
 */

import { inScope } from '@wattline/database'
import { assert } from '@wattline/units'

import { type Change, changeOf } from '../backtests/change.js'
import { type BilledSession, readNewlyBilled } from '../backtests/read-page.js'
import { addToTally, emptyTally, type Tally } from '../backtests/tally.js'
import type { BacktestingCore } from '../core.js'
import { tellProvisionally } from '../facts/tell.js'
import { type LoadedPriceList, loadPriceLists } from '../price-lists/load.js'
import { reckonSessions } from '../pricing/price-sessions.js'
import { type Beside, besideBills } from './beside.js'

/** Sessions of one operator that one turn looks at, at most. */
const sessionsATurn = 500
/**
 * A bill is dated before it is committed: what is younger than this is left for a later turn, so
 * that none is passed over. Longer than any bill takes.
 */
const settledAfterSeconds = 60

/** After every invoice of that instant, and before every later one. */
const firstInvoice = '00000000-0000-0000-0000-000000000000'

/**
 * One turn over all operators with a shadow or a canary; returns whether more is waiting. Safe to
 * repeat and to race: of two at once, one keeps each page.
 *
 * @throws what went wrong with one operator, once all others have had their turn
 */
export async function priceShadows(core: BacktestingCore): Promise<boolean> {
  const operators = await core.db.query<{ operator_id: string; since: string }[]>(
    'select operator_id, since::text as since from shadowed_operators() order by operator_id',
  )
  let isMoreWaiting = false
  const faults: unknown[] = []
  for (const { operator_id: operatorId, since } of operators) {
    try {
      const seen = await priceOperator(core, operatorId, since)
      if (seen >= sessionsATurn) isMoreWaiting = true
    } catch (fault) {
      faults.push(fault)
    }
  }
  if (faults.length > 0) throw faults[0]
  return isMoreWaiting
}

/** As Postgres writes the instant: to the microsecond. */
interface Place {
  readonly issuedAt: string
  readonly invoiceId: string
}

/** Returns how many sessions it looked at. */
async function priceOperator(
  core: BacktestingCore,
  operatorId: string,
  since: string,
): Promise<number> {
  const from = await placeOf(core, operatorId, since)
  const sessions = await readNewlyBilled(core.db, {
    operatorId,
    ...from,
    before: core.clock.now().subtract({ seconds: settledAfterSeconds }),
    size: sessionsATurn,
  })
  const last = sessions.at(-1)
  if (!last) return 0
  const beside = await inScope(core.db, [operatorId], tx => besideBills(tx, operatorId, sessions))
  const priced = await priceBeside(core, operatorId, beside.flatMap(withSession(sessions)))
  const tallies = await tallied(core, operatorId, priced)
  const page = {
    from,
    issuedAt: last.issuedAt,
    invoiceId: last.invoiceId,
    at: core.clock.now().toString(),
    results: priced.map(one => resultOf(core, one)),
    tallies,
  }
  await core.db.query('select keep_shadows($1, $2)', [operatorId, JSON.stringify(page)])
  return sessions.length
}

/** Where the last turn ended; at first, where the first shadow was assigned. */
async function placeOf(core: BacktestingCore, operatorId: string, since: string): Promise<Place> {
  return inScope(core.db, [operatorId], async tx => {
    await tx.query(
      `insert into shadow_progress (operator_id, issued_at, invoice_id) values ($1, $2, $3)
       on conflict (operator_id) do nothing`,
      [operatorId, since, firstInvoice],
    )
    const [row] = await tx.query<[Place]>(
      `select issued_at::text as "issuedAt", invoice_id as "invoiceId" from shadow_progress
       where operator_id = $1`,
      [operatorId],
    )
    return row
  })
}

interface Paired {
  readonly beside: Beside
  readonly session: BilledSession
}

function withSession(sessions: readonly BilledSession[]) {
  return (beside: Beside): Paired[] => {
    const session = sessions[beside.place]
    return session ? [{ beside, session }] : []
  }
}

interface PricedBeside extends Paired {
  readonly change: Change
}

async function priceBeside(
  core: BacktestingCore,
  operatorId: string,
  paired: readonly Paired[],
): Promise<PricedBeside[]> {
  const ids = paired.map(({ beside }) => beside.priceListId)
  const lists = await loadPriceLists(core.db, operatorId, ids)
  const asks = paired.map(({ beside, session }) => {
    const priceList = lists.get(beside.priceListId)
    assert(priceList, `price list ${beside.priceListId} of an assignment exists`)
    return askFor(session, priceList)
  })
  const told = await tellProvisionally(core, operatorId, asks)
  const requests = asks.map(({ session, priceList, facts }, index) => {
    const tells = told[index]
    return { priceList, timeZone: session.timeZone, facts, ...(tells && { told: tells }) }
  })
  const reckoned = await reckonSessions(core.backtestRunner, requests)
  return paired.flatMap((one, index) => {
    const price = reckoned[index]
    return price ? [{ ...one, change: changeOf(one.session, price) }] : []
  })
}

function askFor({ tellable, facts }: BilledSession, priceList: LoadedPriceList) {
  return { session: tellable, priceList, facts }
}

/** The tallies of the assignments concerned, with the page in them. */
async function tallied(
  core: BacktestingCore,
  operatorId: string,
  priced: readonly PricedBeside[],
): Promise<{ assignmentId: string; tally: Tally }[]> {
  const byAssignment = new Map<string, Change[]>()
  for (const { beside, change } of priced) {
    const changes = byAssignment.get(beside.assignmentId) ?? []
    changes.push(change)
    byAssignment.set(beside.assignmentId, changes)
  }
  const ids = [...byAssignment.keys()]
  const rows = await inScope(core.db, [operatorId], tx =>
    tx.query<{ assignment_id: string; tally: Tally }[]>(
      'select assignment_id, tally from shadow_tally where assignment_id = any($1)',
      [ids],
    ),
  )
  const known = new Map(rows.map(({ assignment_id: id, tally }) => [id, tally]))
  return ids.map(assignmentId => ({
    assignmentId,
    tally: addToTally(known.get(assignmentId) ?? emptyTally, byAssignment.get(assignmentId) ?? []),
  }))
}

function resultOf(core: BacktestingCore, { beside, change }: PricedBeside) {
  const { billed, draft } = change
  const isSame = draft?.currency === billed.currency && draft.grossMinor === billed.grossMinor
  return {
    id: core.newId(),
    assignmentId: beside.assignmentId,
    sessionId: change.sessionId,
    invoiceId: change.invoiceId,
    priceListId: beside.priceListId,
    billedCurrency: billed.currency,
    billedMinor: billed.grossMinor.toString(),
    draftCurrency: draft?.currency ?? null,
    draftMinor: draft?.grossMinor.toString() ?? null,
    draftLines: isSame ? [] : change.draftLines(),
    failures: change.failures,
  }
}
