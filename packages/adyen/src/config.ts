/**
 * What the connection to Adyen needs to know, read from the environment with all faults named at
 * once.
 */

export interface AdyenConfig {
  readonly environment: 'TEST' | 'LIVE'
  /** Scheme, host and port of a simulator, in place of Adyen's own; refused with LIVE. */
  readonly baseUrl?: string
  readonly apiKey: string
  /** Adyen's prefix of the company's live addresses; needed for LIVE. */
  readonly liveEndpointUrlPrefix?: string
  /** The whole time a call may take, from connecting to the last byte. */
  readonly timeoutMs: number
}

type Environment = Readonly<Record<string, string | undefined>>

type Read<T> = T | { readonly faults: string[] }

const defaultTimeoutMs = 10_000

/**
 * Reads ADYEN_ENVIRONMENT, ADYEN_BASE_URL, ADYEN_API_KEY, ADYEN_LIVE_PREFIX and
 * ADYEN_TIMEOUT_MS.
 */
export function readAdyenConfig(env: Environment): Read<{ readonly config: AdyenConfig }> {
  const { ADYEN_BASE_URL: baseUrl, ADYEN_LIVE_PREFIX: liveEndpointUrlPrefix } = env
  const config = {
    environment: env.ADYEN_ENVIRONMENT ?? 'TEST',
    ...(baseUrl ? { baseUrl } : {}),
    apiKey: env.ADYEN_API_KEY ?? '',
    ...(liveEndpointUrlPrefix ? { liveEndpointUrlPrefix } : {}),
    timeoutMs: Number(env.ADYEN_TIMEOUT_MS ?? defaultTimeoutMs),
  } as AdyenConfig
  const faults = findConfigFaults(config)
  return faults.length > 0 ? { faults } : { config }
}

/** Every fault of a configuration, one message each; none when it can be used. */
export function findConfigFaults(config: AdyenConfig): string[] {
  const { environment, baseUrl, apiKey, liveEndpointUrlPrefix, timeoutMs } = config
  const isLive = environment === 'LIVE'
  const isKnown = isLive || environment === 'TEST'
  const isPrefix = /^[0-9a-z]+-[0-9A-Za-z]+$/.test(liveEndpointUrlPrefix ?? '')
  return [
    ...(isKnown ? [] : [`ADYEN_ENVIRONMENT: must be TEST or LIVE, not ${environment}`]),
    ...(apiKey ? [] : ['ADYEN_API_KEY: is missing; create one in Adyen’s Customer Area']),
    ...(baseUrl === undefined || isOrigin(baseUrl)
      ? []
      : ['ADYEN_BASE_URL: must be scheme, host and port alone, such as http://127.0.0.1:8081']),
    ...(isLive && baseUrl !== undefined
      ? ['ADYEN_BASE_URL: must not be set with ADYEN_ENVIRONMENT=LIVE: money would not move']
      : []),
    ...(isLive && !isPrefix
      ? ['ADYEN_LIVE_PREFIX: is missing or misshapen; LIVE needs the prefix of your live addresses']
      : []),
    ...(Number.isSafeInteger(timeoutMs) && timeoutMs > 0
      ? []
      : ['ADYEN_TIMEOUT_MS: must be a whole number of milliseconds above 0']),
  ]
}

/**
 * Reads ADYEN_HMAC_KEY: one key, or the old and the new one with a comma between them while a key
 * is changed (Adyen signs retries with the key of the first try, for up to 30 days).
 */
export function readHmacKeys(env: Environment): Read<{ readonly hmacKeys: string[] }> {
  const hmacKeys = (env.ADYEN_HMAC_KEY ?? '')
    .split(',')
    .map(key => key.trim())
    .filter(key => key !== '')
  const isBad = hmacKeys.length === 0 || hmacKeys.some(key => !isHmacKey(key))
  if (!isBad) return { hmacKeys }
  return { faults: ['ADYEN_HMAC_KEY: must be 64 hexadecimal digits; several keys with commas'] }
}

/** Adyen's keys are 32 bytes in hexadecimal. */
export function isHmacKey(key: string): boolean {
  return /^[0-9a-f]{64}$/i.test(key)
}

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, pathname, search, hash, username } = new URL(text)
  const isBare = pathname === '/' && search === '' && hash === '' && username === ''
  return isBare && ['http:', 'https:'].includes(protocol)
}
