/**
 * Which price list wins: the one order of all that could apply to a session, told as pure rules.
 *
 * 1. An assignment counts from its start until its end, and only once approved where it has to be.
 * 2. It is for a connector when its place holds the connector (everywhere, its location, a group it
 *    is in then, or itself), and for a driver when it names no driver group or one the driver is in
 *    then. A canary is only for the connectors inside its share. A shadow never bills.
 * 3. Of those that are left, one for a driver group beats one for everybody, for what was agreed
 *    with people holds wherever they charge; between two driver groups the smaller rank wins.
 * 4. Then the narrower place wins: connector, connector group, location, everywhere; between two
 *    connector groups the smaller rank.
 * 5. Then the later start.
 *
 * No two can tie: ranks are unique, and equal starts for one place and the same drivers are refused
 * by the database. `choose.ts` says the same in SQL; a property test holds the two together.
 */

import { createHash } from 'node:crypto'
import { type Instant, Temporal } from '@wattline/units'

import type { AssignmentMode } from './price-list-assignment.entity.js'

/** From the widest to the narrowest. */
export const places = ['everywhere', 'location', 'connector-group', 'connector'] as const
export type Place = (typeof places)[number]

/** An assignment whose place holds the connector asked about. */
export interface Candidate {
  readonly id: string
  readonly mode: AssignmentMode
  readonly shareBp: number | null
  readonly place: Place
  /** The rank of its connector group; null for another kind of place. */
  readonly connectorGroupRank: number | null
  /** The rank of its driver group; null for every driver. */
  readonly driverGroupRank: number | null
  /** Whether the driver is one of those it is for. */
  readonly isForDriver: boolean
  /** Approved, or in no need of it. */
  readonly isApproved: boolean
  readonly startsAt: Instant
  readonly endsAt: Instant | null
}

/** Why a candidate is out of the question, whatever else there is. */
export type RuledOut =
  | 'withdrawn'
  | 'waiting'
  | 'not-started'
  | 'ended'
  | 'other-drivers'
  | 'outside-share'

/** What another candidate has over it. */
export type BeatenBy = 'driver-group' | 'driver-group-rank' | 'place' | 'group-rank' | 'later-start'

export type Verdict = 'wins' | 'beside' | RuledOut | BeatenBy

export interface Judged<C extends Candidate = Candidate> {
  readonly candidate: C
  readonly verdict: Verdict
}

/** All candidates in their order, each with the reason why it won or lost. At most one wins. */
export function judge<C extends Candidate>(
  candidates: readonly C[],
  moment: { readonly connectorId: string; readonly at: Instant },
): Judged<C>[] {
  const inOrder = [...candidates].sort((a, b) => precedence(a, b).sign || (a.id < b.id ? -1 : 1))
  const winner = inOrder.find(
    candidate => candidate.mode !== 'shadow' && !ruledOut(candidate, moment),
  )
  return inOrder.map(candidate => ({ candidate, verdict: verdictOn(candidate, winner, moment) }))
}

function verdictOn(
  candidate: Candidate,
  winner: Candidate | undefined,
  moment: { readonly connectorId: string; readonly at: Instant },
): Verdict {
  const out = ruledOut(candidate, moment)
  if (out) return out
  if (candidate.mode === 'shadow') return 'beside'
  return candidate === winner || !winner ? 'wins' : precedence(winner, candidate).by
}

/** Undefined for a candidate that is in the running. */
export function ruledOut(
  candidate: Candidate,
  { connectorId, at }: { readonly connectorId: string; readonly at: Instant },
): RuledOut | undefined {
  const { startsAt, endsAt, isApproved } = candidate
  const neverCounted = endsAt && (!isApproved || Temporal.Instant.compare(endsAt, startsAt) <= 0)
  if (neverCounted) return 'withdrawn'
  if (!isApproved) return 'waiting'
  if (Temporal.Instant.compare(at, startsAt) < 0) return 'not-started'
  if (endsAt && Temporal.Instant.compare(endsAt, at) <= 0) return 'ended'
  if (!candidate.isForDriver) return 'other-drivers'
  const isOutside =
    candidate.shareBp !== null && shareOf(candidate.id, connectorId) >= candidate.shareBp
  return isOutside ? 'outside-share' : undefined
}

/** Negative `sign`: the first one comes before the second. `by`: what decides between them. */
export function precedence(
  first: Candidate,
  second: Candidate,
): { readonly sign: number; readonly by: BeatenBy } {
  const steps: readonly [sign: number, by: BeatenBy][] = [
    [forGroup(second) - forGroup(first), 'driver-group'],
    [(first.driverGroupRank ?? 0) - (second.driverGroupRank ?? 0), 'driver-group-rank'],
    [places.indexOf(second.place) - places.indexOf(first.place), 'place'],
    [(first.connectorGroupRank ?? 0) - (second.connectorGroupRank ?? 0), 'group-rank'],
  ]
  const [sign, by] = steps.find(([difference]) => difference !== 0) ?? [
    Temporal.Instant.compare(second.startsAt, first.startsAt),
    'later-start',
  ]
  return { sign, by }
}

function forGroup({ driverGroupRank }: Candidate): number {
  return driverGroupRank === null ? 0 : 1
}

/**
 * Where a connector stands in a canary's share, from 0 to 9999: below the share it takes part. The
 * same for ever, and spread evenly (the first 32 bits of a SHA-256).
 */
export function shareOf(assignmentId: string, connectorId: string): number {
  const digest = createHash('sha256').update(`${assignmentId}/${connectorId}`).digest()
  return digest.readUInt32BE(0) % 10_000
}
