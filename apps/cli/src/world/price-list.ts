/**
 * Publishes a tariff and assigns it, with its plugins, to a place: once, however often it is asked.
 */

import {
  type Assignment,
  type Authority,
  assignPriceList,
  type Core,
  publishTariff,
} from '@wattline/billing'
import { Temporal } from '@wattline/units'

import { keepPlugin } from './plugins.js'

/** A plugin's parameters, by their names. */
export type PluginParams = Assignment['plugins'][number]['params']

export interface KnownPriceList {
  readonly name: string
  readonly tariff: Readonly<Record<string, unknown>>
  readonly plugins: readonly { readonly id: string; readonly params: PluginParams }[]
  /** ISO instant. */
  readonly startsAt: string
  /** Everywhere, when absent. */
  readonly locationId?: string
}

/** The idempotency keys carry the list's name: what was assigned once is not assigned again. */
export async function keepPriceList(
  core: Core,
  authority: Authority,
  list: KnownPriceList,
): Promise<void> {
  const { tariffVersionId } = await publishTariff(core, authority, {
    document: list.tariff,
    idempotencyKey: `tariff ${list.name}`,
  })
  const plugins = []
  for (const { id, params } of list.plugins) {
    const pluginVersionId = await keepPlugin(core, authority.operatorId, id)
    plugins.push({ pluginVersionId, params, onFailure: 'park' as const })
  }
  await assignPriceList(core, authority, {
    name: list.name,
    tariffVersionId,
    plugins,
    startsAt: Temporal.Instant.from(list.startsAt),
    locationId: list.locationId ?? null,
    idempotencyKey: `price list ${list.name}`,
  })
}
