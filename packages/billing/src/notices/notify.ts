/** Puts a notice in the outbox: one for each kind and subject, however often it is called for. */

import type { EntityManager } from 'typeorm'

import type { Core } from '../core.js'
import { emit } from '../outbox/emit.js'
import type { NoticeKind } from './notice.entity.js'

export interface NewNotice {
  readonly operatorId: string
  readonly partnerId: string | null
  readonly driverId: string | null
  readonly kind: NoticeKind
  /** What it is about; a second notice of this kind about it is not made. */
  readonly subjectId: string
  /** Plain JSON, without people and without what the provider said about a card. */
  readonly payload: Readonly<Record<string, unknown>>
}

export async function notify(core: Core, tx: EntityManager, notice: NewNotice): Promise<void> {
  const id = core.newId()
  const made = await tx.query<unknown[]>(
    `insert into notice (id, operator_id, partner_id, driver_id, kind, subject_id, payload, state, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, 'pending', $8)
     on conflict (kind, subject_id) do nothing returning id`,
    [
      id,
      notice.operatorId,
      notice.partnerId,
      notice.driverId,
      notice.kind,
      notice.subjectId,
      JSON.stringify(notice.payload),
      core.clock.now().toString(),
    ],
  )
  if (made.length > 0) await emit(tx, notice.operatorId, [{ topic: 'notice', subjectId: id }])
}
