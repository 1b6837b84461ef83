/** The SQL functions of plugin failures: noted with the bill, told to the operator, counted. */

/**
 * `note_plugin_failures(operator, at, failures)`: keeps each failure, tells the operator once for
 * each plugin hash and hour, and suspends a hash that failed in more than 1 % of at least three
 * runs within five minutes.
 *
 * Each failure: `{ id, sessionId, invoiceId|null, pluginId, pluginVersion, pluginHash, paramsHash,
 * cause, effect }`. Whoever counts a hash holds its lock until the end of the transaction, so that
 * of any number of workers one sees the failure that is one too many. Runs are counted no further
 * than would clear the plugin. What was lifted begins anew.
 */
export const notePluginFailures = `
  create function note_plugin_failures(p_operator uuid, p_at timestamptz, p_failures jsonb)
  returns void language plpgsql as $$
  declare
    v_plugin record;
    v_since timestamptz;
    v_failed bigint;
    v_fine bigint;
    v_suspension uuid;
  begin
    insert into plugin_failure (id, operator_id, session_id, invoice_id, plugin_id, plugin_version,
                                plugin_hash, params_hash, cause, effect, found_at)
    select (f ->> 'id')::uuid, p_operator, (f ->> 'sessionId')::uuid, (f ->> 'invoiceId')::uuid,
           f ->> 'pluginId', f ->> 'pluginVersion', f ->> 'pluginHash', f ->> 'paramsHash',
           f ->> 'cause', f ->> 'effect', p_at
    from jsonb_array_elements(p_failures) x (f);

    for v_plugin in
      select n ->> 'pluginHash' as hash, min(n ->> 'pluginId') as id,
             min(n ->> 'pluginVersion') as version, count(*) as sessions,
             bool_or(n ->> 'cause' <> 'suspended') as ran,
             jsonb_agg(distinct n -> 'cause') as causes
      from jsonb_array_elements(p_failures) x (n) group by 1 order by 1
    loop
      perform tell_operator(p_operator, 'plugin-failed',
        substr(encode(sha256(convert_to(concat_ws(' ', p_operator, v_plugin.hash,
          to_char(p_at at time zone 'UTC', 'YYYY-MM-DD HH24')), 'UTF8')), 'hex'), 1, 32)::uuid,
        jsonb_build_object('pluginId', v_plugin.id, 'pluginVersion', v_plugin.version, 'pluginHash', v_plugin.hash,
          'causes', v_plugin.causes, 'sessions', v_plugin.sessions), p_at);

      continue when not v_plugin.ran;
      perform pg_advisory_xact_lock(hashtextextended('plugin ' || p_operator || v_plugin.hash, 0));
      select greatest(p_at - interval '5 minutes', max(lifted_at)) into v_since
      from plugin_suspension where operator_id = p_operator and plugin_hash = v_plugin.hash;
      select count(*) into v_failed from plugin_failure
      where operator_id = p_operator and plugin_hash = v_plugin.hash and found_at > v_since
        and cause <> 'suspended';
      continue when v_failed < 3;
      select count(*) into v_fine from (
        select from invoice
        where operator_id = p_operator and issued_at > v_since and kind = 'invoice'
          and (proof -> 'plugins' @> jsonb_build_array(jsonb_build_object('hash', v_plugin.hash, 'outcome', 'APPLIED'))
            or proof -> 'plugins' @> jsonb_build_array(jsonb_build_object('hash', v_plugin.hash, 'outcome', 'NO_LINES')))
        limit 99 * v_failed) as fine;
      continue when v_fine >= 99 * v_failed;

      insert into plugin_suspension (id, operator_id, plugin_id, plugin_version, plugin_hash,
                                     failed, ran, suspended_at)
      values (gen_random_uuid(), p_operator, v_plugin.id, v_plugin.version, v_plugin.hash, v_failed, v_failed + v_fine, p_at)
      on conflict do nothing returning id into v_suspension;
      if v_suspension is not null then
        perform tell_operator(p_operator, 'plugin-suspended', v_suspension,
          jsonb_build_object('pluginId', v_plugin.id, 'pluginVersion', v_plugin.version, 'pluginHash', v_plugin.hash,
            'suspensionId', v_suspension, 'failed', v_failed, 'ran', v_failed + v_fine), p_at);
      end if;
    end loop;
  end $$`

/** `tell_operator(operator, kind, subject, payload, at)`: one notice for each kind and subject. */
export const tellOperator = `
  create function tell_operator(p_operator uuid, p_kind text, p_subject uuid, p_payload jsonb, p_at timestamptz)
  returns void language plpgsql as $$
  declare v_notice uuid;
  begin
    insert into notice (id, operator_id, kind, subject_id, payload, state, created_at)
    values (gen_random_uuid(), p_operator, p_kind, p_subject, p_payload, 'pending', p_at)
    on conflict (kind, subject_id) do nothing returning id into v_notice;
    if v_notice is not null then
      perform emit_outbox(p_operator, jsonb_build_array(jsonb_build_object(
        'topic', 'notice', 'subjectId', v_notice, 'jobId', 'notice-' || v_notice)));
    end if;
  end $$`

/**
 * `bill_sessions(operator, series, bills)`: issues the bills, settles their coupons, and in the
 * same transaction notes the `failures` of those that this call issued.
 */
export const billAndNote = `
  create function bill_sessions(p_operator uuid, p_series text, p_bills jsonb)
  returns table (session_id uuid, invoice_id uuid, number text, issued boolean) language plpgsql as $$
  declare v_failures jsonb;
  begin
    return query select * from issue_and_settle(p_operator, p_series, p_bills);
    if not jsonb_path_exists(p_bills, '$[*].failures[*]') then return; end if;
    select jsonb_agg(failure) into v_failures
    from jsonb_array_elements(p_bills) b (bill)
    join invoice_session standing on standing.session_id = (bill ->> 'sessionId')::uuid
      and standing.invoice_id = (bill -> 'invoice' ->> 'id')::uuid,
    jsonb_array_elements(bill -> 'failures') x (failure);
    if v_failures is null then return; end if;
    perform note_plugin_failures(
      p_operator, (p_bills #>> '{0,invoice,issuedAt}')::timestamptz, v_failures);
  end $$`
