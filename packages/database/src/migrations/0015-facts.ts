/**
 * What plugins are told: memberships, coupons and allowances with their claims, price series, and
 * what each session was told once and for all.
 */

import type { MigrationInterface, QueryRunner } from 'typeorm'

import { forwardOnly } from '../forward-only.js'
import { billSessions, claimCoupon, couponRefusal, tallyCoupon } from './0015-coupons.sql.js'
import { claimFacts, tellSessions } from './0015-tell.sql.js'

export class Facts1763800000015 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await addColumns(runner)
    await addMembershipsAndSeries(runner)
    await addCoupons(runner)
    await addTold(runner)
    const functions = [couponRefusal, claimCoupon, billSessions, tellSessions, claimFacts]
    for (const sql of [...functions, sessionsToBill]) await runner.query(sql)
    const callable = [
      'coupon_refusal(uuid, text, uuid, timestamptz)',
      'claim_coupon(uuid, uuid, uuid, text, timestamptz, timestamptz)',
      'bill_sessions(uuid, text, jsonb)',
      'tell_sessions(uuid, jsonb, jsonb, boolean)',
      'claim_facts(uuid, jsonb, jsonb, timestamptz)',
    ].join(', ')
    await runner.query(`revoke all on function tally_coupon(), ${callable} from public`)
    await runner.query(`grant execute on function ${callable} to wattline_gateway, wattline_worker`)
  }

  down = forwardOnly
}

const couponCode = `~ '^[A-Z0-9][A-Z0-9-]{0,39}$'`
const tokenTypes = `('RFID', 'APP_USER', 'AD_HOC_USER', 'OTHER')`

async function addColumns(runner: QueryRunner): Promise<void> {
  await runner.query(`
    alter table partner
      add column kind text not null default 'APP',
      add constraint partner_kind check (kind in ('APP', 'FLEET', 'ROAMING'))`)
  for (const table of ['session', 'quote']) {
    await runner.query(`
      alter table ${table}
        add column token_type text,
        add column coupon_code text,
        add constraint ${table}_token_type check (token_type in ${tokenTypes}),
        add constraint ${table}_coupon_code check (coupon_code ${couponCode})`)
  }
  // A driver's sessions are counted by when they ended.
  await runner.query(`drop index session_driver`)
  await runner.query(`create index session_driver on session (driver_id, ended_at)`)
}

async function addMembershipsAndSeries(runner: QueryRunner): Promise<void> {
  // The row put last holds for its time; one without a tier ends what was put before it.
  await runner.query(`
    create table membership (
      id uuid primary key,
      operator_id uuid not null references operator,
      driver_id uuid not null references driver,
      tier text,
      from_at timestamptz not null,
      until_at timestamptz,
      created_at timestamptz not null,
      constraint membership_tier check (length(tier) between 1 and 100),
      constraint membership_lasts check (from_at < until_at)
    )`)
  await runner.query(`create index membership_driver on membership (driver_id, created_at)`)
  await runner.query(`select protect_tenant('membership', 'select, insert')`)
  await runner.query(`select only_grows('membership')`)

  await runner.query(`
    create table price_series (
      id uuid primary key,
      operator_id uuid not null references operator,
      name text not null,
      currency char(3) not null,
      created_at timestamptz not null,
      constraint price_series_name unique (operator_id, name),
      constraint price_series_named check (length(name) between 1 and 100)
    )`)
  await runner.query(`select protect_tenant('price_series', 'select, insert')`)
  await runner.query(`select only_grows('price_series')`)

  // Minor units x 10 000 per kWh; null where the series says nothing from then on.
  await runner.query(`
    create table price_series_point (
      series_id uuid not null references price_series,
      operator_id uuid not null references operator,
      from_at timestamptz not null,
      version integer not null,
      amount bigint,
      created_at timestamptz not null,
      primary key (series_id, from_at, version),
      constraint price_series_point_second check (extract(epoch from from_at) % 1 = 0),
      constraint price_series_point_version check (version > 0),
      constraint price_series_point_amount check (abs(amount) < 9007199254740992)
    )`)
  await runner.query(`select protect_tenant('price_series_point', 'select, insert')`)
  await runner.query(`select only_grows('price_series_point')`)
}

async function addCoupons(runner: QueryRunner): Promise<void> {
  // Its last three figures are the sum of its claims, kept by a trigger: the limits hold whoever
  // writes a claim.
  await runner.query(`
    create table coupon (
      id uuid primary key,
      operator_id uuid not null references operator,
      code text not null,
      campaign text not null,
      currency char(3) not null,
      uses_max integer,
      uses_per_driver_max integer,
      budget_minor bigint,
      most_per_use_minor bigint,
      valid_from timestamptz not null,
      valid_until timestamptz,
      created_at timestamptz not null,
      uses integer not null default 0,
      held_minor bigint not null default 0,
      used_minor bigint not null default 0,
      constraint coupon_code unique (operator_id, code),
      constraint coupon_spelled check (code ${couponCode}),
      constraint coupon_campaign_named check (length(campaign) between 1 and 100),
      constraint coupon_lasts check (valid_from < valid_until),
      constraint coupon_uses_limit check (uses_max > 0 and uses_per_driver_max > 0),
      constraint coupon_budget_limit check (
        num_nonnulls(budget_minor, most_per_use_minor) in (0, 2) and
        most_per_use_minor > 0 and budget_minor > 0 and most_per_use_minor <= 900000000000),
      constraint coupon_uses check (uses >= 0 and uses <= uses_max),
      constraint coupon_budget check (
        least(held_minor, used_minor) >= 0 and held_minor + used_minor <= budget_minor)
    )`)
  await runner.query(`create index coupon_campaign on coupon (operator_id, campaign)`)
  await runner.query(
    `select protect_tenant('coupon', 'select, insert, update (uses, held_minor, used_minor)')`,
  )

  await runner.query(`
    create table coupon_claim (
      session_id uuid primary key references session,
      operator_id uuid not null references operator,
      coupon_id uuid not null references coupon,
      driver_id uuid references driver,
      state text not null,
      reserved_minor bigint,
      used_minor bigint,
      claimed_at timestamptz not null,
      settled_at timestamptz,
      constraint coupon_claim_state check (state in ('held', 'used', 'released')),
      constraint coupon_claim_settled check ((state = 'held') = (settled_at is null)),
      constraint coupon_claim_used check ((state = 'used') = (used_minor is not null)),
      constraint coupon_claim_amounts check (
        reserved_minor > 0 and used_minor > 0 and used_minor <= reserved_minor)
    )`)
  await runner.query(`create index coupon_claim_driver on coupon_claim (coupon_id, driver_id)`)
  const rights = 'select, insert, update (state, used_minor, settled_at)'
  await runner.query(`select protect_tenant('coupon_claim', '${rights}')`)
  await runner.query(tallyCoupon)
  await runner.query(`
    create trigger tally_coupon after insert or update on coupon_claim
    for each row execute function tally_coupon()`)
}

async function addTold(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create table allowance_claim (
      session_id uuid not null references session,
      name text not null,
      operator_id uuid not null references operator,
      driver_id uuid not null references driver,
      month char(7) not null,
      energy_wh bigint not null,
      claimed_at timestamptz not null,
      primary key (session_id, name),
      constraint allowance_claim_month check (month ~ '^[0-9]{4}-[0-9]{2}$'),
      constraint allowance_claim_energy check (energy_wh > 0)
    )`)
  await runner.query(
    `create index allowance_claim_driver on allowance_claim (driver_id, name, month)`,
  )
  await runner.query(`select protect_tenant('allowance_claim', 'select, insert')`)
  await runner.query(`select only_grows('allowance_claim')`)

  await runner.query(`
    create table session_told (
      session_id uuid primary key references session,
      operator_id uuid not null references operator,
      answers jsonb not null,
      told_at timestamptz not null
    )`)
  await runner.query(`select protect_tenant('session_told', 'select, insert')`)
  await runner.query(`select only_grows('session_told')`)
}

/** As in step 13, with what plugins read, what they were told, and what came of them. */
const sessionsToBill = `
  create or replace function sessions_to_bill(p_operator uuid, p_sessions uuid[]) returns setof jsonb
  language plpgsql as $$
  begin
    perform enter_scope(array[p_operator]);
    return query
      select jsonb_build_object(
        'id', s.id, 'state', s.state, 'source', s.source, 'timeZone', s.time_zone, 'currency', s.currency,
        'priceListId', s.price_list_id, 'ruling', s.ruling, 'driverId', s.driver_id, 'partnerId', s.partner_id,
        'tokenType', s.token_type, 'couponCode', s.coupon_code,
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
        'answers', (select t.answers from session_told t where t.session_id = s.id),
        'invoiceId', standing.id, 'recorded', standing.proof -> 'plugins')
      from session s
      join connector c on c.id = s.connector_id
      join operator o on o.id = s.operator_id
      left join invoice_session i on i.session_id = s.id
      left join invoice standing on standing.id = i.invoice_id
      where s.id = any(p_sessions);
  end $$`
