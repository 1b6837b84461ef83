/**
 * Reads that fetch everything one step needs in one round trip, each inside the scope it is given.
 */

import type { MigrationInterface, QueryRunner } from 'typeorm'

import { forwardOnly } from '../forward-only.js'

export class WholeReads1763800000011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Everything a bill is made of but the price list, which is immutable and kept by its id.
    await runner.query(`
      create function sessions_to_bill(p_operator uuid, p_sessions uuid[]) returns setof jsonb
      language plpgsql as $$
      begin
        perform enter_scope(array[p_operator]);
        return query
          select jsonb_build_object(
            'id', s.id, 'state', s.state, 'source', s.source, 'timeZone', s.time_zone, 'currency', s.currency,
            'priceListId', s.price_list_id, 'ruling', s.ruling, 'driverId', s.driver_id, 'partnerId', s.partner_id,
            'quoteId', s.quote_id, 'promise', (select q.promise from quote q where q.id = s.quote_id),
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
      end $$`)

    await runner.query(`
      create function read_invoices(p_operators uuid[], p_ids uuid[]) returns setof json
      language plpgsql as $$
      begin
        perform enter_scope(p_operators);
        -- Grouped once for all invoices, and json rather than jsonb: it is only sent, never looked into.
        -- Lines go without their names, which would be half of what is sent.
        return query
          with line as (
            select l.invoice_id, json_agg(json_build_array(
                     l.id, l.session_id, l.credits_line_id, l.position, l.component, l.label,
                     l.quantity::text, l.unit, l.unit_price::text, l.vat_percent::text, l.tax_side,
                     l.amount_minor::text, l.plugin_id, l.plugin_version, l.plugin_hash,
                     l.params_hash, l.explanation) order by l.position) as all_of_it
            from invoice_line l where l.invoice_id = any(p_ids) group by l.invoice_id),
          tax as (
            select t.invoice_id, json_agg(json_build_object(
                     'vat_percent', t.vat_percent::text, 'net_minor', t.net_minor::text,
                     'vat_minor', t.vat_minor::text, 'gross_minor', t.gross_minor::text) order by t.position) as all_of_it
            from invoice_tax t where t.invoice_id = any(p_ids) group by t.invoice_id),
          covered as (
            select s.invoice_id, json_agg(s.session_id) as all_of_it
            from invoice_session s where s.invoice_id = any(p_ids) group by s.invoice_id)
          select json_build_object(
            'id', i.id, 'operator_id', i.operator_id, 'number', i.number, 'kind', i.kind,
            'credits_invoice_id', i.credits_invoice_id, 'driver_id', i.driver_id,
            'partner_id', i.partner_id, 'payment_route', i.payment_route, 'currency', i.currency,
            'net_minor', i.net_minor::text, 'vat_minor', i.vat_minor::text,
            'gross_minor', i.gross_minor::text, 'price_list_id', i.price_list_id,
            'inputs_hash', i.inputs_hash, 'proof', i.proof, 'issued_at', i.issued_at,
            'lines', coalesce(line.all_of_it, '[]'), 'taxes', coalesce(tax.all_of_it, '[]'),
            'session_ids', coalesce(covered.all_of_it, '[]'))
          from invoice i
          left join line on line.invoice_id = i.id
          left join tax on tax.invoice_id = i.id
          left join covered on covered.invoice_id = i.id
          where i.id = any(p_ids);
      end $$`)

    await runner.query(
      `revoke all on function sessions_to_bill(uuid, uuid[]), read_invoices(uuid[], uuid[])
       from public`,
    )
    await runner.query(`grant execute on function sessions_to_bill(uuid, uuid[]), read_invoices(uuid[], uuid[])
      to wattline_gateway, wattline_worker`)
  }

  down = forwardOnly
}
