/**
 * A small world for tests: an operator with a connector, a driver who can pay, keys and a price
 * list.
 */

import { inScope } from '@wattline/database'
import type { Plugin } from '@wattline/plugin-sdk'
import { type Instant, Temporal } from '@wattline/units'

import type { Authority } from '../authority.js'
import { registerDriver } from '../drivers/register.js'
import type { Role } from '../keys/api-key.entity.js'
import { authenticate } from '../keys/authenticate.js'
import { issueKey } from '../keys/create.js'
import { addOperator, addPartner } from '../operators/add.js'
import type { SecondPerson } from '../operators/operator.entity.js'
import { registerPlugin } from '../plugins/register.js'
import { assignPriceList } from '../price-lists/assign.js'
import type { OnFailure } from '../price-lists/price-list-plugin.entity.js'
import { Session } from '../sessions/session.entity.js'
import { addConnector, addLocation } from '../sites/add.js'
import { publishTariff } from '../tariffs/publish.js'
import type { TestCore } from './test-core.js'

export interface World {
  readonly operatorId: string
  readonly partnerId: string
  readonly locationId: string
  readonly connectorId: string
  readonly driverId: string
  readonly partner: Authority
  readonly operator: Authority
  readonly support: Authority
  readonly secrets: Readonly<Record<'partner' | 'operator' | 'support', string>>
}

/** 0.50 EUR/kWh and 0.06 EUR a minute parked, 19 % VAT on top; the site stands in Berlin. */
export const plainTariff = {
  country_code: 'DE',
  party_id: 'WAT',
  id: 'PLAIN',
  currency: 'EUR',
  elements: [
    {
      price_components: [
        { type: 'ENERGY', price: 0.5, vat: 19, step_size: 1 },
        { type: 'PARKING_TIME', price: 3.6, vat: 19, step_size: 60 },
      ],
    },
  ],
  last_updated: '2026-01-01T00:00:00Z',
}

const atRate = (vat: number) => (type: string, price: number, step_size: number) => ({
  type,
  price,
  vat,
  step_size,
})
const [full, reduced] = [atRate(20), atRate(10)]

/**
 * As OCPI 2.3.0 mod_tariffs prices reservations in its examples: 2.00 EUR and 5.00 an hour in steps
 * of five minutes, and 4.00 instead of 2.00 when one runs out; then 0.50 and 0.25 a kWh.
 */
export const reservableTariff = {
  ...plainTariff,
  id: 'RESERVABLE',
  elements: [
    {
      price_components: [full('FLAT', 4, 1)],
      restrictions: { reservation: 'RESERVATION_EXPIRES' },
    },
    {
      price_components: [full('FLAT', 2, 1), full('TIME', 5, 300)],
      restrictions: { reservation: 'RESERVATION' },
    },
    { price_components: [full('FLAT', 0.5, 1), reduced('ENERGY', 0.25, 1)] },
  ],
}

let worlds = 0

export interface WorldOptions {
  readonly tariff?: object
  readonly plugins?: readonly {
    plugin: Plugin
    params: Record<string, unknown>
    onFailure?: OnFailure
  }[]
  readonly country?: string
  readonly currency?: string
  readonly maxPowerW?: number
  /** Waived, when absent: a test’s plugins bill at once. */
  readonly secondPerson?: SecondPerson
}

export async function world(core: TestCore, options: WorldOptions = {}): Promise<World> {
  worlds += 1
  const operatorId = await addOperator(core, {
    name: `Operator ${worlds}`,
    country: options.country ?? 'DE',
    currency: options.currency ?? 'EUR',
    timeZone: 'Europe/Berlin',
    merchantAccount: `Merchant${worlds}`,
    invoicePrefix: `OP${worlds}`,
    secondPerson: options.secondPerson ?? 'waived',
  })
  const partnerId = await addPartner(core, { operatorId, name: 'App' })
  const keyOf = async (role: Role) => {
    const key = { operatorId, role, name: role, partnerId: role === 'partner' ? partnerId : null }
    const { secret } = await issueKey(core, key)
    return { secret, authority: await authenticate(core.gateway, secret) }
  }
  const [partner, operator, support] = [
    await keyOf('partner'),
    await keyOf('operator'),
    await keyOf('support'),
  ]
  const site = { operatorId, ocpiId: 'LOC1', name: 'Hof', city: 'Berlin', country: 'DE' }
  const locationId = await addLocation(core, { ...site, timeZone: 'Europe/Berlin' })
  const connectorId = await addPlug(core, {
    operatorId,
    locationId,
    maxPowerW: options.maxPowerW ?? 22_000,
  })
  const driverId = await registerDriver(core, {
    operatorId,
    externalId: 'driver-1',
    stored: { shopperReference: `shopper-${worlds}`, storedPaymentMethodId: `STORED${worlds}` },
  })
  await price(core, operator.authority, options)
  return {
    operatorId,
    partnerId,
    locationId,
    connectorId,
    driverId,
    partner: partner.authority,
    operator: operator.authority,
    support: support.authority,
    secrets: { partner: partner.secret, operator: operator.secret, support: support.secret },
  }
}

export async function addPlug(
  core: TestCore,
  plug: { operatorId: string; locationId: string; maxPowerW: number },
): Promise<string> {
  const evseUid = `EVSE-${core.newId()}`
  return addConnector(core, {
    ...plug,
    evseUid,
    connectorId: '1',
    standard: 'IEC_62196_T2',
    powerType: 'AC_3_PHASE',
  })
}

async function price(core: TestCore, operator: Authority, options: WorldOptions): Promise<void> {
  const tariff = await publishTariff(core, operator, {
    document: options.tariff ?? plainTariff,
    idempotencyKey: core.newId(),
  })
  const plugins = []
  for (const { plugin, params, onFailure } of options.plugins ?? []) {
    const pluginVersionId = await registerPlugin(core, operator.operatorId, core.runner.add(plugin))
    plugins.push({ pluginVersionId, params, onFailure: onFailure ?? ('continue' as const) })
  }
  await assignPriceList(core, operator, {
    name: 'Standard',
    tariffVersionId: tariff.tariffVersionId,
    plugins,
    startsAt: Temporal.Instant.from('2014-01-01T00:00:00Z'),
    idempotencyKey: core.newId(),
  })
}

/** Minutes after the clock's first instant. */
export function minutesAfter(start: Instant, minutes: number): Instant {
  return start.add({ seconds: Math.round(minutes * 60) })
}

export async function sessionOf(
  core: TestCore,
  { operatorId }: World,
  id: string,
): Promise<Session> {
  return inScope(core.db, [operatorId], tx => tx.findOneByOrFail(Session, { id }))
}

/** The refusal's code, or what came instead. */
export async function refusalOf(work: Promise<unknown>): Promise<unknown> {
  try {
    return { accepted: await work }
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error
  }
}
