/**
 * Makes the data both contenders read: sessions billed through the core's own doors, five lines an
 * invoice.
 */

import { billSessions, importSessions } from '@wattline/billing'
import { type TestCore, testCore, world } from '@wattline/billing/testing'
import { Temporal } from '@wattline/units'

export interface BenchData {
  readonly core: TestCore
  readonly secret: string
  readonly invoiceIds: readonly string[]
}

const sessions = 500

/** A day rate, a night rate, two fees by time and a start fee. */
const tariff = {
  country_code: 'DE',
  party_id: 'WAT',
  id: 'FIVE-LINES',
  currency: 'EUR',
  elements: [
    {
      price_components: [
        { type: 'ENERGY', price: 0.59, vat: 19, step_size: 1 },
        { type: 'TIME', price: 0.6, vat: 19, step_size: 60 },
      ],
      restrictions: { start_time: '06:00', end_time: '22:00' },
    },
    {
      price_components: [
        { type: 'FLAT', price: 0.35, vat: 19, step_size: 1 },
        { type: 'ENERGY', price: 0.39, vat: 19, step_size: 1 },
        { type: 'TIME', price: 0.3, vat: 19, step_size: 60 },
      ],
    },
  ],
  last_updated: '2026-01-01T00:00:00Z',
}

export async function makeData(): Promise<BenchData> {
  const core = await testCore()
  const w = await world(core, { tariff })
  const startedAt = Temporal.Instant.from('2026-02-01T20:00:00Z')
  const rows = Array.from({ length: sessions }, (_, n) => ({
    externalId: `bench-${n}`,
    connectorId: w.connectorId,
    driverId: w.driverId,
    startedAt: startedAt.add({ minutes: n % 50 }),
    endedAt: startedAt.add({ minutes: 180 + (n % 60) }),
    energyWh: BigInt(20_000 + n),
  }))
  const { imported } = await importSessions(core, w.operatorId, rows)
  const results = await billSessions(core, w.operatorId, imported)
  const invoiceIds = results.flatMap(({ invoiceId }) => invoiceId ?? [])
  await core.owner.query('analyze')
  return { core, secret: w.secrets.support, invoiceIds }
}
