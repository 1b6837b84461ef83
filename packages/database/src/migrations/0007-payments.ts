/** Payments, the intents to change them, and the inbox of what the provider told us. */

import type { MigrationInterface, QueryRunner } from 'typeorm'

import { forwardOnly } from '../forward-only.js'

export class Payments1763800000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // One row per attempt at the provider. The checks are the auditor's: nothing above what was
    // authorised or captured.
    await runner.query(`
      create table payment (
        id uuid primary key,
        operator_id uuid not null references operator,
        driver_id uuid references driver,
        partner_id uuid references partner,
        session_id uuid references session,
        invoice_id uuid,
        state text not null,
        currency char(3) not null,
        asked_minor bigint not null,
        authorised_minor bigint not null default 0,
        captured_minor bigint not null default 0,
        refunded_minor bigint not null default 0,
        refunding_minor bigint not null default 0,
        merchant_account text not null,
        merchant_reference text not null,
        means jsonb not null,
        psp_reference text,
        payment_method text,
        expires_at timestamptz,
        trouble jsonb,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        constraint payment_merchant_reference unique (merchant_reference),
        constraint payment_psp_reference unique (psp_reference),
        constraint payment_state check (state in (
          'new', 'pending-authorisation', 'action-required', 'waiting', 'uncertain', 'authorised', 'adjusting',
          'cancelling', 'cancelled', 'capturing', 'captured', 'capture-failed', 'unpaid', 'settled', 'paid-out',
          'expired', 'refused')),
        constraint payment_asked check (asked_minor > 0),
        constraint payment_captured check (captured_minor >= 0 and captured_minor <= authorised_minor),
        constraint payment_refunded check (refunded_minor >= 0 and refunding_minor >= 0
                                           and refunded_minor + refunding_minor <= captured_minor)
      )`)
    await runner.query(`create index payment_session on payment (session_id)`)
    await runner.query(`create index payment_invoice on payment (invoice_id)`)
    await runner.query(`create index payment_unsettled on payment (updated_at)
                        where state in ('pending-authorisation', 'uncertain', 'cancelling',
                                        'capturing', 'waiting')`)
    await runner.query(`select protect_tenant('payment', 'select, insert, update')`)

    // What we mean to ask of the provider, committed before it is asked. A new try after a no is a
    // new intent.
    await runner.query(`
      create table payment_intent (
        id uuid primary key,
        operator_id uuid not null references operator,
        payment_id uuid not null references payment,
        refund_id uuid,
        kind text not null,
        origin text not null default 'ours',
        authorisation_type text,
        amount_minor bigint not null,
        currency char(3) not null,
        reference text not null,
        idempotency_key text not null,
        state text not null,
        psp_reference text,
        attempts integer not null default 0,
        last_answer jsonb,
        failures integer not null default 0,
        failed_at timestamptz,
        created_at timestamptz not null,
        last_asked_at timestamptz,
        constraint payment_intent_idempotency_key unique (idempotency_key),
        constraint payment_intent_psp_reference unique (psp_reference),
        constraint payment_intent_reference unique (reference),
        constraint payment_intent_kind check (kind in (
          'authorise', 'capture', 'cancel', 'technical-cancel', 'refund')),
        constraint payment_intent_origin check (origin in ('ours', 'external')),
        constraint payment_intent_refund check (
          (kind = 'refund' and origin = 'ours') = (refund_id is not null)),
        constraint payment_intent_authorisation check ((kind = 'authorise') = (authorisation_type is not null)
                                                       and authorisation_type in ('pre', 'final')),
        constraint payment_intent_amount check (amount_minor >= 0),
        constraint payment_intent_key check (length(idempotency_key) between 1 and 64),
        constraint payment_intent_state check (state in (
          'requested', 'sent', 'uncertain', 'succeeded', 'refused', 'failed'))
      )`)
    await runner.query(`create index payment_intent_payment on payment_intent (payment_id)`)
    await runner.query(`create unique index payment_intent_one_of_a_kind on payment_intent (payment_id, kind)
                        where kind in ('authorise', 'capture', 'cancel') and origin = 'ours'
                          and state not in ('refused', 'failed')`)
    await runner.query(`create unique index payment_intent_one_open_refund on payment_intent (refund_id)
                        where kind = 'refund' and state not in ('refused', 'failed')`)
    await runner.query(`create index payment_intent_open on payment_intent (last_asked_at)
                        where state in ('requested', 'sent', 'uncertain')`)
    await runner.query(`select protect_tenant('payment_intent', 'select, insert, update')`)

    // The inbox. Its operator is known only once the payment is found, so only the two services
    // read it, never a scope.
    await runner.query(`
      create table webhook (
        id uuid primary key,
        fingerprint char(64) not null,
        merchant_account text not null,
        event_code text not null,
        psp_reference text not null,
        original_reference text,
        body jsonb,
        state text not null,
        attempts integer not null default 0,
        note text,
        received_at timestamptz not null,
        due_at timestamptz not null,
        applied_at timestamptz,
        constraint webhook_fingerprint unique (fingerprint),
        constraint webhook_state check (state in ('stored', 'applied', 'kept', 'orphaned'))
      )`)
    await runner.query(`create index webhook_open on webhook (due_at, id) where state = 'stored'`)
    await runner.query(
      `create index webhook_orphaned on webhook (received_at) where state = 'orphaned'`,
    )
    await runner.query(`create index webhook_psp_reference on webhook (psp_reference)`)
    await runner.query(`grant select, insert, update on webhook to wattline_worker`)
    await runner.query(`grant insert on webhook to wattline_gateway`)
    await runner.query(`grant select (id, fingerprint) on webhook to wattline_gateway`)

    // Which operator a provider's reference belongs to: the webhook knows no scope yet.
    await runner.query(`
      create function payment_of_reference(p_references text[])
      returns table (payment_id uuid, operator_id uuid)
      language sql stable security definer set search_path = public, pg_temp as $$
        select id, operator_id from payment
        where psp_reference = any(p_references) or merchant_reference = any(p_references)
        union
        select payment_id, operator_id from payment_intent
        where psp_reference = any(p_references) or reference = any(p_references)
      $$`)
    await runner.query(`revoke all on function payment_of_reference(text[]) from public`)
    await runner.query(`grant execute on function payment_of_reference(text[]) to wattline_worker`)

    // What the janitor should ask about again: still open, young enough that the provider still
    // knows its key, and not asked about since the given instant. Each try doubles the pause, to
    // ten minutes; once the provider has taken the request and only its webhook is awaited, to an
    // hour.
    await runner.query(`
      create function open_intents(p_before timestamptz, p_born_after timestamptz, p_limit integer)
      returns table (intent_id uuid, operator_id uuid, kind text, state text)
      language sql stable security definer set search_path = public, pg_temp as $$
        select id, operator_id, kind, state from payment_intent
        where state in ('requested', 'sent', 'uncertain') and created_at > p_born_after
          and coalesce(last_asked_at, created_at) < p_before - least(
            interval '1 second' * power(2, least(attempts, 12)),
            case state when 'sent' then interval '1 hour' else interval '10 minutes' end)
        order by coalesce(last_asked_at, created_at) limit p_limit
      $$`)
    await runner.query(
      `revoke all on function open_intents(timestamptz, timestamptz, integer) from public`,
    )
    await runner.query(
      `grant execute on function open_intents(timestamptz, timestamptz, integer)
       to wattline_worker`,
    )

    // And what it may not ask about any more: a person finds out.
    await runner.query(`
      create function stale_intents(p_born_until timestamptz, p_limit integer)
      returns table (intent_id uuid, operator_id uuid, kind text, state text)
      language sql stable security definer set search_path = public, pg_temp as $$
        select id, operator_id, kind, state from payment_intent
        where state in ('requested', 'sent', 'uncertain') and created_at <= p_born_until
        order by created_at limit p_limit
      $$`)
    await runner.query(`revoke all on function stale_intents(timestamptz, integer) from public`)
    await runner.query(
      `grant execute on function stale_intents(timestamptz, integer) to wattline_worker`,
    )
  }

  down = forwardOnly
}
