/** What a worker needs to know, read from the environment with every fault named at once. */

import { type AdyenConfig, readAdyenConfig } from '@wattline/adyen'

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

export interface WorkerConfig {
  /** As role wattline_worker. */
  readonly databaseUrl: string
  /** Where the queues live, unless `redisUrl` is set. */
  readonly queueDatabaseUrl: string
  readonly redisUrl?: string | undefined
  readonly adyen: AdyenConfig
  readonly logLevel: LogLevel
  readonly mode: 'development' | 'production'
  /** Lets notices go to plain http and to this machine's network: in development alone. */
  readonly allowLocalNotices?: boolean
  /** Where to answer `GET /health`; nowhere when absent. */
  readonly healthPort?: number | undefined
}

type Environment = Readonly<Record<string, string | undefined>>

/** @throws Error that lists every fault, one line each */
export function readWorkerConfig(env: Environment): WorkerConfig {
  const adyen = readAdyenConfig(env)
  const config = {
    databaseUrl: env.DATABASE_URL ?? '',
    queueDatabaseUrl: env.QUEUE_DATABASE_URL || (env.DATABASE_URL ?? ''),
    redisUrl: env.REDIS_URL || undefined,
    logLevel: (env.LOG_LEVEL || 'info') as LogLevel,
    mode: (env.WATTLINE_MODE || 'production') as WorkerConfig['mode'],
    allowLocalNotices: env.ALLOW_LOCAL_NOTICES === 'true',
    healthPort: env.HEALTH_PORT ? Number(env.HEALTH_PORT) : undefined,
  }
  const faults = [...findFaults(config), ...('faults' in adyen ? adyen.faults : [])]
  if (faults.length > 0 || 'faults' in adyen) {
    throw new Error(`The worker cannot start:\n${faults.map(fault => `  ${fault}`).join('\n')}`)
  }
  return { ...config, adyen: adyen.config }
}

function findFaults(config: Omit<WorkerConfig, 'adyen'>): string[] {
  const { databaseUrl, queueDatabaseUrl, redisUrl, logLevel, mode, healthPort } = config
  const isLocalLive = config.allowLocalNotices === true && mode !== 'development'
  const isPort = healthPort === undefined || (Number.isInteger(healthPort) && healthPort < 65_536)
  return [
    ...checkUrl('DATABASE_URL', databaseUrl, 'postgres'),
    ...(queueDatabaseUrl === databaseUrl
      ? []
      : checkUrl('QUEUE_DATABASE_URL', queueDatabaseUrl, 'postgres')),
    ...(redisUrl === undefined ? [] : checkUrl('REDIS_URL', redisUrl, 'redis')),
    ...(logLevels.includes(logLevel) ? [] : [`LOG_LEVEL: must be one of ${logLevels.join(', ')}`]),
    ...(mode === 'development' || mode === 'production'
      ? []
      : ['WATTLINE_MODE: must be development or production']),
    ...(isLocalLive
      ? ['ALLOW_LOCAL_NOTICES: goes with WATTLINE_MODE=development alone; leave it out']
      : []),
    ...(isPort ? [] : ['HEALTH_PORT: must be a port number']),
  ]
}

const schemes = {
  postgres: ['postgres:', 'postgresql:'],
  redis: ['redis:', 'rediss:'],
} as const

/** Never repeats the value: it holds a password. */
function checkUrl(name: string, value: string, kind: keyof typeof schemes): string[] {
  const [usual] = schemes[kind]
  if (value === '') return [`${name}: is missing; give an address such as ${usual}//host/name`]
  const allowed: readonly string[] = schemes[kind]
  if (URL.canParse(value) && allowed.includes(new URL(value).protocol)) return []
  return [`${name}: must be an address that starts with ${usual}//`]
}
