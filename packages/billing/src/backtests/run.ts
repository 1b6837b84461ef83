/**
 * Walks the sessions of a back-test page by page, keeping the tally after each: whoever goes on
 * from there comes to the same.
 */

import { inScope } from '@wattline/database'

import type { BacktestingCore } from '../core.js'
import { tellProvisionally } from '../facts/tell.js'
import { type LoadedPriceList, loadPriceList } from '../price-lists/load.js'
import { reckonSessions } from '../pricing/price-sessions.js'
import { Backtest } from './backtest.entity.js'
import { type Change, changeOf } from './change.js'
import { type BilledSession, readBilled } from './read-page.js'
import { sharesOf } from './shares.js'
import { addToTally } from './tally.js'

/** How the walk is cut. */
export interface Stride {
  /** Sessions a page: read in one trip, priced as one batch of each plugin. */
  readonly pageSize: number
  /**
   * Pages after which this job ends and another one goes on: so that a long back-test neither keeps
   * a worker from stopping nor others waiting.
   */
  readonly pagesAJob: number
}

const usualStride: Stride = { pageSize: 2000, pagesAJob: 10 }

/**
 * Goes on with a back-test where it stands, for as many pages as one job takes. Safe to repeat and
 * to be killed anywhere; of two at once, one keeps each page.
 *
 * @throws Error where another job is ahead: worth another try, since that one may be killed
 */
export async function runBacktest(
  core: BacktestingCore,
  { operatorId, backtestId }: { readonly operatorId: string; readonly backtestId: string },
  stride: Stride = usualStride,
): Promise<void> {
  const backtest = await begin(core, operatorId, backtestId)
  if (backtest?.state !== 'running') return
  const draft = await loadPriceList(core.db, operatorId, backtest.priceListId)
  const read = (afterId: string | null) => {
    const page = readBilled(core.db, { operatorId, backtestId, afterId, size: stride.pageSize })
    // It is awaited later; should pricing fail first, that is the fault to tell.
    page.catch(() => undefined)
    return page
  }
  let { tally, lastSessionId, pages } = backtest
  let reading = read(lastSessionId)
  for (let left = stride.pagesAJob; left > 0; left -= 1) {
    const page = await reading
    const isLast = page.length < stride.pageSize
    lastSessionId = page.at(-1)?.sessionId ?? lastSessionId
    // The database reads the next page while this one is priced.
    if (!isLast && left > 1) reading = read(lastSessionId)
    const changes = await priceDraft(core, draft, page)
    tally = addToTally(tally, changes)
    const isKept = await keep(core, backtest, {
      pagesBefore: pages,
      lastSessionId,
      tally,
      shares: sharesOf(changes),
      isLast,
      handsOn: !isLast && left === 1,
    })
    if (!isKept) return stopBehind(core, operatorId, backtestId)
    if (isLast) return
    pages += 1
  }
}

/** The back-test, running from now on unless it has ended; undefined where there is none. */
async function begin(
  core: BacktestingCore,
  operatorId: string,
  backtestId: string,
): Promise<Backtest | undefined> {
  await core.db.query('select begin_backtest($1, $2, $3)', [
    operatorId,
    backtestId,
    core.clock.now().toString(),
  ])
  return find(core, operatorId, backtestId)
}

async function find(
  { db }: BacktestingCore,
  operatorId: string,
  id: string,
): Promise<Backtest | undefined> {
  return (await inScope(db, [operatorId], tx => tx.findOneBy(Backtest, { id }))) ?? undefined
}

/** What the draft makes of billed sessions, by the one function that prices all. */
async function priceDraft(
  core: BacktestingCore,
  priceList: LoadedPriceList,
  sessions: readonly BilledSession[],
): Promise<Change[]> {
  const told = await tellProvisionally(
    core,
    priceList.operatorId,
    sessions.map(({ tellable: session, facts }) => ({
      session,
      priceList,
      facts,
      asIfAlways: true,
    })),
  )
  const requests = sessions.map(({ timeZone, facts, recorded }, index) => {
    const tells = told[index]
    return {
      priceList,
      timeZone,
      facts,
      ...(tells && { told: tells }),
      ...(recorded && { recorded }),
    }
  })
  const reckoned = await reckonSessions(core.backtestRunner, requests)
  return sessions.flatMap((session, index) => {
    const one = reckoned[index]
    return one ? [changeOf(session, one)] : []
  })
}

interface Page {
  readonly pagesBefore: number
  readonly lastSessionId: string | null
  readonly tally: Backtest['tally']
  readonly shares: ReturnType<typeof sharesOf>
  readonly isLast: boolean
  readonly handsOn: boolean
}

async function keep(core: BacktestingCore, { operatorId, id }: Backtest, page: Page) {
  const at = core.clock.now().toString()
  const [row] = await core.db.query<{ kept: boolean }[]>(
    'select keep_backtest_page($1, $2, $3) as kept',
    [operatorId, id, JSON.stringify({ ...page, at })],
  )
  return row?.kept === true
}

/** A back-test that was cancelled is over; one that another job has taken further is not. */
async function stopBehind(core: BacktestingCore, operatorId: string, id: string): Promise<void> {
  const backtest = await find(core, operatorId, id)
  if (backtest?.state === 'running') throw new Error(`another job is ahead in back-test ${id}`)
}

/** Ends a back-test that a fault of ours stops, and says so. */
export async function failBacktest(
  core: BacktestingCore,
  operatorId: string,
  backtestId: string,
): Promise<void> {
  await inScope(core.db, [operatorId], tx =>
    tx.query(
      `update backtest set state = 'failed', trouble = $2, updated_at = $3
       where id = $1 and state in ('waiting', 'running')`,
      [backtestId, trouble, core.clock.now().toString()],
    ),
  )
}

const trouble = 'It stopped at a fault of ours; the worker’s log says which. Start another one.'
