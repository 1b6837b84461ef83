/**
 * Says what a plugin did to one generated bill that no plugin may do: the platform's invariants.
 */

import type { PluginOutcome, RunnablePlugin } from '@wattline/billing'
import type { Params } from '@wattline/plugin-sdk'
import { type AcceptedLine, adjust, type Bill, totalBill } from '@wattline/tariffs'

import type { RatedBill, Shown } from './rate-bill.js'

/** One way in which a bill came out wrong. */
export interface BillFault {
  /** The same for every bill that shows the same fault. */
  readonly kind: string
  readonly message: string
  /** In the bundle, where something was thrown. */
  readonly at?: { readonly line: number; readonly column: number }
}

export interface Judging {
  readonly plugin: RunnablePlugin
  readonly params: Params
  readonly rated: RatedBill
}

/** Figures and names make no other fault. */
const kindOf = (message: string): string => message.replace(/-?\d+/g, '#').slice(0, 120)

const faultOf = (message: string): BillFault => ({ kind: kindOf(message), message })

/** What keeps an outcome from being used at all. */
function faultsOfFailure(outcome: Extract<PluginOutcome, { kind: 'FAILED' }>): BillFault[] {
  const { cause, message, at } = outcome
  if (cause === 'bad-output') return message.split('; ').map(faultOf)
  const told = {
    kind: kindOf(`${cause} ${message}`),
    message:
      cause === 'threw'
        ? `price threw: ${message}; it must answer for every session and all valid parameters`
        : `the plugin failed by ${cause}: ${message}`,
  }
  return [{ ...told, ...(at && { at }) }]
}

function faultsOfTotals(bill: Bill): BillFault[] {
  const { lines, netMinor, vatMinor, grossMinor, taxes } = bill
  const faults: BillFault[] = []
  if (netMinor + vatMinor !== grossMinor) faults.push(faultOf('net and VAT do not sum to gross'))
  if (netMinor < 0n || grossMinor < 0n || taxes.some(({ net }) => net < 0n))
    faults.push(faultOf(`the bill comes to ${grossMinor} minor units, below zero`))
  const sum = lines.reduce((all, { amountMinor }) => all + amountMinor, 0n)
  if (sum !== netMinor && sum !== grossMinor)
    faults.push(faultOf('the lines do not sum to the bill'))
  return faults
}

/** What the plugin's lines come to on this session, or why none are taken. */
function accept(
  { rated }: Shown,
  outcome: PluginOutcome,
  { plugin, params, rated: { told } }: Judging,
): { accepted: readonly AcceptedLine[] } | { faults: BillFault[] } {
  if (outcome.kind === 'FAILED') return { faults: faultsOfFailure(outcome) }
  const { id, version } = plugin.manifest
  const name = { id, version, hash: plugin.hash, paramsHash: '' }
  const judged = adjust(rated, [], {
    plugin: { ...name, manifest: plugin.manifest, params },
    lines: outcome.kind === 'APPLIED' ? outcome.lines : [],
    told,
  })
  if (judged.refused) return { faults: judged.refused.map(faultOf) }
  const faults = faultsOfTotals(totalBill(rated, judged.accepted))
  return faults.length > 0 ? { faults } : { accepted: judged.accepted }
}

/** What each code comes to at each VAT rate. */
function sumsOf(lines: readonly AcceptedLine[]): Map<string, number> {
  const sums = new Map<string, number>()
  for (const { code, vatShares } of lines) {
    for (const { vatPercent, amount } of vatShares) {
      const key = `${code}${vatPercent === null ? '' : ` at ${vatPercent} % VAT`}`
      sums.set(key, (sums.get(key) ?? 0) + amount)
    }
  }
  return sums
}

/**
 * A plugin may round each period on its own, so one more period may move each line by a part of
 * 1 / 10 000 of a minor unit; a price that hangs on where a period begins moves it by far more.
 */
function faultsOfFurtherCut(
  plain: readonly AcceptedLine[],
  finer: readonly AcceptedLine[],
  { rated }: Judging,
): BillFault[] {
  const allowed = rated.finer.input.periods.length
  const [before, after] = [sumsOf(plain), sumsOf(finer)]
  const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
    key => Math.abs((before.get(key) ?? 0) - (after.get(key) ?? 0)) > allowed,
  )
  return changed.map(key => {
    const code = key.split(' ')[0]
    const [was, is] = [before.get(key) ?? 0, after.get(key) ?? 0]
    return {
      kind: `further cut ${code}`,
      message:
        `${key} comes to ${was}, and to ${is} where the session is cut once more, at second ` +
        `${rated.cutSecond}: the price changes inside a period; declare in cuts where it changes`,
    }
  })
}

/** @param outcomes of the plain session and of the same with one cut more */
export function faultsInBill(
  [plain, finer]: readonly [PluginOutcome, PluginOutcome],
  judging: Judging,
): BillFault[] {
  const { rated } = judging
  const first = accept(rated.plain, plain, judging)
  if ('faults' in first) return first.faults
  const second = accept(rated.finer, finer, judging)
  if ('faults' in second) return second.faults
  return faultsOfFurtherCut(first.accepted, second.accepted, judging)
}
