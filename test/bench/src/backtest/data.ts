/** Makes a past of tens of thousands of billed sessions: some are billed, the rest are copies. */

import { billSessions } from '@wattline/billing'
import { type TestCore, testCore, type World, world } from '@wattline/billing/testing'

export interface Past {
  readonly core: TestCore
  readonly w: World
  readonly sessions: number
}

const billedOnes = 1000
const readingsEach = 10
/** Sessions of 95 minutes, 80 a week, with a reading every ten minutes. */
const firstStart = '2025-04-01T00:00:00Z'

/** @param copies how often each billed session stands, some weeks apart, itself included */
export async function makePast(copies: number): Promise<Past> {
  const core = await testCore()
  const w = await world(core)
  await insertSessions(core, w)
  const rows = await core.owner.query<{ id: string }[]>('select id from session order by id')
  const ids = rows.map(({ id }) => id)
  for (let from = 0; from < ids.length; from += 100) {
    await billSessions(core, w.operatorId, ids.slice(from, from + 100))
  }
  await copy(core, copies)
  await core.owner.query('analyze')
  return { core, w, sessions: billedOnes * copies }
}

async function insertSessions(core: TestCore, w: World): Promise<void> {
  await core.owner.query(
    `insert into session (id, operator_id, location_id, connector_id, driver_id, price_list_id,
       source, external_id, state, time_zone, currency, started_at, ended_at, created_at, updated_at)
     select gen_random_uuid(), $1, $2, $3, $4, (select id from price_list where operator_id = $1),
            'import', 'bench-' || n, 'ended', 'Europe/Berlin', 'EUR', at, at + interval '95 minutes',
            at, at
     from generate_series(1, $5::integer) n,
          lateral (select $6::timestamptz + n * interval '10 minutes' as at) start`,
    [w.operatorId, w.locationId, w.connectorId, w.driverId, billedOnes, firstStart],
  )
  await core.owner.query(
    `insert into meter_reading (id, operator_id, session_id, measured_at, received_at, register_wh,
       activity, source)
     select gen_random_uuid(), $1, s.id, s.started_at + (k - 1) * interval '10 minutes',
            s.started_at, 1234567.1234 + (k - 1) * 2000.5, case when k = 1 then 'CHARGING' end,
            case k when 1 then 'begin' when $2 then 'end' else 'periodic' end
     from session s, generate_series(1, $2::integer) k`,
    [w.operatorId, readingsEach],
  )
}

/** A week on, the site's clock shows the same, so that the bill is the same; no night jumps. */
async function copy({ owner }: TestCore, copies: number): Promise<void> {
  await owner.query(
    `create table bench_copy as
     select x.session_id as old_id, x.invoice_id as old_invoice, gen_random_uuid() as id,
            gen_random_uuid() as invoice_id, k, (k % 24) * interval '7 days' as later
     from invoice_session x, generate_series(1, $1::integer - 1) k`,
    [copies],
  )
  await owner.query(
    `insert into session (id, operator_id, location_id, connector_id, driver_id, price_list_id,
       source, external_id, state, time_zone, currency, started_at, ended_at, energy_source,
       energy_wh, created_at, updated_at)
     select c.id, operator_id, location_id, connector_id, driver_id, price_list_id, source,
            external_id || '-' || k, state, time_zone, currency, started_at + later,
            ended_at + later, energy_source, energy_wh, created_at, updated_at
     from bench_copy c join session s on s.id = c.old_id`,
  )
  await owner.query(
    `insert into meter_reading (id, operator_id, session_id, measured_at, received_at, register_wh,
       activity, source)
     select gen_random_uuid(), operator_id, c.id, measured_at + later, received_at, register_wh,
            activity, source
     from bench_copy c join meter_reading r on r.session_id = c.old_id order by c.id`,
  )
  await owner.query(
    `insert into invoice (id, operator_id, number, kind, driver_id, payment_route, currency,
       net_minor, vat_minor, gross_minor, price_list_id, inputs_hash, proof, issued_at)
     select c.invoice_id, operator_id, number || '-' || k, kind, driver_id, payment_route, currency,
            net_minor, vat_minor, gross_minor, price_list_id, inputs_hash, proof, issued_at
     from bench_copy c join invoice i on i.id = c.old_invoice`,
  )
  await owner.query(
    `insert into invoice_session (session_id, operator_id, invoice_id)
     select c.id, s.operator_id, c.invoice_id from bench_copy c join session s on s.id = c.id`,
  )
  await owner.query('drop table bench_copy')
}
