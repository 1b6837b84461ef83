/** The one record every use case is given: the database, the clock and the real outsides. */

import type { NewId } from '@wattline/database'
import type { Clock } from '@wattline/units'
import type { DataSource } from 'typeorm'

import type { Notifier } from './notices/notifier.js'
import type { PaymentProvider } from './payments/provider.js'
import type { PluginGate } from './plugins/gate.js'
import type { PluginRunner } from './plugins/runner.js'
import type { Signer } from './signing/open-signer.js'

export interface Core {
  readonly db: DataSource
  readonly clock: Clock
  readonly newId: NewId
  readonly runner: PluginRunner
}

/** What a process that makes quotes has besides: it signs what it promises. */
export interface QuotingCore extends Core {
  readonly signer: Signer
}

/** What a process that judges uploaded plugins has besides. */
export interface PublishingCore extends Core {
  readonly gate: PluginGate
}

/** What a process that back-tests drafts has besides. */
export interface BacktestingCore extends Core {
  /** Runs plugins over many sessions at once, of which none is billed. */
  readonly backtestRunner: PluginRunner
}

/** What the worker has besides: only it judges plugins, and speaks to the outside. */
export interface WorkerCore extends PublishingCore, BacktestingCore {
  readonly provider: PaymentProvider
  readonly notifier: Notifier
}
