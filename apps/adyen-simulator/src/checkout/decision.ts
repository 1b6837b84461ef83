/** What a decided request leads to: an answer, records to keep, and notifications to send. */

import type { JournalRecord } from '../state/records.js'
import type { State } from '../state/state.js'
import type { Happening } from '../webhooks/item.js'

export interface Decision {
  readonly status: number
  readonly body: object | undefined
  readonly records: readonly JournalRecord[]
  /** What notifications tell of it. */
  readonly happenings: readonly Happening[]
  /** A payment or modification whose outcome comes a moment later. */
  readonly undecided?: string
}

/** The switches of a merchant account that change what requests lead to. */
export interface AccountSettings {
  readonly merchantAccounts: readonly string[]
  /** Takes money at authorisation, unless the request asks for manual capture. */
  readonly autoCapture: boolean
  readonly multiplePartialCaptures: boolean
}

/** All a decision may know beside the request. */
export interface Facts {
  readonly state: State
  readonly account: AccountSettings
  readonly nowMs: number
  /** A reference never used before: sixteen capitals and digits. */
  readonly newReference: () => string
}
