/**
 * A gateway on a fresh database, for tests: asked over real HTTP, with the clock in the test's
 * hands.
 */

import { type TestCore, testCore } from '@wattline/billing/testing'
import { pino } from 'pino'

import type { GatewayConfig } from '../config/read-config.js'
import { type Gateway, startGateway } from '../start.js'

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly data: Readonly<Record<string, unknown>> | null | undefined
  readonly errors: readonly ShownError[]
  /** The code of the first error; undefined when there is none. */
  readonly code: string | undefined
  /** Its details. */
  readonly details: unknown
}

export interface ShownError {
  readonly message: string
  readonly path?: readonly (string | number)[]
  readonly extensions: { readonly code: string; readonly [detail: string]: unknown }
}

export interface TestGateway {
  readonly core: TestCore
  readonly gateway: Gateway
  /** What was logged at level warn and above. */
  readonly logged: Record<string, unknown>[]
  ask(secret: string | undefined, query: string, variables?: object): Promise<Answer>
  close(): Promise<void>
}

export const webhookLogin = { user: 'adyen', password: 'hook' }
export const hmacKey = '44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056'

const settings: Omit<GatewayConfig, 'databaseUrl'> = {
  host: '127.0.0.1',
  port: 0,
  hmacKeys: [hmacKey],
  webhookUser: webhookLogin.user,
  webhookPassword: webhookLogin.password,
  merchantAccounts: [],
  environment: 'TEST',
  mode: 'development',
  allowLocalNotices: false,
  logLevel: 'warn',
  operationsPerSecond: 10_000,
  poolSize: 6,
}

export async function testGateway(changed: Partial<GatewayConfig> = {}): Promise<TestGateway> {
  const core = await testCore()
  const logged: Record<string, unknown>[] = []
  const log = pino(
    { level: 'warn' },
    { write: (line: string) => void logged.push(JSON.parse(line)) },
  )
  const config = { ...settings, databaseUrl: core.urls.gatewayUrl, ...changed }
  const gateway = await startGateway(config, { clock: core.clock, runner: core.runner, log })
  return {
    core,
    gateway,
    logged,
    ask: (secret, query, variables) => ask(gateway.url, { secret, query, variables }),
    async close() {
      await gateway.stop()
      await core.close()
    },
  }
}

interface Asked {
  readonly secret: string | undefined
  readonly query: string
  readonly variables: object | undefined
}

async function ask(url: string, { secret, query, variables }: Asked): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(secret !== undefined && { authorization: `Bearer ${secret}` }),
    },
    body: JSON.stringify({ query, variables }),
  })
  const { data, errors = [] } = (await response.json()) as {
    data: Answer['data']
    errors?: ShownError[]
  }
  const { status, headers } = response
  const shown = errors[0]?.extensions
  return { status, headers, data, errors, code: shown?.code, details: shown?.details }
}
