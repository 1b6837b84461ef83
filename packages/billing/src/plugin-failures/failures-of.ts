/** Names the plugins that failed on a session, and what each could have done to its price. Pure. */

import type { Manifest } from '@wattline/plugin-sdk'
import { assert } from '@wattline/units'

import type { PluginFailure as Cause } from '../plugins/runner.js'
import type { LoadedPriceList } from '../price-lists/load.js'
import type { Priced } from '../pricing/price-sessions.js'
import type { PluginRecord } from '../pricing/stored-bill.js'
import type { PluginEffect } from './plugin-failure.entity.js'

export interface FailedPlugin {
  readonly pluginId: string
  readonly pluginVersion: string
  readonly pluginHash: string
  readonly paramsHash: string
  readonly cause: Cause
  readonly message: string
  readonly effect: PluginEffect
}

/** The code of the irregularity that lists them. */
export const pluginFailed = 'plugin-failed'

/** In the order in which they ran; a bill that parked names those up to the one that parked it. */
export function failuresOf(price: Priced, priceList: LoadedPriceList): FailedPlugin[] {
  const records = price.kind === 'parked' ? price.plugins : price.bill.plugins
  return records.flatMap((record, index) => {
    if (record.outcome !== 'FAILED') return []
    const ran = priceList.plugins[index]?.plugin
    assert(ran?.hash === record.hash, 'records stand in the order of the price list')
    return [named(record, ran.manifest)]
  })
}

function named(record: PluginRecord, manifest: Manifest): FailedPlugin {
  const { id, version, hash, paramsHash, cause, message } = record
  assert(cause !== undefined, 'a failure has a cause')
  return {
    pluginId: id,
    pluginVersion: version,
    pluginHash: hash,
    paramsHash,
    cause,
    message: message ?? '',
    effect: effectOf(manifest),
  }
}

/** Without a declared line it could have done nothing; that counts as the driver's benefit. */
export function effectOf({ emits }: Pick<Manifest, 'emits'>): PluginEffect {
  if (emits.every(({ kind }) => kind === 'DISCOUNT')) return 'lower'
  return emits.every(({ kind }) => kind === 'SURCHARGE') ? 'raise' : 'either'
}
