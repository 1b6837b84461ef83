/** Has the simulator try its held-up notices at once when the gateway can take them again. */

import { setTimeout as wait } from 'node:timers/promises'

const lookEveryMs = 100
const answerWithinMs = 5000

/** Whose notices, and who takes them. */
export interface Ends {
  readonly simulatorUrl: string
  readonly gatewayUrl: string
}

/**
 * Waits until the gateway is ready, its database included, then has the simulator try what it
 * holds, as an operator would in Adyen's Customer Area.
 *
 * A receiver that was away for a moment is tried again after two minutes, then five, then ten
 * (docs.adyen.com, "Troubleshoot webhooks"): right for Adyen, too long on a developer's machine.
 * The endpoints' settings are written back as they are, and every change of them starts a try.
 */
export async function tryHeldNotices(
  { simulatorUrl, gatewayUrl }: Ends,
  signal: AbortSignal,
): Promise<void> {
  try {
    while (!(await isReady(gatewayUrl))) await wait(lookEveryMs, undefined, { signal })
    const url = new URL('/_sim/endpoints', simulatorUrl)
    const settings = await (await fetch(url, { signal })).text()
    const headers = { 'content-type': 'application/json' }
    await fetch(url, { method: 'PUT', headers, body: settings, signal })
  } catch {
    // All is being stopped; or the simulator is away itself, and will begin with what it held.
  }
}

async function isReady(gatewayUrl: string): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(answerWithinMs)
    return (await fetch(new URL('/ready', gatewayUrl), { signal })).ok
  } catch {
    return false
  }
}
