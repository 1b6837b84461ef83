/** Walks the bills that went out without a plugin, page by page, and mends each. */

import { inScope } from '@wattline/database'
import { IsNull } from 'typeorm'

import type { Core } from '../core.js'
import { emit } from '../outbox/emit.js'
import { mendSession } from './mend-session.js'
import { Mending } from './mending.entity.js'
import { addMended } from './mending-tally.js'

export interface MendingStride {
  readonly pageSize: number
  readonly pagesAJob: number
}

const usualStride: MendingStride = { pageSize: 50, pagesAJob: 20 }

interface Failed {
  readonly id: string
  readonly session_id: string
  readonly invoice_id: string
}

/**
 * Goes on with a mending where it stands, for as many pages as one job takes. Safe to repeat, to
 * race and to be killed anywhere: a session is mended once, and of two at once one keeps the page.
 */
export async function runMending(
  core: Core,
  { operatorId, mendingId }: { readonly operatorId: string; readonly mendingId: string },
  { pageSize, pagesAJob } = usualStride,
): Promise<void> {
  for (let left = pagesAJob; left > 0; left -= 1) {
    const mending = await inScope(core.db, [operatorId], tx =>
      tx.findOneBy(Mending, { id: mendingId, state: 'waiting' }),
    )
    if (!mending) return
    await mendPage(core, mending, { pageSize, handsOn: left === 1 })
  }
}

/** A fault that no further try mends: what was mended until then stays mended. */
export async function failMending(core: Core, operatorId: string, id: string): Promise<void> {
  await inScope(core.db, [operatorId], tx =>
    tx.update(Mending, { id, state: 'waiting' }, { state: 'failed', updatedAt: core.clock.now() }),
  )
}

interface Page {
  readonly pageSize: number
  /** Leaves the next page to another job. */
  readonly handsOn: boolean
}

async function mendPage(core: Core, mending: Mending, { pageSize, handsOn }: Page): Promise<void> {
  const page = await readFailures(core, mending, pageSize)
  let { tally } = mending
  for (const failed of page) {
    const { session_id: sessionId, invoice_id: invoiceId } = failed
    tally = addMended(tally, await mendSession(core, mending, { sessionId, invoiceId }))
  }
  const { id, operatorId, afterFailureId: before } = mending
  const isLast = page.length < pageSize
  const after = page.at(-1)?.id ?? before
  await inScope(core.db, [operatorId], async tx => {
    const kept = await tx.update(
      Mending,
      { id, state: 'waiting', afterFailureId: before ?? IsNull() },
      {
        afterFailureId: after,
        tally,
        state: isLast ? 'done' : 'waiting',
        updatedAt: core.clock.now(),
      },
    )
    if (kept.affected === 0 || isLast || !handsOn) return
    await emit(tx, operatorId, [
      { topic: 'mending', subjectId: id, jobId: `mending-${id}-${after}` },
    ])
  })
}

/** Once a session; without those that another mending has done. */
function readFailures(core: Core, mending: Mending, size: number): Promise<Failed[]> {
  const { operatorId, failedHash, afterFailureId, id } = mending
  return inScope(core.db, [operatorId], tx =>
    tx.query<Failed[]>(
      `select f.id, f.session_id, f.invoice_id from plugin_failure f
       where f.operator_id = $1 and f.plugin_hash = $2 and f.invoice_id is not null
         and ($3::uuid is null or f.id > $3)
         and not exists (
           select from plugin_failure twin
           where twin.invoice_id = f.invoice_id and twin.session_id = f.session_id
             and twin.operator_id = $1 and twin.plugin_hash = $2 and twin.id < f.id)
         and not exists (
           select from mended_session m
           where m.session_id = f.session_id and m.failed_hash = f.plugin_hash and m.mending_id <> $4)
       order by f.id limit $5`,
      [operatorId, failedHash, afterFailureId, id, size],
    ),
  )
}
