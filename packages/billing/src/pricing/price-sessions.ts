/**
 * The one entry to a price: quote, live price, bill, re-rate and refund evidence all come through
 * here.
 *
 * Rating and totals are pure; in between the plugins are asked in their sandbox, one after the
 * other, each for all sessions of a price list at once.
 */

import type { Manifest } from '@wattline/plugin-sdk'
import {
  type AcceptedLine,
  type Adjustment,
  adjust,
  type Bill,
  type CompiledTariff,
  capBill,
  explainBill,
  nothingTold,
  pluginInput,
  type RatedSession,
  rateSession,
  resolveCuts,
  type SessionFacts,
  type Told,
  totalBill,
} from '@wattline/tariffs'
import { secondOf } from '@wattline/units'

import { discountsOf, mostOfCoupon } from '../facts/coupon-spend.js'
import type { PluginOutcome, PluginRunner } from '../plugins/runner.js'
import { storable } from '../plugins/storable.js'
import type { LoadedPriceList, PricedPlugin } from '../price-lists/load.js'
import { type PluginRecord, type StoredBill, storeBill } from './stored-bill.js'

export interface PriceRequest {
  readonly priceList: LoadedPriceList
  readonly timeZone: string
  readonly facts: SessionFacts
  /**
   * What each plugin of the price list is told, in their order; absent where none reads anything.
   */
  readonly told?: readonly Told[]
  /**
   * What came of each plugin when the bill was made, in their order: a failure is a fact of that
   * bill, and is not found again.
   */
  readonly recorded?: readonly PluginRecord[]
}

export type Priced =
  | { readonly kind: 'priced'; readonly bill: StoredBill; readonly needsReview: boolean }
  /** A plugin without which there is no price, or one the operator said to park on, failed. */
  | {
      readonly kind: 'parked'
      readonly plugin: PluginRecord
      /** What came of each plugin up to that one, itself included. */
      readonly plugins: readonly PluginRecord[]
    }

/** A price before anybody asks why: explaining a bill costs more than to reckon it. */
export type Reckoned =
  | {
      readonly kind: 'priced'
      readonly totals: Bill
      readonly plugins: readonly PluginRecord[]
      /** The same bill as it is stored, every line explained. */
      explain(): StoredBill
    }
  | Extract<Priced, { kind: 'parked' }>

interface Work {
  readonly request: PriceRequest
  readonly rated: RatedSession
  readonly accepted: AcceptedLine[]
  readonly records: PluginRecord[]
  /** Of the coupon's budget, by all plugins so far, as an amount. */
  couponTaken: number
  parkedBy?: PluginRecord
}

/** Prices sessions of one operator; the answers stand in the order of the requests. */
export async function priceSessions(
  runner: PluginRunner,
  requests: readonly PriceRequest[],
): Promise<Priced[]> {
  return (await reckonSessions(runner, requests)).map(explained)
}

/** The same prices for whoever looks into few of many bills: a back-test, say. */
export async function reckonSessions(
  runner: PluginRunner,
  requests: readonly PriceRequest[],
): Promise<Reckoned[]> {
  const works = requests.map(begin)
  for (const group of byPriceList(works)) {
    for (const [index, priced] of group.priceList.plugins.entries()) {
      await ask(runner, group, { ...priced, index })
    }
  }
  return works.map(finish)
}

/** Prices one session. */
export async function priceSession(runner: PluginRunner, request: PriceRequest): Promise<Priced> {
  const [priced] = await priceSessions(runner, [request])
  return priced as Priced
}

function begin(request: PriceRequest): Work {
  const { priceList, timeZone, facts, told = [] } = request
  const tariff: CompiledTariff = priceList.compiledFor(timeZone)
  const startSecond = secondOf(facts.startedAt)
  const cuts = priceList.plugins.flatMap(({ plugin, params }, index) =>
    resolveCuts(plugin.manifest, { params, startSecond, ...(told[index] ?? nothingTold) }),
  )
  return {
    request,
    rated: rateSession(tariff, facts, cuts),
    accepted: [],
    records: [],
    couponTaken: 0,
  }
}

function byPriceList(works: readonly Work[]): { priceList: LoadedPriceList; works: Work[] }[] {
  const groups = new Map<string, { priceList: LoadedPriceList; works: Work[] }>()
  for (const work of works) {
    const { priceList } = work.request
    const group = groups.get(priceList.id) ?? { priceList, works: [] }
    group.works.push(work)
    groups.set(priceList.id, group)
  }
  return [...groups.values()]
}

/** A plugin at its place in the order in which a price list's run. */
type Placed = PricedPlugin & { readonly index: number }

const toldTo = ({ request }: Work, { index }: Placed): Told => request.told?.[index] ?? nothingTold

async function ask(
  runner: PluginRunner,
  group: { priceList: LoadedPriceList; works: readonly Work[] },
  priced: Placed,
): Promise<void> {
  const open: Work[] = []
  for (const work of group.works) {
    if (work.parkedBy) continue
    const record = work.request.recorded?.[priced.index]
    if (record?.outcome === 'FAILED') fail(work, priced, record)
    else open.push(work)
  }
  if (open.length === 0) return
  const outcomes = await runner.run({
    operatorId: group.priceList.operatorId,
    plugin: priced.plugin,
    params: priced.params,
    inputs: open.map(work => pluginInput(work.rated, work.accepted, toldTo(work, priced))),
  })
  open.forEach((work, index) => {
    take(work, priced, outcomes[index] ?? lost)
  })
}

const lost: PluginOutcome = {
  kind: 'FAILED',
  cause: 'cell-lost',
  message: 'no outcome was reported',
}

/** All or nothing: a plugin with one impossible line adds none. */
function take(work: Work, priced: Placed, outcome: PluginOutcome): void {
  const { plugin, params, paramsHash } = priced
  const { id, version } = plugin.manifest
  const told = toldTo(work, priced)
  const named = { id, version, hash: plugin.hash, paramsHash }
  const name = told === nothingTold ? named : { ...named, told }
  if (outcome.kind === 'NO_LINES') {
    work.records.push({ ...name, outcome: 'NO_LINES' })
    return
  }
  if (outcome.kind === 'APPLIED') {
    const judged = adjust(work.rated, work.accepted, {
      plugin: { ...named, manifest: plugin.manifest, params },
      lines: outcome.lines,
      told,
    })
    const refused = judged.refused ?? overspend(work, { manifest: plugin.manifest, told }, judged)
    if (refused === undefined) {
      work.accepted.push(...(judged.accepted ?? []))
      work.records.push({ ...name, outcome: 'APPLIED' })
      return
    }
    const message = refused.join('; ')
    fail(work, priced, { ...name, outcome: 'FAILED', cause: 'bad-output', message })
    return
  }
  fail(work, priced, { ...name, outcome: 'FAILED', cause: outcome.cause, message: outcome.message })
}

/** A coupon's budget is one for all plugins: undefined while they keep to it. */
function overspend(
  work: Work,
  informed: { readonly manifest: Manifest; readonly told: Told },
  { accepted = [] }: Adjustment,
): string[] | undefined {
  const most = mostOfCoupon(informed)
  if (most === undefined) return undefined
  const taken = work.couponTaken + discountsOf(accepted)
  if (taken > most) return [`the discounts take ${taken} of the coupon, which has ${most} left`]
  work.couponTaken = taken
  return undefined
}

function fail(work: Work, { plugin, onFailure }: PricedPlugin, record: PluginRecord): void {
  work.records.push(storable(record))
  if (onFailure === 'park' || plugin.manifest.phase === 'PRICE') work.parkedBy = work.records.at(-1)
}

function finish(work: Work): Reckoned {
  if (work.parkedBy) return { kind: 'parked', plugin: work.parkedBy, plugins: work.records }
  const { rated, accepted, records } = work
  const { capMinor } = work.request.priceList
  const totals = capBill(rated, totalBill(rated, accepted), capMinor)
  const explain = () => storeBill(explainBill({ rated, accepted, bill: totals, capMinor }), records)
  return { kind: 'priced', totals, plugins: records, explain }
}

function explained(reckoned: Reckoned): Priced {
  if (reckoned.kind === 'parked') return reckoned
  return {
    kind: 'priced',
    bill: reckoned.explain(),
    needsReview: reckoned.plugins.some(({ outcome }) => outcome === 'FAILED'),
  }
}
