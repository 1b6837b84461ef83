/**
 * Reservations: from when a connector was kept for a session's driver, and whether that ran out.
 */

import type { MigrationInterface, QueryRunner } from 'typeorm'

import { forwardOnly } from '../forward-only.js'

export class Reservations1763800000013 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // A session starts when charging may begin; its reservation lies before. One that ran out
    // starts and ends with it.
    await runner.query(`
      alter table session
        add column reserved_from timestamptz,
        add column reservation_expired boolean not null default false,
        add constraint session_reserved check (reserved_from < started_at),
        add constraint session_reservation_expired check (
          not reservation_expired or (reserved_from is not null and ended_at = started_at))`)
    // Whether a connector was kept is asked of all its sessions.
    await runner.query(`create index session_connector on session (connector_id, started_at)`)
    await runner.query(`
      alter table quote
        add column expected_reserved_seconds integer not null default 0,
        add constraint quote_reserved check (
          expected_reserved_seconds >= 0
          and expected_reserved_seconds + expected_parked_seconds <= expected_seconds)`)
    await runner.query(sessionsToBill)
  }

  down = forwardOnly
}

/** As in step 11, with the reservation. */
const sessionsToBill = `
  create or replace function sessions_to_bill(p_operator uuid, p_sessions uuid[]) returns setof jsonb
  language plpgsql as $$
  begin
    perform enter_scope(array[p_operator]);
    return query
      select jsonb_build_object(
        'id', s.id, 'state', s.state, 'source', s.source, 'timeZone', s.time_zone, 'currency', s.currency,
        'priceListId', s.price_list_id, 'ruling', s.ruling, 'driverId', s.driver_id, 'partnerId', s.partner_id,
        'quoteId', s.quote_id, 'promise', (select q.promise from quote q where q.id = s.quote_id),
        'reservedFrom', s.reserved_from, 'reservationExpired', s.reservation_expired,
        'startedAt', s.started_at, 'endedAt', s.ended_at, 'maxPowerW', c.max_power_w,
        'operator', jsonb_build_object('country', o.country, 'timeZone', o.time_zone, 'merchantAccount', o.merchant_account),
        'readings', coalesce((
          select jsonb_agg(jsonb_build_array(extract(epoch from r.measured_at)::text, r.register_wh::text, r.activity, r.source,
                                             r.power_w, r.current_milli_a)
                           order by r.measured_at)
          from meter_reading r where r.session_id = s.id), '[]'),
        'hold', (
          select p.id from payment p
          where p.session_id = s.id and p.state not in ('refused', 'cancelled', 'expired')
          order by p.created_at desc limit 1),
        'method', (
          select jsonb_build_object('shopperReference', m.shopper_reference, 'storedPaymentMethodId', m.stored_payment_method_id)
          from payment_method m where m.driver_id = s.driver_id and m.disabled_at is null
          order by m.created_at desc limit 1),
        'invoiceId', (select i.invoice_id from invoice_session i where i.session_id = s.id))
      from session s
      join connector c on c.id = s.connector_id
      join operator o on o.id = s.operator_id
      where s.id = any(p_sessions);
  end $$`
