/**
 * The outbox (events committed with what caused them), idempotency keys, and change signals for
 * subscriptions.
 */

import type { MigrationInterface, QueryRunner } from 'typeorm'

import { forwardOnly } from '../forward-only.js'

export class OutboxAndIdempotency1763800000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // The relay reads all operators' rows; the gateway writes its own and reads none.
    await runner.query(`
      create table outbox (
        id bigint generated always as identity primary key,
        operator_id uuid not null references operator,
        topic text not null,
        subject_id uuid not null,
        job_id text not null,
        created_at timestamptz not null default now(),
        relayed_at timestamptz,
        constraint outbox_topic check (topic in ('hold', 'invoice', 'collect', 'capture', 'cancel',
                                                 'claim', 'refund', 'notice'))
      )`)
    await runner.query(`create index outbox_waiting on outbox (id) where relayed_at is null`)
    await runner.query(
      `create index outbox_relayed on outbox (relayed_at) where relayed_at is not null`,
    )
    await runner.query(`alter table outbox enable row level security`)
    await runner.query(`alter table outbox force row level security`)
    await runner.query(
      `create policy tenant on outbox for insert
       with check (operator_id = any((select scoped_operators())::uuid[]))`,
    )
    await runner.query(
      `create policy relay on outbox for all to wattline_worker using (true) with check (true)`,
    )
    await runner.query(`grant insert on outbox to wattline_gateway`)
    await runner.query(`grant select, insert, update, delete on outbox to wattline_worker`)

    await runner.query(`
      create function emit_outbox(p_operator uuid, p_events jsonb) returns void language plpgsql as $$
      begin
        insert into outbox (operator_id, topic, subject_id, job_id)
        select p_operator, event ->> 'topic', (event ->> 'subjectId')::uuid, event ->> 'jobId'
        from jsonb_array_elements(p_events) event;
        if jsonb_array_length(p_events) > 0 then perform pg_notify('wattline_outbox', ''); end if;
      end $$`)

    await runner.query(`
      create table idempotency_key (
        holder_id uuid not null,
        key text not null,
        operator_id uuid not null references operator,
        input_sha256 char(64) not null,
        result jsonb,
        created_at timestamptz not null,
        primary key (holder_id, key),
        constraint idempotency_key_length check (length(key) between 1 and 200)
      )`)
    await runner.query(`select protect_tenant('idempotency_key', 'select, insert, update')`)

    // Subscribers hear that something changed, and read it under their own authority.
    await runner.query(`
      create function signal_change() returns trigger language plpgsql as $$
      begin
        perform pg_notify('wattline_changed', json_build_object(
          'kind', tg_argv[0], 'id', to_jsonb(new) ->> tg_argv[1], 'operatorId', new.operator_id)::text);
        return null;
      end $$`)
    for (const [table, kind, column] of [
      ['session', 'session', 'id'],
      ['meter_reading', 'session', 'session_id'],
      ['refund', 'refund', 'id'],
    ]) {
      await runner.query(`create trigger signal_change after insert or update on ${table}
                          for each row execute function signal_change('${kind}', '${column}')`)
    }
    // meter_reading only grows; its update is refused before this trigger could see one.

    await runner.query(`revoke all on all functions in schema public from public`)
    await runner.query(`grant execute on function scoped_operators(), enter_scope(uuid[]),
      book_entries(uuid, jsonb), issue_bills(uuid, text, jsonb), emit_outbox(uuid, jsonb)
      to wattline_gateway, wattline_worker`)
    await runner.query(`grant execute on function authenticate_key(bytea) to wattline_gateway`)
    await runner.query(`grant execute on function payment_of_reference(text[]),
      open_intents(timestamptz, timestamptz, integer), stale_intents(timestamptz, integer)
      to wattline_worker`)
  }

  down = forwardOnly
}
