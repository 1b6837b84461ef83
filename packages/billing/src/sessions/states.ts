/** The states of a session, and which may follow which. */

import { assert } from '@wattline/units'

export const sessionStates = {
  active: ['ended'],
  // Held: its readings cannot be right. Parked: it has no price until a plugin is mended.
  ended: ['billed', 'held', 'parked'],
  // Accepted as it is, or never billed: a person says which.
  held: ['ended', 'dropped'],
  parked: ['ended'],
  billed: [],
  dropped: [],
} as const satisfies Record<string, readonly string[]>

export type SessionState = keyof typeof sessionStates

/** @throws BrokenInvariant for a move that is not in the table */
export function moveSession(session: { state: SessionState }, to: SessionState): void {
  const allowed: readonly string[] = sessionStates[session.state]
  assert(allowed.includes(to), `a session does not move from ${session.state} to ${to}`)
  session.state = to
}
