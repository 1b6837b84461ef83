/**
 * Has the simulator try its held-up notices at once, as an operator would in Adyen's Customer Area.
 */

/**
 * A receiver that was away for a moment is tried again after two minutes, then five, then ten
 * (docs.adyen.com, "Troubleshoot webhooks"): too long to watch. The endpoints' settings are written
 * back as they are, and every change of them starts a try.
 */
export async function tryHeldNotices(simulatorUrl: string): Promise<void> {
  const url = new URL('/_sim/endpoints', simulatorUrl)
  try {
    const settings = await (await fetch(url)).text()
    const headers = { 'content-type': 'application/json' }
    await fetch(url, { method: 'PUT', headers, body: settings })
  } catch {
    // The simulator is away itself; when it is back it begins with what it held.
  }
}
