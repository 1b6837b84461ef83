/** The SQL functions that answer what plugins ask: without a trace, or claimed for a bill. */

/**
 * `tell_sessions(operator, asks, questions, claimed)` returns one row for each ask: its place from
 * 0, and the answers by the questions' keys. Nothing is written.
 *
 * Each ask: `{ sessionId, driverId, partnerId, tokenType, couponCode, timeZone, beginsAt, endsAt,
 * energyWh, listId, isAfresh, asIfAlways }`; questions, by list: `[{ key, fact, days, perMonthWh,
 * name }]`. What a session was told before is told again, unless it is asked afresh. Claimed: only
 * what is claimed counts of coupons and allowances.
 */
export const tellSessions = `
  create function tell_sessions(p_operator uuid, p_asks jsonb, p_questions jsonb, p_claimed boolean)
  returns table (place integer, answers jsonb) language plpgsql as $$
  begin
    perform enter_scope(array[p_operator]);
    return query
      with ask as (
        select (ordinality - 1)::integer as place, x.*,
               to_char(x."beginsAt" at time zone x."timeZone", 'YYYY-MM') as month
        from jsonb_array_elements(p_asks) with ordinality as given (one, ordinality),
             jsonb_to_record(one) as x (
               "sessionId" uuid, "driverId" uuid, "partnerId" uuid, "tokenType" text, "couponCode" text,
               "timeZone" text, "beginsAt" timestamptz, "endsAt" timestamptz, "energyWh" bigint,
               "listId" text, "isAfresh" boolean, "asIfAlways" boolean)),
      known as (
        select ask.*, coalesce(told.answers, '{}') as told, coupon.code, coupon.campaign, coupon.most_minor
        from ask
        left join session_told told on told.session_id = ask."sessionId" and not ask."isAfresh"
        left join lateral (
          select c.code, c.campaign, claim.reserved_minor as most_minor, 1 as preference
          from coupon_claim claim join coupon c on c.id = claim.coupon_id
          where claim.session_id = ask."sessionId"
          union all
          select c.code, c.campaign, least(c.most_per_use_minor, c.budget_minor - c.held_minor - c.used_minor), 2
          from coupon c
          where not p_claimed and c.operator_id = p_operator and c.code = ask."couponCode"
            and coupon_refusal(p_operator, c.code, ask."driverId", ask."beginsAt") is null
          order by preference limit 1) coupon on ask."couponCode" is not null)
      select k.place, k.told || coalesce((
        select jsonb_object_agg(q.key, case q.fact
          when 'membership.tier' then (
            select to_jsonb(m.tier) from membership m
            where m.driver_id = k."driverId" and m.from_at <= k."beginsAt"
              and (m.until_at is null or k."beginsAt" < m.until_at)
            order by m.created_at desc, m.id desc limit 1)
          when 'driver.sessions' then (
            select to_jsonb(count(*)) from session s
            where s.driver_id = k."driverId" and s.state <> 'dropped' and s.id is distinct from k."sessionId"
              and s.ended_at <= k."beginsAt" and s.ended_at > k."beginsAt" - make_interval(hours => 24 * q.days))
          when 'driver.energyWh' then (
            select to_jsonb(coalesce(sum(s.energy_wh), 0)::bigint) from session s
            where s.driver_id = k."driverId" and s.state <> 'dropped' and s.id is distinct from k."sessionId"
              and s.ended_at <= k."beginsAt" and s.ended_at > k."beginsAt" - make_interval(hours => 24 * q.days))
          when 'allowance.energyWh' then to_jsonb(case
            when k."driverId" is null then 0
            when p_claimed then coalesce((
              select c.energy_wh from allowance_claim c
              where c.session_id = k."sessionId" and c.name = q.name), 0)
            else least(k."energyWh", greatest(0, q."perMonthWh" - case
              when k."asIfAlways" then (
                select coalesce(sum(s.energy_wh), 0) from session s
                where s.driver_id = k."driverId" and s.state <> 'dropped' and s.id is distinct from k."sessionId"
                  and s.started_at < k."beginsAt" and s.started_at > k."beginsAt" - interval '32 days'
                  and to_char(s.started_at at time zone k."timeZone", 'YYYY-MM') = k.month)
              else (
                select coalesce(sum(c.energy_wh), 0) from allowance_claim c
                join session s on s.id = c.session_id
                where c.driver_id = k."driverId" and c.name = q.name and c.month = k.month
                  and c.session_id is distinct from k."sessionId" and s.state <> 'dropped') end))::bigint end)
          when 'coupon.code' then to_jsonb(k.code)
          when 'coupon.campaign' then to_jsonb(k.campaign)
          when 'coupon.maxAmount' then to_jsonb(k.most_minor * 10000)
          when 'payer.kind' then to_jsonb(coalesce((
            select case p.kind when 'APP' then 'DRIVER' else p.kind end
            from partner p where p.id = k."partnerId"), 'DRIVER'))
          when 'payer.partner' then to_jsonb(k."partnerId")
          when 'token.type' then to_jsonb(k."tokenType")
          when 'series' then (
            select jsonb_agg(jsonb_build_array(second, amount) order by second) from (
              select distinct on (p.from_at) extract(epoch from p.from_at)::bigint as second, p.amount
              from price_series s join price_series_point p on p.series_id = s.id
              where s.operator_id = p_operator and s.name = q.name
                and (p.from_at <= k."beginsAt" or p.from_at < k."endsAt")
                and p.from_at >= coalesce((
                  select max(before.from_at) from price_series_point before
                  where before.series_id = s.id and before.from_at <= k."beginsAt"), '-infinity')
              order by p.from_at, p.version desc) point)
          end)
        from jsonb_to_recordset(p_questions -> k."listId")
             as q (key text, fact text, days integer, "perMonthWh" bigint, name text)
        where not k.told ? q.key), '{}')
      from known k;
  end $$`

/**
 * `claim_facts(operator, asks, questions, at)`: as `tell_sessions` for sessions that are to be
 * billed; claims their coupons and allowances and keeps what they are told, once. Returns it by
 * session, whether it was told now or before. One that is no longer to be billed is missing.
 *
 * All locks are taken in one order: sessions, coupons, allowances.
 */
export const claimFacts = `
  create function claim_facts(p_operator uuid, p_asks jsonb, p_questions jsonb, p_at timestamptz)
  returns table (session_id uuid, answers jsonb) language plpgsql as $$
  declare
    v_asked uuid[];
    v_asks jsonb;
    v record;
    v_claimed bigint;
  begin
    perform enter_scope(array[p_operator]);
    select array_agg((one ->> 'sessionId')::uuid) into v_asked from jsonb_array_elements(p_asks) as given (one);
    perform 1 from session s where s.id = any(v_asked) order by s.id for update;

    select coalesce(jsonb_agg(one), '[]') into v_asks
    from jsonb_array_elements(p_asks) as given (one) join session s on s.id = (one ->> 'sessionId')::uuid
    where s.state = 'ended' and not exists (select from session_told t where t.session_id = s.id);

    for v in
      select (one ->> 'sessionId')::uuid as session, (one ->> 'driverId')::uuid as driver_id,
             one ->> 'couponCode' as code, (one ->> 'beginsAt')::timestamptz as begins_at
      from jsonb_array_elements(v_asks) as given (one)
      left join coupon c on c.operator_id = p_operator and c.code = one ->> 'couponCode'
      where one ->> 'couponCode' is not null
        and jsonb_path_exists(p_questions -> (one ->> 'listId'), '$[*] ? (@.fact starts with "coupon.")')
      order by c.id, begins_at, session
    loop
      perform claim_coupon(p_operator, v.session, v.driver_id, v.code, v.begins_at, p_at);
    end loop;

    for v in
      select (one ->> 'sessionId')::uuid as session, (one ->> 'driverId')::uuid as driver_id, q.name,
             to_char((one ->> 'beginsAt')::timestamptz at time zone (one ->> 'timeZone'), 'YYYY-MM') as month,
             (one ->> 'energyWh')::bigint as energy_wh, q."perMonthWh" as per_month_wh
      from jsonb_array_elements(v_asks) as given (one),
           jsonb_to_recordset(p_questions -> (one ->> 'listId')) as q (fact text, "perMonthWh" bigint, name text)
      where q.fact = 'allowance.energyWh' and one ->> 'driverId' is not null
      order by driver_id, name, month, (one ->> 'beginsAt')::timestamptz, session
    loop
      perform pg_advisory_xact_lock(hashtextextended(
        'allowance ' || v.driver_id || ' ' || v.month || ' ' || v.name, 0));
      select coalesce(sum(c.energy_wh), 0) into v_claimed
      from allowance_claim c join session s on s.id = c.session_id
      where c.driver_id = v.driver_id and c.name = v.name and c.month = v.month and s.state <> 'dropped';
      insert into allowance_claim (session_id, name, operator_id, driver_id, month, energy_wh, claimed_at)
      select v.session, v.name, p_operator, v.driver_id, v.month, wh, p_at
      from (select least(v.energy_wh, v.per_month_wh - v_claimed) as wh) rest where wh > 0;
    end loop;

    insert into session_told (session_id, operator_id, answers, told_at)
    select (v_asks -> told.place ->> 'sessionId')::uuid, p_operator, told.answers, p_at
    from tell_sessions(p_operator, v_asks, p_questions, true) told;

    return query select t.session_id, t.answers from session_told t where t.session_id = any(v_asked);
  end $$`
