/** Loads price lists whole. They never change, so each is read once and kept. */

import { inScope } from '@wattline/database'
import type { Manifest, Params } from '@wattline/plugin-sdk'
import { type CompiledTariff, compileTariff, parseTariff } from '@wattline/tariffs'
import { assert } from '@wattline/units'
import type { DataSource, EntityManager } from 'typeorm'

import type { RunnablePlugin } from '../plugins/runner.js'
import type { OnFailure } from './price-list-plugin.entity.js'

export interface PricedPlugin {
  readonly plugin: RunnablePlugin
  readonly params: Params
  readonly paramsHash: string
  readonly onFailure: OnFailure
}

export interface LoadedPriceList {
  readonly id: string
  readonly operatorId: string
  readonly hash: string
  readonly tariffHash: string
  readonly currency: string
  /** The most a session costs, in minor units with tax; null where no cap is offered. */
  readonly capMinor: bigint | null
  /** The least to reserve for a session, in minor units; null for the platform's own. */
  readonly leastHoldMinor: bigint | null
  /** In the order they run: by phase, then by the operator's order. */
  readonly plugins: readonly PricedPlugin[]
  /** The tariff in integers, for the clocks of one zone; compiled once. */
  compiledFor(timeZone: string): CompiledTariff
}

const phases: readonly Manifest['phase'][] = ['PRICE', 'PROMOTION', 'LOYALTY', 'SURCHARGE']
const keptAtMost = 2_000
const kept = new Map<string, LoadedPriceList>()

interface Row {
  readonly id: string
  readonly operator_id: string
  readonly hash: string
  readonly tariff_hash: string
  readonly currency: string
  readonly cap_minor: string | null
  readonly least_hold_minor: string | null
  readonly document: unknown
  readonly plugins: (PricedPlugin & { plugin: RunnablePlugin })[]
}

/**
 * Price lists of an operator by id. They never change, so a trip is made only when one is new to
 * this process. One that the operator does not have is missing from the answer.
 */
export async function loadPriceLists(
  db: DataSource,
  operatorId: string,
  ids: readonly string[],
): Promise<Map<string, LoadedPriceList>> {
  const missing = [...new Set(ids)].filter(id => kept.get(id)?.operatorId !== operatorId)
  if (missing.length > 0) {
    const rows = await inScope(db, [operatorId], tx => readWhole(tx, operatorId, missing))
    for (const row of rows) keep(loaded(row))
  }
  const found = new Map<string, LoadedPriceList>()
  for (const id of ids) {
    const list = kept.get(id)
    if (list?.operatorId === operatorId) found.set(id, list)
  }
  return found
}

/** One price list. @throws BrokenInvariant when the operator has none of that id */
export async function loadPriceList(
  db: DataSource,
  operatorId: string,
  id: string,
): Promise<LoadedPriceList> {
  const list = (await loadPriceLists(db, operatorId, [id])).get(id)
  assert(list, `price list ${id} exists`)
  return list
}

/** One price list, inside a transaction that is open. */
export async function loadPriceListIn(
  tx: EntityManager,
  operatorId: string,
  id: string,
): Promise<LoadedPriceList> {
  const known = kept.get(id)
  if (known?.operatorId === operatorId) return known
  const [row] = await readWhole(tx, operatorId, [id])
  assert(row, `price list ${id} exists`)
  const list = loaded(row)
  keep(list)
  return list
}

function readWhole(tx: EntityManager, operatorId: string, ids: readonly string[]): Promise<Row[]> {
  return tx.query<Row[]>(
    `select l.id, l.operator_id, l.hash, t.hash as tariff_hash, t.currency, t.document,
            l.cap_minor, l.least_hold_minor,
            coalesce((
              select jsonb_agg(jsonb_build_object(
                       'plugin', jsonb_build_object(
                         'hash', v.hash, 'bundle', v.bundle, 'manifest', v.manifest),
                       'params', p.params, 'paramsHash', p.params_hash,
                       'onFailure', p.on_failure) order by p.position)
              from price_list_plugin p join plugin_version v on v.id = p.plugin_version_id
              where p.price_list_id = l.id), '[]') as plugins
     from price_list l join tariff_version t on t.id = l.tariff_version_id
     where l.id = any($1) and l.operator_id = $2`,
    [ids, operatorId],
  )
}

function loaded(row: Row): LoadedPriceList {
  const { tariff } = parseTariff(row.document)
  assert(tariff, `a published tariff parses (price list ${row.id})`)
  const compiled = new Map<string, CompiledTariff>()
  return {
    id: row.id,
    operatorId: row.operator_id,
    hash: row.hash,
    tariffHash: row.tariff_hash,
    currency: row.currency,
    capMinor: row.cap_minor === null ? null : BigInt(row.cap_minor),
    leastHoldMinor: row.least_hold_minor === null ? null : BigInt(row.least_hold_minor),
    plugins: [...row.plugins].sort(
      (a, b) => phases.indexOf(a.plugin.manifest.phase) - phases.indexOf(b.plugin.manifest.phase),
    ),
    compiledFor(timeZone) {
      const known = compiled.get(timeZone)
      if (known) return known
      const fresh = compileTariff(tariff, timeZone)
      compiled.set(timeZone, fresh)
      return fresh
    },
  }
}

/** Drops the one kept longest when there are too many. */
function keep(list: LoadedPriceList): void {
  if (kept.size >= keptAtMost) {
    const [oldest] = kept.keys()
    if (oldest) kept.delete(oldest)
  }
  kept.set(list.id, list)
}
