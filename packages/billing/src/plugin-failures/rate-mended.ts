/**
 * Rates a billed session again with mended plugins in the place of those that failed: same
 * parameters, same facts, and everything else as it was recorded.
 */

import { assert } from '@wattline/units'

import { hashOf } from '../canonical.js'
import type { Core } from '../core.js'
import type { RunnablePlugin } from '../plugins/runner.js'
import { checkParams } from '../price-lists/check-params.js'
import type { LoadedPriceList, PricedPlugin } from '../price-lists/load.js'
import { loadAgain } from '../pricing/price-as-of.js'
import { type PriceRequest, priceSession } from '../pricing/price-sessions.js'
import type { PluginRecord, StoredBill } from '../pricing/stored-bill.js'

/** Mended plugins by the hash of the one that failed. */
export type Mends = ReadonlyMap<string, RunnablePlugin>

export interface MendedBill {
  readonly priceList: LoadedPriceList
  /** What was billed. */
  readonly before: StoredBill
  /** Undefined where a mended plugin failed as well. */
  readonly after: StoredBill | undefined
  readonly couponCode: string | null
}

/** @throws Refusal `plugin-params-invalid` where the parameters do not fit the mended version */
export async function rateMended(
  core: Core,
  session: { readonly operatorId: string; readonly sessionId: string },
  mends: Mends,
): Promise<MendedBill> {
  const loaded = await loadAgain(core, session.operatorId, session.sessionId)
  const before = await priceSession(core.runner, loaded.request)
  assert(before.kind === 'priced', 'what was billed has a price')
  const request = withMends(loaded.request, mends)
  const after = await priceSession(core.runner, request)
  const { priceList } = request
  const { couponCode } = loaded.session
  if (after.kind === 'parked' || failsAgain(after.bill, mends)) {
    return { priceList, before: before.bill, after: undefined, couponCode }
  }
  return { priceList, before: before.bill, after: after.bill, couponCode }
}

function withMends(request: PriceRequest, mends: Mends): PriceRequest {
  const { priceList, recorded = [] } = request
  const mendOf = (index: number, { plugin }: PricedPlugin) =>
    recorded[index]?.outcome === 'FAILED' ? mends.get(plugin.hash) : undefined
  const plugins = priceList.plugins.map((priced, index) => {
    const plugin = mendOf(index, priced)
    return plugin ? inPlaceOf(priced, plugin) : priced
  })
  return {
    ...request,
    priceList: { ...priceList, plugins },
    recorded: recorded.map((record, index) => {
      const priced = priceList.plugins[index]
      return priced && mendOf(index, priced) ? notYetRun(record) : record
    }),
  }
}

function inPlaceOf(priced: PricedPlugin, plugin: RunnablePlugin): PricedPlugin {
  const params = checkParams(plugin.manifest, priced.params, 'params')
  return { ...priced, plugin, params, paramsHash: hashOf(params) }
}

/** A failure alone is replayed; this one is to be found out anew. */
function notYetRun({ cause: _cause, message: _message, ...record }: PluginRecord): PluginRecord {
  return { ...record, outcome: 'NO_LINES' }
}

function failsAgain({ plugins }: StoredBill, mends: Mends): boolean {
  const mended = new Set([...mends.values()].map(({ hash }) => hash))
  return plugins.some(({ hash, outcome }) => outcome === 'FAILED' && mended.has(hash))
}
