/**
 * Changes parameters of a price list's plugins for one place, from an instant: as a new list beside
 * the old one, which stays as it is everywhere else.
 */

import type { Params } from '@wattline/plugin-sdk'
import { type Money, money } from '@wattline/units'
import type { EntityManager } from 'typeorm'

import type { Authority } from '../authority.js'
import type { Core } from '../core.js'
import { Refusal, refuseInput } from '../refusal.js'
import { TariffVersion } from '../tariffs/tariff-version.entity.js'
import { type Assigned, assignThrough, type ListAssignment, type ListOf } from './assign.js'
import { makePriceList, type PriceListContent } from './make.js'
import { PriceList } from './price-list.entity.js'
import { PriceListPlugin } from './price-list-plugin.entity.js'

/** Parameters of one of the list's plugins, by their names; the others stay as they are. */
export interface ParamsEdit {
  readonly pluginVersionId: string
  readonly params: Params
}

export interface EditInput extends ListAssignment {
  readonly edits: readonly ParamsEdit[]
  /** The old list's, when absent. */
  readonly name?: string | null
}

/**
 * Makes the edited list and assigns it. Whether it waits for a second person is decided as for any
 * other: parameters never live before do.
 *
 * @throws Refusal `not-found`, `plugin-params-invalid` with every fault, `input-invalid`,
 * `price-list-start-passed`, `price-list-ambiguous`
 */
export function editPriceList(
  core: Core,
  authority: Authority,
  input: EditInput,
): Promise<Assigned> {
  const listOf: ListOf = async (tx, operatorId) => {
    const old = await contentOf(tx, input.priceListId)
    const content = { ...old, name: input.name ?? old.name, operatorId }
    return makePriceList(core, tx, { ...content, plugins: edited(old.plugins, input.edits) })
  }
  return assignThrough(core, authority, { verb: 'editPriceList', input, listOf })
}

/** What a price list is made of, as it was told. @throws Refusal `not-found` */
async function contentOf(tx: EntityManager, id: string): Promise<PriceListContent> {
  const list = await tx.findOneBy(PriceList, { id })
  if (!list) throw new Refusal('not-found', { what: 'price list' })
  const { name, tariffVersionId, capMinor, leastHoldMinor } = list
  const { currency } = await tx.findOneByOrFail(TariffVersion, { id: tariffVersionId })
  const amount = (minor: bigint | null): Money | null =>
    minor === null ? null : money(minor, currency)
  const plugins = await tx.find(PriceListPlugin, {
    where: { priceListId: id },
    order: { position: 'ASC' },
  })
  return {
    name,
    tariffVersionId,
    plugins,
    cap: amount(capMinor),
    leastHold: amount(leastHoldMinor),
  }
}

type Plugins = PriceListContent['plugins']

/** @throws Refusal `input-invalid` for a plugin the list has not, or has twice */
function edited(plugins: Plugins, edits: readonly ParamsEdit[]): Plugins {
  const faults = edits.flatMap(({ pluginVersionId }, index) => {
    const path = `edits[${index}].pluginVersionId`
    const times = plugins.filter(plugin => plugin.pluginVersionId === pluginVersionId).length
    const before = edits.findIndex(edit => edit.pluginVersionId === pluginVersionId)
    if (times !== 1) return [{ path, message: `The price list has this plugin ${times} times` }]
    return before === index ? [] : [{ path, message: 'Edit a plugin once' }]
  })
  if (edits.length === 0) faults.push({ path: 'edits', message: 'At least one' })
  if (faults.length > 0) refuseInput(faults)
  return plugins.map(plugin => {
    const edit = edits.find(({ pluginVersionId }) => pluginVersionId === plugin.pluginVersionId)
    return edit ? { ...plugin, params: { ...plugin.params, ...edit.params } } : plugin
  })
}
