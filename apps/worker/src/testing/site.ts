/** An operator with priced connectors for the worker's tests: 0.50 EUR/kWh and 19 % on top. */

import {
  type Authority,
  addConnector,
  addLocation,
  addOperator,
  assignPriceList,
  type Core,
  importSessions,
  publishTariff,
} from '@wattline/billing'
import { Temporal } from '@wattline/units'

export interface TestSite {
  readonly operatorId: string
  readonly authority: Authority
}

export async function openOperator(core: Core, merchantAccount: string): Promise<TestSite> {
  const operatorId = await addOperator(core, {
    name: 'Test',
    country: 'DE',
    currency: 'EUR',
    timeZone: 'Europe/Berlin',
    merchantAccount,
    invoicePrefix: 'TEST',
  })
  const authority: Authority = {
    keyId: core.newId(),
    role: 'operator',
    holderId: operatorId,
    partnerId: null,
    operatorId,
    scope: [operatorId],
  }
  return { operatorId, authority }
}

/** A location with a tariff and a price list of its own. Returns its connector and tariff. */
export async function addPricedConnector(
  core: Core,
  { operatorId, authority }: TestSite,
  name: string,
): Promise<{ connectorId: string; tariffVersionId: string }> {
  const place = { name: 'Site', city: 'Köln', country: 'DE', timeZone: 'Europe/Berlin' }
  const locationId = await addLocation(core, { operatorId, ocpiId: name, ...place })
  const { tariffVersionId } = await publishTariff(core, authority, {
    document: {
      id: name,
      currency: 'EUR',
      tax_included: 'NO',
      elements: [{ price_components: [{ type: 'ENERGY', price: 0.5, vat: 19, step_size: 1 }] }],
    },
    idempotencyKey: `tariff ${name}`,
  })
  await assignPriceList(core, authority, {
    name,
    tariffVersionId,
    plugins: [],
    startsAt: Temporal.Instant.from('2025-01-01T00:00:00Z'),
    locationId,
    idempotencyKey: `price list ${name}`,
  })
  const plug = { connectorId: '1', standard: 'IEC_62196_T2', powerType: 'AC_3_PHASE' } as const
  const evse = { operatorId, locationId, evseUid: name, maxPowerW: 22_000 }
  return { connectorId: await addConnector(core, { ...evse, ...plug }), tariffVersionId }
}

/** So many past sessions, one a day, of an hour and 10 kWh each: 5.95 EUR. Returns their ids. */
export async function importDays(
  core: Core,
  operatorId: string,
  session: {
    readonly connectorId: string
    readonly driverId: string | null
    readonly days: number
  },
): Promise<readonly string[]> {
  const { connectorId, driverId, days } = session
  const first = Temporal.Instant.from('2026-03-02T10:00:00Z')
  const { imported } = await importSessions(
    core,
    operatorId,
    Array.from({ length: days }, (_, day) => ({
      externalId: `${connectorId} ${day}`,
      connectorId,
      driverId,
      startedAt: first.add({ hours: 24 * day }),
      endedAt: first.add({ hours: 24 * day + 1 }),
      energyWh: 10_000n,
    })),
  )
  return imported
}
