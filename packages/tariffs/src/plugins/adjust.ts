/** Judges what a plugin proposed: the core takes all of its lines or none. */

import { faultsInAnswer, type PluginLine } from '@wattline/plugin-sdk'

import type { RatedSession } from '../rate/rated.js'
import type { AcceptedLine, Adjustment, PluginName, Proposal, VatShare } from './accepted.js'
import { pluginInput } from './plugin-input.js'
import { nothingTold } from './told.js'
import { VatPools } from './vat-pools.js'

/**
 * Refused are: codes, kinds and components the manifest does not declare, amounts of the wrong sign
 * or beyond their bounds, unknown periods, and discounts that would push a component, or a VAT rate
 * of the session, below zero. The sum after the whole proposal counts, whatever the order of lines.
 *
 * @param earlier lines of plugins that ran before and were accepted
 */
export function adjust(
  rated: RatedSession,
  earlier: readonly AcceptedLine[],
  proposal: Proposal,
): Adjustment {
  const { manifest, params, ...name } = proposal.plugin
  const input = pluginInput(rated, earlier, proposal.told ?? nothingTold)
  const faults = faultsInAnswer({ lines: proposal.lines }, manifest, { input, params })
  if (faults.length > 0) return { refused: faults }

  const pools = new VatPools(rated, earlier)
  const shares = new Map<PluginLine, VatShare[]>()
  for (const line of [...proposal.lines].sort((a, b) => rankOf(a) - rankOf(b))) {
    const vatShares = pools.place(line)
    pools.addShares(line.on, vatShares)
    shares.set(line, vatShares)
  }
  const exceeded = pools.belowZero()
  if (exceeded.length > 0) return { refused: exceeded }
  const plugin = nameOf(name)
  const accepted = proposal.lines.map(line => ({
    ...line,
    plugin,
    vatShares: shares.get(line) ?? [],
  }))
  return { accepted }
}

/**
 * Components before the session, surcharges before discounts: so the order of an answer says
 * nothing.
 */
function rankOf({ on, kind }: PluginLine): number {
  return (on === 'SESSION' ? 2 : 0) + (kind === 'DISCOUNT' ? 1 : 0)
}

/** Only what names the code: whatever else the caller's object carries stays off the bill. */
function nameOf({ id, version, hash, paramsHash }: PluginName): PluginName {
  return { id, version, hash, paramsHash }
}
