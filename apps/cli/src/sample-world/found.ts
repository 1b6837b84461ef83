/** Founds a sample operator: keys, partner, drivers with cards, sites with plugs and prices. */

import { type Authority, addPartner } from '@wattline/billing'

import { keepDrivers } from '../world/drivers.js'
import type { OpenCore } from '../world/open-core.js'
import { findIds, keepKey, keepOperator, staffAuthority } from '../world/operator.js'
import { keepPriceList } from '../world/price-list.js'
import { type Ids, keepConnectors, keepLocations } from '../world/sites.js'
import { evseUids } from './generate.js'
import type { SampleOperator } from './operators.js'

export interface Founded {
  readonly world: SampleOperator
  readonly staff: Authority
  readonly partner: Authority
  readonly connectors: Ids
  readonly drivers: Ids
}

/** Before any visit. */
const pricesStartAt = '2020-01-01T00:00:00Z'

/** Well-known secrets: for a stack on one machine, whose database nobody else reaches. */
export function developmentKeys(
  world: SampleOperator,
): Readonly<Record<'staff' | 'second' | 'partner', string>> {
  const name = (text: string) => `wl_development_${text.toLowerCase()}`
  const staff = name(world.operator.name)
  return { staff, second: `${staff}_second`, partner: name(world.partner) }
}

/** Safe to repeat: what is there is left as it is. */
export async function found(open: OpenCore, world: SampleOperator): Promise<Founded> {
  const { operator } = world
  await keepOperator(open.core, operator)
  const { staff, partner } = await keepAuthorities(open, world)
  const connectors = await keepSites(open, world, staff)
  const drivers = await keepDrivers(
    open,
    { operatorId: operator.id, ...operator },
    world.drivers.map(name => ({ externalId: name, name })),
  )
  return { world, staff, partner, connectors, drivers }
}

async function keepAuthorities({ core }: OpenCore, world: SampleOperator) {
  const operatorId = world.operator.id
  const secrets = developmentKeys(world)
  const keyId = await keepKey(core, {
    operatorId,
    name: `${world.operator.name}, staff`,
    role: 'operator',
    secret: secrets.staff,
  })
  await keepKey(core, {
    operatorId,
    name: `${world.operator.name}, second person`,
    role: 'operator',
    secret: secrets.second,
  })
  const [known] = await findIds(core, operatorId, {
    sql: 'select id from partner where name = $1',
    parameters: [world.partner],
  })
  const partnerId = known?.id ?? (await addPartner(core, { operatorId, name: world.partner }))
  const partnerKeyId = await keepKey(core, {
    operatorId,
    name: `${world.partner}, app`,
    role: 'partner',
    partnerId,
    secret: secrets.partner,
  })
  const staff = staffAuthority(operatorId, keyId)
  const partner: Authority = {
    ...staff,
    keyId: partnerKeyId,
    role: 'partner',
    holderId: partnerId,
    partnerId,
  }
  return { staff, partner }
}

async function keepSites(
  { core }: OpenCore,
  { operator, sites }: SampleOperator,
  staff: Authority,
): Promise<Ids> {
  const { country, timeZone } = operator
  const locations = await keepLocations(
    core,
    operator.id,
    sites.map(({ ocpiId, name, city }) => ({ ocpiId, name, city, country, timeZone })),
  )
  for (const site of sites) {
    await keepPriceList(core, staff, {
      ...site.prices,
      name: site.name,
      startsAt: pricesStartAt,
      locationId: locations.get(site.ocpiId) ?? '',
    })
  }
  const plugs = sites.flatMap(site => {
    const { history, live } = evseUids(site)
    const locationId = locations.get(site.ocpiId) ?? ''
    return [...history, live].map(evseUid => ({
      evseUid,
      connectorId: '1',
      locationId,
      ...site.plug,
    }))
  })
  return keepConnectors(core, operator.id, plugs)
}
