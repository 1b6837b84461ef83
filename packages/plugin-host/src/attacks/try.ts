/**
 * Tries one attack on a runner, between two sessions that are to be priced, and measures what it
 * cost the host.
 */

import { performance } from 'node:perf_hooks'

import type { PluginJob, PluginOutcome, PluginRunner } from '@wattline/billing'
import { type Manifest, sampleInput } from '@wattline/plugin-sdk'

import { type Attack, bundleOf } from './attack.js'
import { watchChildren } from './watch-children.js'

const manifest: Manifest = {
  id: 'attack',
  version: '1.0.0',
  contract: 1,
  author: 'Mallory',
  description: 'Does something else when it is told to.',
  phase: 'SURCHARGE',
  reads: { attack: { fact: 'coupon.code' } },
  series: {},
  emits: [{ code: 'FEE', kind: 'SURCHARGE', on: 'SESSION', bounds: [{ perSession: 1_000_000 }] }],
  cuts: [],
  params: { type: 'object', properties: {}, additionalProperties: false },
}

/** Sessions by their length in seconds, which is what each owes; the one in the middle attacks. */
const before = 1111
const attacked = 22
const after = 1133

export interface Tried {
  /** Of the session under attack. */
  readonly outcome: PluginOutcome
  /** Were the sessions before and after it, and the other operator's, priced as they should be? */
  readonly areNeighboursPriced: boolean
  readonly wallMs: number
  /** Of all cells together. */
  readonly cpuMs: number
  /** Resident memory of the largest cell. */
  readonly peakBytes: number
  /** The longest that the host could do nothing else. */
  readonly stallMs: number
}

/** Three sessions of the plugin, the middle one told to attack. */
export function jobOf(operatorId: string, bundle: string, attack: boolean): PluginJob {
  const input = (durationSeconds: number, isAttacking: boolean) =>
    sampleInput([{ durationSeconds }], { attack: isAttacking })
  const inputs = [input(before, false), input(attacked, attack), input(after, false)]
  const plugin = { hash: '0'.repeat(64), bundle, manifest }
  return { operatorId, plugin, params: {}, inputs }
}

const isPriced = (outcome: PluginOutcome | undefined, amount: number): boolean =>
  outcome?.kind === 'APPLIED' && outcome.lines[0]?.amount === amount

/** Looks at the clock every few milliseconds: what is missing, the host was kept from. */
function watchStalls(): () => number {
  const everyMs = 5
  let worst = 0
  let last = performance.now()
  const look = () => {
    const now = performance.now()
    worst = Math.max(worst, now - last - everyMs)
    last = now
  }
  const poll = setInterval(look, everyMs)
  return () => {
    clearInterval(poll)
    return worst
  }
}

/** The attacker and an operator beside it, whose cell prices at the same time. */
export async function tryAttack(attack: Attack, cells: PluginRunner): Promise<Tried> {
  const stopChildren = watchChildren()
  const stopStalls = watchStalls()
  const from = performance.now()
  const [mine, theirs] = await Promise.all([
    cells.run(jobOf('mallory', attack.bundle ?? bundleOf(attack.code), true)),
    cells.run(jobOf('victim', bundleOf(''), false)),
  ])
  const wallMs = performance.now() - from
  const own = attack.bundle === undefined ? [mine[0], mine[2]] : []
  const others = [theirs[0], theirs[2]]
  const areNeighboursPriced = [own, others].every(
    pair => pair.length === 0 || (isPriced(pair[0], before) && isPriced(pair[1], after)),
  )
  const outcome = mine[1] as PluginOutcome
  return { outcome, areNeighboursPriced, wallMs, ...stopChildren(), stallMs: stopStalls() }
}

/** What an outcome is called in the table. */
export const endingOf = (outcome: PluginOutcome): string =>
  outcome.kind === 'FAILED' ? outcome.cause : outcome.kind

/** What is wrong with how an attack ended, in words; none means that it was contained. */
export function faultsOf(attack: Attack, engine: 'v8' | 'quickjs', tried: Tried): string[] {
  const ends = typeof attack.ends === 'string' ? attack.ends : attack.ends[engine]
  const ended = endingOf(tried.outcome)
  const message = tried.outcome.kind === 'FAILED' ? tried.outcome.message : ''
  const name = `${attack.kind}, ${attack.name}: `
  const faults: string[] = []
  if (ended !== ends) faults.push(`${name}${ended}, not ${ends} (${message})`)
  if (/leaked: /.test(message)) faults.push(name + message)
  if (attack.says !== undefined && !attack.says.test(message)) faults.push(`${name}'${message}'`)
  if (!tried.areNeighboursPriced) faults.push(`${name}a session beside it was not priced`)
  return faults
}
