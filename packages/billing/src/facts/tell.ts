/**
 * Finds out what the plugins of a price list read of each session: once and claimed for a bill,
 * provisionally for everything else.
 */

import type { SessionFacts, Told } from '@wattline/tariffs'

import type { Core } from '../core.js'
import type { LoadedPriceList } from '../price-lists/load.js'
import { type Answers, questionsOf, toldOf } from './questions.js'
import type { TokenType } from './token-type.js'

/** A session as far as facts reach: one that took place, or one that is expected. */
export interface Tellable {
  readonly id: string | null
  readonly driverId: string | null
  /** The partner that owes its bill. */
  readonly partnerId: string | null
  readonly tokenType: TokenType | null
  readonly couponCode: string | null
  readonly timeZone: string
  /** What it was told when it was billed; null until then. */
  readonly answers: Answers | null
}

export interface TellAsk {
  readonly session: Tellable
  readonly priceList: LoadedPriceList
  /** What it is priced from: when it begins and ends, and its energy. */
  readonly facts: SessionFacts
  /** Finds everything out anew, whatever the session was told: what if it had been another day? */
  readonly isAfresh?: boolean
  /**
   * As if the price list had priced all sessions of the driver before this one: their energy counts
   * against allowances, instead of what was claimed. For back-tests.
   */
  readonly asIfAlways?: boolean
}

/** What each plugin is told, in their order; undefined where none of them reads anything. */
export type ToldAll = readonly Told[] | undefined

/**
 * For sessions that are about to be billed: claims their coupons and allowances, and keeps what
 * they are told. The same session again is told the same, so that a crash before the invoice loses
 * nothing and counts nothing twice. In the order of the asks; null for a session that is no longer
 * to be billed.
 *
 * One round trip, and none where nothing is read or all was told before.
 */
export async function tellForBill(
  core: Core,
  operatorId: string,
  asks: readonly TellAsk[],
): Promise<(ToldAll | null)[]> {
  const open = asks.filter(({ session, priceList }) => !session.answers && isRead(priceList))
  const rows = await ask<{ session_id: string; answers: Answers }>(core, open, {
    sql: 'select * from claim_facts($1, $2, $3, $4)',
    values: asked => [operatorId, ...asked, core.clock.now().toString()],
  })
  const found = new Map(rows.map(({ session_id, answers }) => [session_id, answers]))
  return asks.map(({ session, priceList }) => {
    if (!isRead(priceList)) return undefined
    const answers = session.answers ?? found.get(session.id ?? '')
    return answers ? toldOf(priceList, answers) : null
  })
}

/**
 * As of the session's begin, claiming nothing: for quotes, live prices, back-tests and shadows. A
 * session that was billed is told the same again, as far as the questions are the same. In the
 * order of the asks.
 *
 * One round trip, and none where nothing is read or all was told before.
 */
export async function tellProvisionally(
  core: Pick<Core, 'db'>,
  operatorId: string,
  asks: readonly TellAsk[],
): Promise<ToldAll[]> {
  const answers = asks.map(one => (isAnswered(one) ? one.session.answers : null))
  const open = asks.flatMap((_, index) =>
    answers[index] || !isRead(asks[index]?.priceList) ? [] : [index],
  )
  const rows = await ask<{ place: number; answers: Answers }>(
    core,
    open.flatMap(index => asks[index] ?? []),
    {
      sql: 'select * from tell_sessions($1, $2, $3, false)',
      values: asked => [operatorId, ...asked],
    },
  )
  for (const row of rows) answers[open[row.place] ?? -1] = row.answers
  return asks.map(({ priceList }, index) =>
    isRead(priceList) ? toldOf(priceList, answers[index] ?? {}) : undefined,
  )
}

function isRead(priceList: LoadedPriceList | undefined): boolean {
  return priceList !== undefined && questionsOf(priceList).length > 0
}

/** Whether all that its price list asks is known from when it was billed. */
function isAnswered({ session: { answers }, priceList, isAfresh }: TellAsk): boolean {
  if (!answers || isAfresh) return false
  return questionsOf(priceList).every(({ key }) => Object.hasOwn(answers, key))
}

interface Statement {
  readonly sql: string
  readonly values: (asked: readonly [asks: string, questions: string]) => unknown[]
}

async function ask<Row>(
  core: Pick<Core, 'db'>,
  asks: readonly TellAsk[],
  { sql, values }: Statement,
): Promise<Row[]> {
  if (asks.length === 0) return []
  const lists = new Map(asks.map(({ priceList }) => [priceList.id, questionsOf(priceList)]))
  const asked = [
    JSON.stringify(asks.map(shown)),
    JSON.stringify(Object.fromEntries(lists)),
  ] as const
  return core.db.query<Row[]>(sql, values(asked))
}

function shown({ session, priceList, facts, isAfresh, asIfAlways }: TellAsk) {
  const { id, driverId, partnerId, tokenType, couponCode, timeZone } = session
  return {
    sessionId: id,
    driverId,
    partnerId,
    tokenType,
    couponCode,
    timeZone,
    beginsAt: facts.startedAt.toString(),
    endsAt: facts.endedAt.toString(),
    energyWh: (facts.samples.at(-1)?.energyWh ?? 0n).toString(),
    listId: priceList.id,
    isAfresh: isAfresh ?? false,
    asIfAlways: asIfAlways ?? false,
  }
}
