/** Says which environment each child of the launcher gets; nothing else configures it. */

import type { DatabaseUrls } from '@wattline/database'

import type { Ports } from './ports.js'
import type { Secrets } from './secrets.js'

/** The merchant account of the sample operators at the simulator. */
export const sampleMerchantAccount = 'WattlineSampleECOM'

const loopback = '127.0.0.1'

/** What the environments are made of. */
export interface Facts {
  readonly databaseUrls: DatabaseUrls
  readonly ports: Ports
  readonly secrets: Secrets
  readonly simulatorJournal: string
  readonly redisUrl?: string | undefined
  readonly logLevel?: string | undefined
}

export type Environment = Readonly<Record<string, string>>

/** One environment per child. */
export interface Environments {
  readonly simulator: Environment
  readonly gateway: Environment
  readonly worker: Environment
}

export function gatewayUrlOf(ports: Ports): string {
  return `http://${loopback}:${ports.gateway}`
}

export function simulatorUrlOf(ports: Ports): string {
  return `http://${loopback}:${ports.simulator}`
}

/** The environments of all children. Each database role goes to the one process that bears it. */
export function environmentsOf(facts: Facts): Environments {
  const { databaseUrls, ports, secrets, redisUrl } = facts
  const every = {
    WATTLINE_MODE: 'development',
    LOG_LEVEL: facts.logLevel ?? 'info',
    ...(redisUrl !== undefined && { REDIS_URL: redisUrl }),
    ADYEN_BASE_URL: simulatorUrlOf(ports),
    ADYEN_API_KEY: secrets.simulatorApiKey,
    ADYEN_ENVIRONMENT: 'TEST',
    ADYEN_HMAC_KEYS: secrets.webhookHmacKey,
    ADYEN_WEBHOOK_USER: secrets.webhookUser,
    ADYEN_WEBHOOK_PASSWORD: secrets.webhookPassword,
  }
  return {
    gateway: { ...every, DATABASE_URL: databaseUrls.gatewayUrl, PORT: String(ports.gateway) },
    worker: {
      ...every,
      DATABASE_URL: databaseUrls.workerUrl,
    },
    simulator: {
      LOG_LEVEL: every.LOG_LEVEL,
      SIMULATOR_PORT: String(ports.simulator),
      SIMULATOR_API_KEY: secrets.simulatorApiKey,
      SIMULATOR_MERCHANT_ACCOUNTS: sampleMerchantAccount,
      SIMULATOR_WEBHOOK_URL: `${gatewayUrlOf(ports)}/webhooks/adyen`,
      SIMULATOR_WEBHOOK_USER: secrets.webhookUser,
      SIMULATOR_WEBHOOK_PASSWORD: secrets.webhookPassword,
      ADYEN_HMAC_KEY: secrets.webhookHmacKey,
      SIMULATOR_JOURNAL: facts.simulatorJournal,
    },
  }
}
