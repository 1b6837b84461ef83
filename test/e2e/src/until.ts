/**
 * Waits for a condition: what the condition gives, or its last trouble when it never came about.
 */

import { setTimeout as pause } from 'node:timers/promises'

/** Asks every 50 ms until the answer is neither false nor undefined. A throw counts as not yet. */
export async function until<T>(
  what: string,
  condition: () => Promise<T | undefined | false> | T | undefined | false,
  timeoutMs = 60_000,
): Promise<T> {
  const deadline = performance.now() + timeoutMs
  let trouble: unknown
  while (performance.now() < deadline) {
    try {
      const answer = await condition()
      if (answer !== undefined && answer !== false) return answer
      trouble = undefined
    } catch (error) {
      trouble = error
    }
    await pause(50)
  }
  throw new Error(`Never came about: ${what}`, { cause: trouble })
}
