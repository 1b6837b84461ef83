/**
 * Sets up an operator with a priced connector beside a running Wattline, as the command line does.
 */

import {
  type Authority,
  addConnector,
  addLocation,
  addOperator,
  addPartner,
  assignPriceList,
  authenticate,
  type Core,
  entities,
  issueKey,
  publishTariff,
} from '@wattline/billing'
import type { Stack } from '@wattline/cli'
import { connect, idsBy } from '@wattline/database'
import { Temporal } from '@wattline/units'

export interface Site {
  readonly operatorId: string
  readonly connectorId: string
  readonly keys: { readonly partner: string; readonly operator: string; readonly support: string }
}

/** 0.50 EUR/kWh with 19 % VAT on top; the site stands in Berlin. */
const tariff = {
  country_code: 'DE',
  party_id: 'E2E',
  id: 'PLAIN',
  currency: 'EUR',
  elements: [{ price_components: [{ type: 'ENERGY', price: 0.5, vat: 19, step_size: 1 }] }],
  last_updated: '2026-01-01T00:00:00Z',
}

export async function makeSite(stack: Stack, merchantAccount: string): Promise<Site> {
  const clock = { now: () => Temporal.Now.instant() }
  const { workerUrl, gatewayUrl } = stack.databaseUrls
  const db = await connect({ url: workerUrl, entities, applicationName: 'e2e' })
  const gateway = await connect({ url: gatewayUrl, entities, applicationName: 'e2e' })
  const runner = { engine: 'none', run: async () => [], close: async () => undefined }
  const core: Core = { db, clock, newId: idsBy(clock), runner }
  try {
    const operatorId = await addOperator(core, {
      name: 'Stadtwerk',
      country: 'DE',
      currency: 'EUR',
      timeZone: 'Europe/Berlin',
      merchantAccount,
      invoicePrefix: 'E2E',
    })
    const keys = await makeKeys(core, operatorId)
    const connectorId = await makeConnector(core, operatorId)
    await price(core, await authenticate(gateway, keys.operator))
    return { operatorId, connectorId, keys }
  } finally {
    await db.destroy()
    await gateway.destroy()
  }
}

async function makeKeys(core: Core, operatorId: string): Promise<Site['keys']> {
  const partnerId = await addPartner(core, { operatorId, name: 'App' })
  const partner = await issueKey(core, { operatorId, role: 'partner', name: 'App', partnerId })
  const operator = await issueKey(core, { operatorId, role: 'operator', name: 'Desk' })
  const support = await issueKey(core, { operatorId, role: 'support', name: 'Help' })
  return { partner: partner.secret, operator: operator.secret, support: support.secret }
}

async function makeConnector(core: Core, operatorId: string): Promise<string> {
  const place = { operatorId, ocpiId: 'HOF', name: 'Hof', city: 'Berlin', country: 'DE' }
  const locationId = await addLocation(core, { ...place, timeZone: 'Europe/Berlin' })
  return addConnector(core, {
    operatorId,
    locationId,
    evseUid: 'DE*E2E*1',
    connectorId: '1',
    standard: 'IEC_62196_T2',
    powerType: 'AC_3_PHASE',
    maxPowerW: 22_000,
  })
}

async function price(core: Core, operator: Authority): Promise<void> {
  const published = { document: tariff, idempotencyKey: 'tariff' }
  const { tariffVersionId } = await publishTariff(core, operator, published)
  await assignPriceList(core, operator, {
    name: 'Standard',
    tariffVersionId,
    plugins: [],
    startsAt: Temporal.Instant.from('2026-01-01T00:00:00Z'),
    idempotencyKey: 'prices',
  })
}
