/**
 * Opens the core beside a running Wattline, as the worker's role, for commands that set things up.
 */

import { createAdyenProvider } from '@wattline/adyen'
import { type Core, entities, type PaymentProvider } from '@wattline/billing'
import { connect, idsBy } from '@wattline/database'
import { createRatingCells } from '@wattline/plugin-host'

import { clock } from './clock.js'

/** What a command must know of the Wattline it works on. */
export interface Access {
  /** As role wattline_worker. */
  readonly databaseUrl: string
  readonly simulatorUrl: string
  readonly simulatorApiKey: string
}

export interface OpenCore {
  readonly core: Core
  readonly provider: PaymentProvider
  readonly simulatorUrl: string
  close(): Promise<void>
}

const providerTimeoutMs = 10_000

export async function openCore(access: Access): Promise<OpenCore> {
  const { simulatorUrl } = access
  const db = await connect({
    url: access.databaseUrl,
    entities,
    poolSize: 6,
    applicationName: 'wattline-command',
  })
  const runner = createRatingCells()
  const provider = createAdyenProvider({
    environment: 'TEST',
    baseUrl: simulatorUrl,
    apiKey: access.simulatorApiKey,
    timeoutMs: providerTimeoutMs,
  })
  return {
    core: { db, clock, newId: idsBy(clock), runner },
    provider,
    simulatorUrl,
    async close() {
      provider.close()
      await runner.close()
      await db.destroy()
    },
  }
}
