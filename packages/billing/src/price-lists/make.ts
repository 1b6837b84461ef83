/** Makes a price list of a tariff version and plugins; the same content is the same list. */

import { insertRows } from '@wattline/database'
import type { Params } from '@wattline/plugin-sdk'
import type { Money } from '@wattline/units'
import type { EntityManager } from 'typeorm'

import { hashOf } from '../canonical.js'
import type { Core } from '../core.js'
import { PluginVersion } from '../plugins/plugin-version.entity.js'
import { Refusal, refuseInput } from '../refusal.js'
import { TariffVersion } from '../tariffs/tariff-version.entity.js'
import { checkParams } from './check-params.js'
import { faultsInAllowances } from './one-allowance.js'
import { PriceList } from './price-list.entity.js'
import { type OnFailure, PriceListPlugin } from './price-list-plugin.entity.js'

/** What a price list is made of. */
export interface PriceListContent {
  readonly name: string
  readonly tariffVersionId: string
  /** In the order they run inside their phase. */
  readonly plugins: readonly {
    readonly pluginVersionId: string
    readonly params: Params
    readonly onFailure: OnFailure
  }[]
  /** The most a session costs, tax included: no bill by this price list exceeds it. */
  readonly cap?: Money | null
  /** The least that is reserved when a session starts. */
  readonly leastHold?: Money | null
}

interface CheckedPlugin {
  readonly version: PluginVersion
  readonly params: Params
  readonly onFailure: OnFailure
}

/**
 * The price list of exactly this content, made when it is new. Returns its id.
 *
 * @throws Refusal `not-found`, `plugin-params-invalid` with every fault of every plugin,
 * `input-invalid`, also for two plugins that count one allowance
 */
export async function makePriceList(
  core: Core,
  tx: EntityManager,
  content: PriceListContent & { readonly operatorId: string },
): Promise<string> {
  const { operatorId, name } = content
  const tariff = await tx.findOneBy(TariffVersion, { id: content.tariffVersionId, operatorId })
  if (!tariff) throw new Refusal('not-found', { what: 'tariff version' })
  const amounts = {
    capMinor: minorOf('cap', content.cap, tariff.currency),
    leastHoldMinor: minorOf('leastHold', content.leastHold, tariff.currency),
  }
  const plugins = await checkPlugins(tx, content)
  const hash = hashOf({
    tariff: tariff.hash,
    plugins: plugins.map(({ version, params, onFailure }) => [version.hash, params, onFailure]),
    name,
    ...amounts,
  })
  const known = await tx.findOneBy(PriceList, { operatorId, hash })
  if (known) return known.id
  const id = core.newId()
  const row = { id, operatorId, name, tariffVersionId: tariff.id, ...amounts, hash }
  await tx.insert(PriceList, { ...row, createdAt: core.clock.now() })
  if (plugins.length > 0) {
    await insertRows(tx, PriceListPlugin, plugins.map(asRow({ priceListId: id, operatorId })))
  }
  return id
}

function asRow(list: { readonly priceListId: string; readonly operatorId: string }) {
  return ({ version, params, onFailure }: CheckedPlugin, position: number) => ({
    ...list,
    position,
    pluginVersionId: version.id,
    params,
    paramsHash: hashOf(params),
    onFailure,
  })
}

/** With the parameters as each plugin will get them: checked, and defaults filled in. */
async function checkPlugins(
  tx: EntityManager,
  { operatorId, plugins }: PriceListContent & { readonly operatorId: string },
): Promise<CheckedPlugin[]> {
  const checked: CheckedPlugin[] = []
  for (const [index, { pluginVersionId, params, onFailure }] of plugins.entries()) {
    const version = await tx.findOneBy(PluginVersion, { id: pluginVersionId, operatorId })
    if (!version) throw new Refusal('not-found', { what: `plugin version (plugins[${index}])` })
    const filled = checkParams(version.manifest, params, `plugins[${index}].params`)
    checked.push({ version, params: filled, onFailure })
  }
  const asked = checked.map(({ version, params }) => ({ plugin: version, params }))
  const faults = faultsInAllowances(asked)
  if (faults.length > 0) refuseInput(faults)
  return checked
}

/** @throws Refusal `input-invalid` for nothing, or in another currency than the tariff's */
function minorOf(path: string, amount: Money | null | undefined, currency: string): bigint | null {
  if (!amount) return null
  if (amount.currency !== currency) {
    refuseInput([{ path, message: `The tariff prices in ${currency}` }])
  }
  if (amount.minor <= 0n) refuseInput([{ path, message: 'More than nothing' }])
  return amount.minor
}
