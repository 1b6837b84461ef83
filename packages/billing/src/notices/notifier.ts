/** The notifier port: how a notice reaches a partner or an operator. */

import type { NoticeKind } from './notice.entity.js'

export interface OutgoingNotice {
  readonly id: string
  readonly kind: NoticeKind
  readonly url: string
  /** Signs the body, so that the partner knows who sent it. */
  readonly secret: string
  readonly payload: Readonly<Record<string, unknown>>
}

export interface Notifier {
  /** Returns once the partner has taken it. @throws when it has not: the job tries again */
  send(notice: OutgoingNotice): Promise<void>
}
