/** Reads the simulator's configuration from the environment, naming all faults at once. */

import { isHmacKey, isHttpUrl } from './control/read-endpoints.js'
import type { SimulatorOptions } from './start.js'

export type SimulatorConfig = Omit<SimulatorOptions, 'clock' | 'random'>

type Environment = Readonly<Record<string, string | undefined>>

/** The configuration, or one message per fault. */
export function readSimulatorConfig(
  env: Environment,
): { readonly config: SimulatorConfig } | { readonly faults: string[] } {
  const port = Number(env.SIMULATOR_PORT ?? '0')
  const merchantAccounts = list(env.SIMULATOR_MERCHANT_ACCOUNTS)
  const { SIMULATOR_API_KEY: apiKey, SIMULATOR_WEBHOOK_URL: url, SIMULATOR_JOURNAL: path } = env
  const hmacKey = env.ADYEN_HMAC_KEY ?? ''
  const faults = [
    ...(Number.isInteger(port) && port >= 0 && port <= 65_535
      ? []
      : ['SIMULATOR_PORT: must be a port from 0 to 65535; 0 takes any free one']),
    ...(apiKey ? [] : ['SIMULATOR_API_KEY: is missing; set the key that callers must send']),
    ...(merchantAccounts.length > 0
      ? []
      : ['SIMULATOR_MERCHANT_ACCOUNTS: is missing; set one name, or several with commas']),
    ...(url === undefined || isHttpUrl(url)
      ? []
      : ['SIMULATOR_WEBHOOK_URL: must be an http or https address']),
    ...(url === undefined || isHmacKey(hmacKey)
      ? []
      : ['ADYEN_HMAC_KEY: must be 64 hexadecimal digits when SIMULATOR_WEBHOOK_URL is set']),
  ]
  if (faults.length > 0 || !apiKey) return { faults }
  const { SIMULATOR_WEBHOOK_USER: user, SIMULATOR_WEBHOOK_PASSWORD: password } = env
  const credentials = { ...(user ? { user } : {}), ...(password ? { password } : {}) }
  return {
    config: {
      port,
      host: env.SIMULATOR_HOST ?? '127.0.0.1',
      apiKeys: [apiKey],
      merchantAccounts,
      webhookEndpoints: url === undefined ? [] : [{ url, hmacKey, ...credentials }],
      ...(path ? { journalPath: path } : {}),
    },
  }
}

function list(text = ''): string[] {
  return text
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '')
}
