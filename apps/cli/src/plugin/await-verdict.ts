/** Waits until a publication is judged, and says what it waits for. */

import { setTimeout as wait } from 'node:timers/promises'

import { askGateway, type Door } from './ask-gateway.js'
import { type Publication, publicationFields } from './registry-queries.js'

export interface Wait {
  readonly atMostMs: number
  /** Told of each new reason why it takes longer. */
  readonly onReason: (reason: string) => void
}

const pauseMs = 500

/** The publication as it was last seen: still `CHECKING` when the time is up. @throws Declined */
export async function awaitVerdict(
  door: Door,
  id: string,
  { atMostMs, onReason }: Wait,
): Promise<Publication> {
  const deadline = performance.now() + atMostMs
  let told: string | null = null
  for (;;) {
    const { pluginPublication: publication } = await askGateway<{ pluginPublication: Publication }>(
      door,
      `query($id: ID!) { pluginPublication(id: $id) { ${publicationFields} } }`,
      { id },
    )
    const { state, waitingBecause: reason } = publication
    if (state !== 'CHECKING' || performance.now() + pauseMs > deadline) return publication
    if (reason !== null && reason !== told) onReason(reason)
    told = reason
    await wait(pauseMs)
  }
}
