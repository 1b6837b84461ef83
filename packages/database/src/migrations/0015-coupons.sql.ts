/**
 * The SQL functions of coupons: whether one may be used, its claim, and the claim's settlement with
 * the bill.
 */

/**
 * `coupon_refusal(operator, code, driver, at)`: why the coupon cannot be used for a session that
 * begins then, as a code of the closed list of refusals; null where it can.
 */
export const couponRefusal = `
  create function coupon_refusal(p_operator uuid, p_code text, p_driver uuid, p_begins timestamptz)
  returns text language plpgsql as $$
  declare v coupon;
  begin
    select * into v from coupon where operator_id = p_operator and code = p_code;
    if not found then return 'coupon-unknown'; end if;
    if p_begins < v.valid_from or p_begins >= v.valid_until then return 'coupon-not-valid-then'; end if;
    if v.uses >= v.uses_max or v.held_minor + v.used_minor >= v.budget_minor then
      return 'coupon-used-up';
    end if;
    if v.uses_per_driver_max is not null then
      if p_driver is null then return 'coupon-needs-driver'; end if;
      if v.uses_per_driver_max <= (
        select count(*) from coupon_claim c
        where c.coupon_id = v.id and c.driver_id = p_driver and c.state <> 'released') then
        return 'coupon-used-by-driver';
      end if;
    end if;
    return null;
  end $$`

/**
 * `claim_coupon(operator, session, driver, code, begins, at)`: holds one use for a session, and
 * what it may take of the budget. Null when it is held, or was; else the refusal.
 *
 * The coupon's row is locked first, so that of any number at once none sees a use twice.
 */
export const claimCoupon = `
  create function claim_coupon(p_operator uuid, p_session uuid, p_driver uuid, p_code text,
                               p_begins timestamptz, p_at timestamptz)
  returns text language plpgsql as $$
  declare v_refusal text;
  begin
    perform 1 from coupon where operator_id = p_operator and code = p_code for update;
    if exists (select from coupon_claim where session_id = p_session) then return null; end if;
    v_refusal := coupon_refusal(p_operator, p_code, p_driver, p_begins);
    if v_refusal is not null then return v_refusal; end if;
    insert into coupon_claim (session_id, operator_id, coupon_id, driver_id, state, reserved_minor, claimed_at)
    select p_session, p_operator, c.id, p_driver, 'held',
           least(c.most_per_use_minor, c.budget_minor - c.held_minor - c.used_minor), p_at
    from coupon c where c.operator_id = p_operator and c.code = p_code;
    return null;
  end $$`

/**
 * `bill_sessions(operator, series, bills)`: `issue_bills`, and in the same transaction each claim
 * is settled to `couponTakenMinor` of its bill. What was reserved beyond it is free again, and so
 * is the use where nothing was taken.
 *
 * The figure is what stands on the bill. Rounding may put a cent more there than the plugin took;
 * the budget counts what was reserved at most.
 */
export const billSessions = `
  create function bill_sessions(p_operator uuid, p_series text, p_bills jsonb)
  returns table (session_id uuid, invoice_id uuid, number text, issued boolean) language plpgsql as $$
  begin
    return query select * from issue_bills(p_operator, p_series, p_bills);
    if not jsonb_path_exists(p_bills, '$[*].couponTakenMinor') then return; end if;

    -- Coupons are locked in one order, whoever bills beside us.
    perform 1 from coupon c
    where c.id in (
      select claim.coupon_id from coupon_claim claim
      join jsonb_array_elements(p_bills) b (bill) on claim.session_id = (bill ->> 'sessionId')::uuid
      where claim.state = 'held')
    order by c.id for update;

    update coupon_claim claim set
      state = case when taken > 0 then 'used' else 'released' end,
      used_minor = case when taken > 0 then least(taken, claim.reserved_minor) end,
      settled_at = (bill -> 'invoice' ->> 'issuedAt')::timestamptz
    from jsonb_array_elements(p_bills) b (bill),
         lateral (select (bill ->> 'couponTakenMinor')::bigint as taken) t,
         invoice_session standing
    where bill ? 'couponTakenMinor' and claim.session_id = (bill ->> 'sessionId')::uuid
      and standing.session_id = claim.session_id
      and standing.invoice_id = (bill -> 'invoice' ->> 'id')::uuid and claim.state = 'held';
  end $$`

/** Keeps a coupon's figures the sum of its claims; a claim is settled once. */
export const tallyCoupon = `
  create function tally_coupon() returns trigger language plpgsql as $$
  begin
    if tg_op = 'UPDATE' and old.state <> 'held' then
      raise exception 'the claim of session % was settled before', old.session_id using errcode = 'WL001';
    end if;
    update coupon set
      uses = uses + (new.state <> 'released')::integer
                  - (tg_op = 'UPDATE')::integer,
      held_minor = held_minor + case when tg_op = 'INSERT' then coalesce(new.reserved_minor, 0)
                                     when new.state = 'held' then 0
                                     else -coalesce(new.reserved_minor, 0) end,
      used_minor = used_minor + coalesce(new.used_minor, 0)
    where id = new.coupon_id;
    return null;
  end $$`
