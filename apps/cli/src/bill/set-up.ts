/**
 * Sets up what a profile needs before its sessions can come in: operator, key, tariff, plugin,
 * price list.
 */

import type { Core } from '@wattline/billing'

import { sampleMerchantAccount } from '../start/environment.js'
import { keepKey, keepOperator, staffAuthority } from '../world/operator.js'
import { keepPriceList } from '../world/price-list.js'
import type { Profile } from './profile.js'

/** A key for looking at the result; it works on this machine's development stack only. */
function developmentKey(profile: Profile): string {
  return `wl_development_${profile.name}`
}

/** Safe to repeat: what is there already is left as it is. */
export async function setUp(core: Core, profile: Profile): Promise<void> {
  const { operator, priceList } = profile
  await keepOperator(core, { ...operator, merchantAccount: sampleMerchantAccount })
  const keyId = await keepKey(core, {
    operatorId: operator.id,
    name: `wattline bill (${profile.name})`,
    role: 'operator',
    secret: developmentKey(profile),
  })
  await keepPriceList(core, staffAuthority(operator.id, keyId), {
    name: priceList.name,
    tariff: priceList.tariff,
    plugins: [priceList.plugin],
    startsAt: priceList.startsAt,
  })
}
