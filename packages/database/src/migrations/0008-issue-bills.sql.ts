/**
 * The SQL function that issues bills: number, invoice, lines, taxes, postings, payment and outbox
 * in one statement, so that a bill is whole or not there. A session that already stands on an
 * invoice is passed over.
 */

/**
 * `issue_bills(operator, series, bills)` returns one row for each session: its invoice, and whether
 * this call issued it.
 *
 * Each bill: `{ sessionId, invoice: {...}, lines: [...], taxes: [...], entries: [...], payment:
 * {...}|null, notice: {...}|null, irregularities: [...], outbox: [...], session: { energyWh,
 * energySource, needsReview } }` with all ids made by the caller.
 */
export const issueBillsFunction = `
create function issue_bills(p_operator uuid, p_series text, p_bills jsonb)
returns table (session_id uuid, invoice_id uuid, number text, issued boolean) language plpgsql as $$
declare
  v_bills jsonb;
  v_count integer;
  v_next bigint;
  v_prefix text;
begin
  perform enter_scope(array[p_operator]);

  -- Lock the sessions in one order; only those that ended and stand on no invoice are billed.
  with wanted as (
    select (bill ->> 'sessionId')::uuid as id, bill, position
    from jsonb_array_elements(p_bills) with ordinality as given (bill, position)),
  locked as (
    select s.id from session s where s.id in (select id from wanted) and s.state = 'ended' order by s.id for update)
  select coalesce(jsonb_agg(bill order by position), '[]'), count(*) into v_bills, v_count
  from wanted join locked using (id);

  if v_count > 0 then
    select invoice_prefix into strict v_prefix from operator where id = p_operator;
    insert into invoice_series as s (operator_id, kind, series, next_number)
    values (p_operator, 'invoice', p_series, v_count + 1)
    on conflict (operator_id, kind, series) do update set next_number = s.next_number + v_count
    returning next_number - v_count into v_next;

    insert into invoice (id, operator_id, number, kind, driver_id, partner_id, payment_route, currency,
                         net_minor, vat_minor, gross_minor, price_list_id, inputs_hash, proof, issued_at)
    select (i ->> 'id')::uuid, p_operator,
           v_prefix || '-' || p_series || '-' || lpad((v_next + position - 1)::text, 6, '0'), 'invoice',
           (i ->> 'driverId')::uuid, (i ->> 'partnerId')::uuid, i ->> 'paymentRoute', i ->> 'currency',
           (i ->> 'netMinor')::bigint, (i ->> 'vatMinor')::bigint, (i ->> 'grossMinor')::bigint,
           (i ->> 'priceListId')::uuid, i ->> 'inputsHash', i -> 'proof', (i ->> 'issuedAt')::timestamptz
    from jsonb_array_elements(v_bills) with ordinality as b (bill, position), lateral (select bill -> 'invoice') as x (i);

    insert into invoice_session (session_id, operator_id, invoice_id)
    select (bill ->> 'sessionId')::uuid, p_operator, (bill -> 'invoice' ->> 'id')::uuid
    from jsonb_array_elements(v_bills) b (bill);

    insert into invoice_line (id, operator_id, invoice_id, session_id, position, component, label, quantity, unit,
                              unit_price, vat_percent, tax_side, amount_minor, plugin_id, plugin_version, plugin_hash,
                              params_hash, explanation)
    select (l ->> 'id')::uuid, p_operator, (bill -> 'invoice' ->> 'id')::uuid, (bill ->> 'sessionId')::uuid,
           (l ->> 'position')::integer, l ->> 'component', l ->> 'label', (l ->> 'quantity')::numeric, l ->> 'unit',
           (l ->> 'unitPrice')::numeric, (l ->> 'vatPercent')::numeric, l ->> 'taxSide', (l ->> 'amountMinor')::bigint,
           l ->> 'pluginId', l ->> 'pluginVersion', l ->> 'pluginHash', l ->> 'paramsHash', l -> 'explanation'
    from jsonb_array_elements(v_bills) b (bill), jsonb_array_elements(bill -> 'lines') as x (l);

    insert into invoice_tax (invoice_id, operator_id, position, vat_percent, net_minor, vat_minor, gross_minor)
    select (bill -> 'invoice' ->> 'id')::uuid, p_operator, position, (t ->> 'vatPercent')::numeric,
           (t ->> 'netMinor')::bigint, (t ->> 'vatMinor')::bigint, (t ->> 'grossMinor')::bigint
    from jsonb_array_elements(v_bills) b (bill), jsonb_array_elements(bill -> 'taxes') with ordinality as x (t, position);

    perform book_entries(p_operator, coalesce((
      select jsonb_agg(entry) from jsonb_array_elements(v_bills) b (bill), jsonb_array_elements(bill -> 'entries') as x (entry)), '[]'));

    -- A live session already has its hold; an imported one gets a payment of its own, and so does one whose hold
    -- was refused: that hold belongs to the invoice all the same, for the bank may still change its mind.
    update payment set invoice_id = (bill -> 'invoice' ->> 'id')::uuid, updated_at = (bill -> 'invoice' ->> 'issuedAt')::timestamptz
    from jsonb_array_elements(v_bills) b (bill)
    where payment.session_id = (bill ->> 'sessionId')::uuid and payment.invoice_id is null
      and payment.state not in ('cancelled', 'expired');

    insert into payment (id, operator_id, driver_id, partner_id, session_id, invoice_id, state, currency, asked_minor,
                         merchant_account, merchant_reference, means, created_at, updated_at)
    select (p ->> 'id')::uuid, p_operator, (p ->> 'driverId')::uuid, (p ->> 'partnerId')::uuid,
           (bill ->> 'sessionId')::uuid, (bill -> 'invoice' ->> 'id')::uuid, 'new', p ->> 'currency',
           (p ->> 'askedMinor')::bigint, p ->> 'merchantAccount', p ->> 'merchantReference', p -> 'means',
           (bill -> 'invoice' ->> 'issuedAt')::timestamptz, (bill -> 'invoice' ->> 'issuedAt')::timestamptz
    from jsonb_array_elements(v_bills) b (bill), lateral (select bill -> 'payment') as x (p)
    where jsonb_typeof(p) = 'object';

    update session set state = 'billed', energy_wh = (s ->> 'energyWh')::bigint, energy_source = s ->> 'energySource',
                       needs_review = (s ->> 'needsReview')::boolean or (
                         -- A debt that no payment is to collect is for a person: so is a hold refused just now.
                         bill -> 'invoice' ->> 'paymentRoute' = 'provider' and not exists (
                           select 1 from payment p where p.invoice_id = (bill -> 'invoice' ->> 'id')::uuid
                             and p.state <> 'refused')),
                       trouble = null,
                       updated_at = (bill -> 'invoice' ->> 'issuedAt')::timestamptz
    from jsonb_array_elements(v_bills) b (bill), lateral (select bill -> 'session') as x (s)
    where session.id = (bill ->> 'sessionId')::uuid;

    insert into irregularity (id, operator_id, session_id, code, action, detail, found_at)
    select gen_random_uuid(), p_operator, (bill ->> 'sessionId')::uuid, f ->> 'code', 'report', f -> 'detail',
           (bill -> 'invoice' ->> 'issuedAt')::timestamptz
    from jsonb_array_elements(v_bills) b (bill), jsonb_array_elements(bill -> 'irregularities') as x (f)
    on conflict on constraint irregularity_once do nothing;

    insert into notice (id, operator_id, partner_id, driver_id, kind, subject_id, payload, state, created_at)
    select (n ->> 'id')::uuid, p_operator, (n ->> 'partnerId')::uuid, (n ->> 'driverId')::uuid, 'receipt',
           (bill -> 'invoice' ->> 'id')::uuid, n -> 'payload', 'pending', (bill -> 'invoice' ->> 'issuedAt')::timestamptz
    from jsonb_array_elements(v_bills) b (bill), lateral (select bill -> 'notice') as x (n)
    where jsonb_typeof(n) = 'object'
    on conflict (kind, subject_id) do nothing;

    perform emit_outbox(p_operator, coalesce((
      select jsonb_agg(event) from jsonb_array_elements(v_bills) b (bill), jsonb_array_elements(bill -> 'outbox') as x (event)), '[]'));
  end if;

  return query
    select standing.session_id, standing.invoice_id, i.number,
           exists (select 1 from jsonb_array_elements(v_bills) b (bill)
                   where (bill -> 'invoice' ->> 'id')::uuid = standing.invoice_id)
    from invoice_session standing
    join invoice i on i.id = standing.invoice_id
    where standing.session_id in (select (bill ->> 'sessionId')::uuid from jsonb_array_elements(p_bills) b (bill));
end $$`
