/** Waits until a running worker has billed an operator's sessions and collected their money. */

import { setTimeout as wait } from 'node:timers/promises'

import type { Core } from '@wattline/billing'
import { inScope } from '@wattline/database'

/** How far an operator's work has come. */
export interface Progress {
  /** Sessions that ended and wait for their bill. */
  readonly unbilled: number
  readonly billed: number
  /** Held or parked: they wait for a person. */
  readonly setAside: number
  /** Payments that still move. */
  readonly unpaid: number
  readonly captured: number
  /** Refund claims and refunds that still move. */
  readonly unrefunded: number
}

export interface WaitOptions {
  /** Milliseconds after which a standstill is a fault. */
  readonly patienceMs: number
  /** Gives up waiting. */
  readonly signal?: AbortSignal | undefined
  /** How often to look; a test has no time. */
  readonly lookEveryMs?: number
  /** Called at each look that finds a change. */
  readonly onProgress: (progress: Progress) => void
}

const usuallyLookEveryMs = 250

/**
 * @throws Error when nothing moved for too long, saying what still waits; the signal's reason when
 *   it is given up
 */
export async function awaitSettled(
  core: Core,
  operatorId: string,
  { patienceMs, signal, onProgress, lookEveryMs = usuallyLookEveryMs }: WaitOptions,
): Promise<Progress> {
  let last: Progress | undefined
  let standstillMs = 0
  for (;;) {
    const progress = await lookAgain(core, operatorId)
    if (progress && !isSame(progress, last)) {
      onProgress(progress)
      if (isSettled(progress)) return progress
      last = progress
      standstillMs = 0
    }
    if (standstillMs >= patienceMs) throw new Error(standstill(last, patienceMs))
    signal?.throwIfAborted()
    await wait(lookEveryMs)
    standstillMs += lookEveryMs
  }
}

/** Undefined while the database is away: the launcher brings it back. */
async function lookAgain(core: Core, operatorId: string): Promise<Progress | undefined> {
  try {
    return await readProgress(core, operatorId)
  } catch {
    return undefined
  }
}

function isSame(one: Progress, other: Progress | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

function standstill(last: Progress | undefined, patienceMs: number): string {
  const where = last ? describe(last) : 'the database cannot be reached'
  return (
    `Nothing moved for ${patienceMs / 1000} seconds: ${where}. ` +
    'The logs of worker and gateway say why; running again goes on from here.'
  )
}

export function isSettled({ unbilled, unpaid, unrefunded }: Progress): boolean {
  return unbilled === 0 && unpaid === 0 && unrefunded === 0
}

export function describe(progress: Progress): string {
  const { unbilled, billed, setAside, unpaid, captured, unrefunded } = progress
  return [
    `${billed} billed`,
    `${captured} captured`,
    ...(unbilled ? [`${unbilled} to bill`] : []),
    ...(unpaid ? [`${unpaid} to collect`] : []),
    ...(unrefunded ? [`${unrefunded} to refund`] : []),
    ...(setAside ? [`${setAside} set aside`] : []),
  ].join(', ')
}

async function readProgress(core: Core, operatorId: string): Promise<Progress> {
  const [row] = await inScope(core.db, [operatorId], tx =>
    tx.query<Record<keyof Progress, string>[]>(progressQuery),
  )
  const counts = Object.entries(row ?? {}).map(([name, count]) => [name, Number(count)])
  return Object.fromEntries(counts) as Progress
}

const progressQuery = `
  select
    (select count(*) from session where state = 'ended') as unbilled,
    (select count(*) from session where state = 'billed') as billed,
    (select count(*) from session where state in ('held', 'parked')) as "setAside",
    (select count(*) from payment where state in ('new', 'pending-authorisation', 'action-required', 'waiting',
      'uncertain', 'adjusting', 'cancelling', 'capturing')
      or (state = 'authorised' and invoice_id is not null)) as unpaid,
    (select count(*) from payment where captured_minor > 0) as captured,
    (select count(*) from refund where state in ('claimed', 'requested', 'sent', 'uncertain')) as unrefunded`
