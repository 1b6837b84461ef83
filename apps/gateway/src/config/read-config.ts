/** Reads the gateway's settings from the environment and names every fault at once. */

import { readSigningKey } from '@wattline/billing'

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

export interface GatewayConfig {
  /** Logs in as `wattline_gateway`, which row-level security binds. */
  readonly databaseUrl: string
  readonly host: string
  /** 0 takes a free one. */
  readonly port: number
  /** Hex keys that may have signed a webhook: the new one and, for 30 days, the one before it. */
  readonly hmacKeys: readonly string[]
  readonly webhookUser: string
  readonly webhookPassword: string
  /** Merchant accounts whose webhooks are ours; empty takes those of any. */
  readonly merchantAccounts: readonly string[]
  /**
   * PKCS #8 of the Ed25519 key that quotes are signed with; left out, one is made at the first
   * start and kept in the database.
   */
  readonly quoteSigningKey?: string | undefined
  readonly environment: 'TEST' | 'LIVE'
  /** Development serves GraphiQL and answers introspection without a key. */
  readonly mode: 'development' | 'production'
  /** Takes notice addresses with plain http or on this machine's network: in development alone. */
  readonly allowLocalNotices: boolean
  readonly logLevel: LogLevel
  /** GraphQL operations a key may ask for per second, over time. */
  readonly operationsPerSecond: number
  /** Database connections at most, besides the one that listens for changes. */
  readonly poolSize: number
}

type Environment = Readonly<Record<string, string | undefined>>

/** @throws Error that lists every fault with the variable's name and what to set */
export function readConfig(env: Environment): GatewayConfig {
  const reader = new EnvironmentReader(env)
  const config: GatewayConfig = {
    databaseUrl: reader.databaseUrl('DATABASE_URL'),
    host: reader.text('HOST', '127.0.0.1'),
    port: reader.count('PORT', { fallback: 4000, most: 65_535 }),
    hmacKeys: reader.hexKeys('ADYEN_HMAC_KEYS'),
    webhookUser: reader.text('ADYEN_WEBHOOK_USER'),
    webhookPassword: reader.text('ADYEN_WEBHOOK_PASSWORD'),
    merchantAccounts: reader.list('ADYEN_MERCHANT_ACCOUNTS'),
    quoteSigningKey: reader.signingKey('QUOTE_SIGNING_KEY'),
    environment: reader.oneOf('ADYEN_ENVIRONMENT', ['TEST', 'LIVE'], 'TEST'),
    mode: reader.oneOf('WATTLINE_MODE', ['development', 'production'], 'production'),
    allowLocalNotices: reader.inDevelopment('ALLOW_LOCAL_NOTICES'),
    logLevel: reader.oneOf('LOG_LEVEL', logLevels, 'info'),
    operationsPerSecond: reader.count('OPERATIONS_PER_SECOND', { fallback: 200, least: 1 }),
    poolSize: reader.count('DATABASE_POOL_SIZE', { fallback: 10, least: 2, most: 200 }),
  }
  reader.finish()
  return config
}

interface Bounds {
  readonly fallback: number
  readonly least?: number
  readonly most?: number
}

/**
 * Reads variables one by one and gathers what is wrong; a faulty one reads as its emptiest value
 * until `finish`.
 */
class EnvironmentReader {
  private readonly faults: string[] = []

  constructor(private readonly env: Environment) {}

  text(name: string, fallback?: string): string {
    const value = this.env[name]?.trim() || fallback
    if (value === undefined) this.faults.push(`${name} is not set`)
    return value ?? ''
  }

  list(name: string): string[] {
    return (this.env[name] ?? '')
      .split(',')
      .map(item => item.trim())
      .filter(item => item !== '')
  }

  databaseUrl(name: string): string {
    const value = this.text(name)
    if (value !== '' && !/^postgres(ql)?:\/\//.test(value)) {
      this.faults.push(`${name} must begin with postgres:// (its value is not shown)`)
    }
    return value
  }

  hexKeys(name: string): string[] {
    const keys = this.list(name)
    if (keys.length === 0) this.faults.push(`${name} is not set: give one or more keys, by commas`)
    keys.forEach((key, index) => {
      // A key that is not hex would silently become an empty one (Adyen, verify HMAC signatures).
      if (!/^[0-9a-f]{64}$/i.test(key)) {
        this.faults.push(`${name}: key ${index + 1} must be 64 hexadecimal digits`)
      }
    })
    return keys
  }

  signingKey(name: string): string | undefined {
    const value = this.env[name]?.trim() || undefined
    if (value !== undefined && !readSigningKey(value)) {
      this.faults.push(
        `${name} is no Ed25519 private key (its value is not shown): ` +
          'make one with "openssl genpkey -algorithm ed25519"',
      )
    }
    return value
  }

  oneOf<T extends string>(name: string, allowed: readonly T[], fallback: T): T {
    const value = this.text(name, fallback)
    const match = allowed.find(candidate => candidate === value)
    if (match === undefined) this.faults.push(`${name} is "${value}": use ${allowed.join(' or ')}`)
    return match ?? fallback
  }

  count(name: string, { fallback, least = 0, most = Number.MAX_SAFE_INTEGER }: Bounds): number {
    const value = this.text(name, String(fallback))
    const count = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN
    if (count >= least && count <= most) return count
    this.faults.push(`${name} is "${value}": use a whole number from ${least} to ${most}`)
    return fallback
  }

  /** What makes things easier on one's own machine and must not slip into production. */
  inDevelopment(name: string): boolean {
    const isSet = this.oneOf(name, ['true', 'false'], 'false') === 'true'
    if (isSet && this.env.WATTLINE_MODE !== 'development') {
      this.faults.push(`${name} goes with WATTLINE_MODE=development alone: leave it out`)
    }
    return isSet
  }

  finish(): void {
    if (this.faults.length === 0) return
    throw new Error(`The gateway cannot start:\n  ${this.faults.join('\n  ')}`)
  }
}
