/** A real gateway beside a test's core, with few connections and no limit that a test meets. */

import type { TestCore } from '@wattline/billing/testing'
import { type Gateway, startGateway } from '@wattline/gateway'

export function gatewayBeside({ urls, clock, runner }: TestCore): Promise<Gateway> {
  return startGateway(
    {
      databaseUrl: urls.gatewayUrl,
      host: '127.0.0.1',
      port: 0,
      hmacKeys: ['0'.repeat(64)],
      webhookUser: 'adyen',
      webhookPassword: 'hook',
      merchantAccounts: [],
      environment: 'TEST',
      mode: 'development',
      allowLocalNotices: false,
      logLevel: 'silent',
      operationsPerSecond: 10_000,
      poolSize: 4,
    },
    { clock, runner },
  )
}
