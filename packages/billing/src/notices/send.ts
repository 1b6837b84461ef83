/** Brings a notice to its partner or operator, or keeps it where there is nowhere to send it. */

import { inScope } from '@wattline/database'
import type { EntityManager } from 'typeorm'

import type { WorkerCore } from '../core.js'
import { Operator } from '../operators/operator.entity.js'
import { Partner } from '../operators/partner.entity.js'
import { Notice, type NoticeKind, operatorNoticeKinds } from './notice.entity.js'

/** After so many tries a notice is given up; it stays to be asked for. */
const triesAtMost = 12

/**
 * Sends a pending notice; any other is left alone.
 *
 * Whoever it is for may get a notice twice, when our note of the first was lost: its id tells.
 *
 * @throws what the notifier throws, until the last try: the job tries again
 */
export async function sendNotice(
  core: WorkerCore,
  operatorId: string,
  noticeId: string,
): Promise<void> {
  const due = await inScope(core.db, [operatorId], async tx => {
    const notice = await tx.findOneBy(Notice, { id: noticeId, state: 'pending' })
    if (!notice) return undefined
    const to = await addressee(tx, notice)
    const attempts = notice.attempts + 1
    if (to?.noticeUrl) await tx.update(Notice, { id: noticeId }, { attempts })
    else await tx.update(Notice, { id: noticeId }, { state: 'kept' })
    return { notice, attempts, url: to?.noticeUrl, secret: to?.noticeSecret ?? '' }
  })
  if (!due?.url) return
  try {
    const { id, kind, payload } = due.notice
    await core.notifier.send({ id, kind, url: due.url, secret: due.secret, payload })
  } catch (error) {
    if (due.attempts < triesAtMost) throw error
    await finish(core, operatorId, { id: noticeId, state: 'failed' })
    return
  }
  await finish(core, operatorId, { id: noticeId, state: 'sent' })
}

/** Whose address it goes to, if there is anybody. */
async function addressee(
  tx: EntityManager,
  { kind, partnerId, operatorId }: Notice,
): Promise<Partner | Operator | null> {
  if (isForOperator(kind)) return tx.findOneBy(Operator, { id: operatorId })
  return partnerId ? tx.findOneBy(Partner, { id: partnerId }) : null
}

const isForOperator = (kind: NoticeKind) => operatorNoticeKinds.some(known => known === kind)

async function finish(
  core: WorkerCore,
  operatorId: string,
  { id, state }: { readonly id: string; readonly state: 'sent' | 'failed' },
): Promise<void> {
  const sentAt = state === 'sent' ? core.clock.now() : null
  await inScope(core.db, [operatorId], tx => tx.update(Notice, { id }, { state, sentAt }))
}
