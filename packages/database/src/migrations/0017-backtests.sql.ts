/** The trips of a back-test: begin, and for each page read it whole and keep it whole. */

const epoch = (column: string): string => `extract(epoch from ${column})::text`

/** What a back-test asks for, of a session, its invoice and the lists of its tariff. */
const isAskedFor = `
  s.operator_id = p_operator and s.state = 'billed'
  and s.started_at >= asked.sessions_from and s.started_at < asked.sessions_until
  and (asked.location_id is null or s.location_id = asked.location_id)
  and (asked.connector_id is null or s.connector_id = asked.connector_id)
  and (asked.tariff_id is null or s.price_list_id in (
    select l.id from price_list l join tariff_version t on t.id = l.tariff_version_id
    where t.tariff_id = asked.tariff_id))
  and i.issued_at <= asked.created_at`

/** Sets a waiting back-test running, with the number of sessions it is about. */
export const beginFunction = `
  create function begin_backtest(p_operator uuid, p_backtest uuid, p_at timestamptz) returns void
  language plpgsql as $$
  declare
    asked backtest;
  begin
    perform enter_scope(array[p_operator]);
    select * into asked from backtest b where b.id = p_backtest and b.state = 'waiting';
    if not found then return; end if;
    update backtest set state = 'running', updated_at = p_at, sessions_expected = (
      select count(*)
      from session s
      join invoice_session x on x.session_id = s.id
      join invoice i on i.id = x.invoice_id
      where ${isAskedFor})
    where id = p_backtest and state = 'waiting';
  end $$`

/**
 * A billed session as both kinds of pages hold it: what was billed, and all that a price is made of
 * but the price list. Readings travel as text, field by field: that costs half of what JSON does.
 */
const returnsBilled = `
  returns table (
    id uuid, location_id uuid, connector_id uuid, driver_id uuid, partner_id uuid,
    token_type text, coupon_code text, answers jsonb, price_list_id uuid, invoice_id uuid,
    issued_at text, time_zone text, reserved_from text, reservation_expired boolean,
    started_at text, ended_at text, start_hour smallint, currency text, net_minor text,
    vat_minor text, gross_minor text, came_of_plugins jsonb, readings text)`

const showBilled = `
  select s.id, s.location_id, s.connector_id, s.driver_id, s.partner_id, s.token_type,
         s.coupon_code, (select t.answers from session_told t where t.session_id = s.id),
         s.price_list_id, s.on_invoice, s.issued_at::text, s.time_zone,
         ${epoch('s.reserved_from')}, s.reservation_expired,
         ${epoch('s.started_at')}, ${epoch('s.ended_at')},
         extract(hour from s.started_at at time zone s.time_zone)::smallint,
         s.billed_in::text, s.net_minor::text, s.vat_minor::text, s.gross_minor::text,
         s.came, (
           select string_agg(
             ${epoch('r.measured_at')} || ' ' || r.register_wh
               || ' ' || coalesce(r.activity, '') || ' ' || r.source
               || ' ' || coalesce(r.power_w::text, '')
               || ' ' || coalesce(r.current_milli_a::text, ''), ';' order by r.measured_at)
           from meter_reading r where r.session_id = s.id)
  from page s`

const onItsInvoice = `
  s.*, i.id as on_invoice, i.issued_at, i.net_minor, i.vat_minor, i.gross_minor,
  i.currency as billed_in`

/**
 * A page of the sessions a back-test is about, after the given one, in order of start. Sessions
 * that were billed after the back-test was asked for are left out, so that it comes to the same
 * however long it takes.
 */
export const billedSessionsFunction = `
  create function billed_sessions(p_operator uuid, p_backtest uuid, p_after uuid, p_limit integer)
  ${returnsBilled}
  language plpgsql as $$
  #variable_conflict use_column
  declare
    asked backtest;
    v_after_at timestamptz;
  begin
    perform enter_scope(array[p_operator]);
    select * into strict asked from backtest b where b.id = p_backtest;
    select s.started_at into v_after_at from session s where s.id = p_after;
    return query
      with page as materialized (
        select ${onItsInvoice},
               case when i.price_list_id = asked.price_list_id then i.proof -> 'plugins' end as came
        from session s
        join invoice_session x on x.session_id = s.id
        join invoice i on i.id = x.invoice_id
        where ${isAskedFor}
          and (p_after is null or (s.started_at, s.id) > (v_after_at, p_after))
        order by s.started_at, s.id limit p_limit)
      ${showBilled} order by s.started_at, s.id;
  end $$`

/** A page of an operator's sessions after the given invoice, in the order they were billed. */
export const newlyBilledFunction = `
  create function newly_billed_sessions(
    p_operator uuid, p_issued_at timestamptz, p_invoice uuid, p_before timestamptz,
    p_limit integer)
  ${returnsBilled}
  language plpgsql as $$
  #variable_conflict use_column
  begin
    perform enter_scope(array[p_operator]);
    return query
      with page as materialized (
        select ${onItsInvoice}, null::jsonb as came
        from invoice i
        join invoice_session x on x.invoice_id = i.id
        join session s on s.id = x.session_id
        where i.operator_id = p_operator and i.issued_at < p_before
          and (i.issued_at, i.id) > (p_issued_at, p_invoice)
        order by i.issued_at, i.id limit p_limit)
      ${showBilled} order by s.issued_at, s.on_invoice;
  end $$`

/**
 * Keeps one page: the tally so far, what drivers and locations would have paid, and the event that
 * asks for the next pages where this job ends with it. False, and nothing kept, where another job
 * has kept that page already or the back-test no longer runs.
 */
export const keepPageFunction = `
  create function keep_backtest_page(p_operator uuid, p_backtest uuid, p_page jsonb)
  returns boolean language plpgsql as $$
  begin
    perform enter_scope(array[p_operator]);
    update backtest set
      pages = pages + 1,
      last_session_id = coalesce((p_page ->> 'lastSessionId')::uuid, last_session_id),
      tally = p_page -> 'tally',
      state = case when (p_page ->> 'isLast')::boolean then 'done' else state end,
      updated_at = (p_page ->> 'at')::timestamptz
    where id = p_backtest and state = 'running' and pages = (p_page ->> 'pagesBefore')::integer;
    if not found then return false; end if;
    insert into backtest_share (backtest_id, kind, subject_id, currency, operator_id, sessions,
                                billed_minor, draft_minor)
    select p_backtest, share ->> 0, (share ->> 1)::uuid, share ->> 2, p_operator,
           (share ->> 3)::integer, (share ->> 4)::bigint, (share ->> 5)::bigint
    from jsonb_array_elements(p_page -> 'shares') share
    order by share ->> 0, share ->> 1
    on conflict (backtest_id, kind, subject_id, currency) do update set
      sessions = backtest_share.sessions + excluded.sessions,
      billed_minor = backtest_share.billed_minor + excluded.billed_minor,
      draft_minor = backtest_share.draft_minor + excluded.draft_minor;
    if (p_page ->> 'handsOn')::boolean then
      perform emit_outbox(p_operator, jsonb_build_array(jsonb_build_object(
        'topic', 'backtest', 'subjectId', p_backtest,
        'jobId', 'backtest-' || p_backtest || '-' || (p_page ->> 'pagesBefore'))));
    end if;
    return true;
  end $$`
