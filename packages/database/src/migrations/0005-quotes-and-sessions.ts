/**
 * Signing keys, quotes, sessions, their readings (append-only), and what was found implausible
 * about them.
 */

import type { MigrationInterface, QueryRunner } from 'typeorm'

import { forwardOnly } from '../forward-only.js'

export class QuotesAndSessions1763800000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // The platform's own, not a tenant's. The worker checks signatures and never makes one.
    await runner.query(`
      create table signing_key (
        key_id text primary key,
        public_key text not null,
        private_key text,
        created_at timestamptz not null
      )`)
    await runner.query(`create unique index signing_key_one_kept on signing_key ((true))
                        where private_key is not null`)
    await runner.query(`grant select, insert on signing_key to wattline_gateway`)
    await runner.query(`grant select (key_id, public_key, created_at) on signing_key
                        to wattline_worker`)
    await runner.query(`select only_grows('signing_key')`)

    await runner.query(`
      create table quote (
        id uuid primary key,
        operator_id uuid not null references operator,
        connector_id uuid not null references connector,
        driver_id uuid references driver,
        price_list_id uuid not null references price_list,
        start_at timestamptz not null,
        expected_seconds integer not null,
        expected_parked_seconds integer not null,
        expected_energy_wh bigint not null,
        currency char(3) not null,
        bill jsonb not null,
        prices jsonb not null,
        total_minor bigint not null,
        cap_minor bigint,
        hold_minor bigint not null,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        promise text not null,
        constraint quote_parked check (expected_parked_seconds between 0 and expected_seconds),
        constraint quote_capped check (greatest(total_minor, hold_minor) <= cap_minor),
        constraint quote_amounts check (total_minor >= 0 and hold_minor >= 0)
      )`)
    await runner.query(`select protect_tenant('quote', 'select, insert')`)
    await runner.query(`select only_grows('quote')`)

    await runner.query(`
      create table session (
        id uuid primary key,
        operator_id uuid not null references operator,
        location_id uuid not null references location,
        connector_id uuid not null references connector,
        driver_id uuid references driver,
        partner_id uuid references partner,
        quote_id uuid references quote,
        price_list_id uuid not null references price_list,
        source text not null,
        external_id text,
        state text not null,
        time_zone text not null,
        currency char(3) not null,
        started_at timestamptz not null,
        ended_at timestamptz,
        stop_reason text,
        energy_source text,
        energy_wh bigint,
        recorded_fee_minor bigint,
        trouble jsonb,
        ruling jsonb,
        needs_review boolean not null default false,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        constraint session_source check (source in ('live', 'import', 'cdr')),
        constraint session_state check (state in ('active', 'ended', 'held', 'parked', 'billed', 'dropped')),
        constraint session_dropped_by_someone check (state <> 'dropped' or ruling is not null),
        constraint session_external_id unique (operator_id, source, external_id),
        constraint session_quote unique (quote_id),
        constraint session_ends check ((state = 'active') = (ended_at is null)),
        constraint session_ends_after_start check (ended_at >= started_at),
        constraint session_energy check (energy_wh >= 0)
      )`)
    await runner.query(
      `create index session_listed on session (operator_id, started_at desc, id desc)`,
    )
    await runner.query(`create index session_driver on session (driver_id)`)
    await runner.query(`create unique index session_one_at_a_connector on session (connector_id)
                        where state = 'active' and source = 'live'`)
    await runner.query(`select protect_tenant('session', 'select, insert, update')`)

    await runner.query(`
      create table meter_reading (
        id uuid primary key,
        operator_id uuid not null references operator,
        session_id uuid not null references session,
        measured_at timestamptz not null,
        received_at timestamptz not null,
        register_wh numeric(18, 4) not null,
        activity text,
        source text not null,
        power_w integer,
        current_milli_a integer,
        constraint meter_reading_once unique (session_id, measured_at),
        constraint meter_reading_register check (register_wh >= 0),
        constraint meter_reading_power check (power_w >= 0),
        constraint meter_reading_current check (current_milli_a >= 0),
        constraint meter_reading_activity check (activity in ('CHARGING', 'PARKED')),
        constraint meter_reading_source check (source in ('begin', 'periodic', 'end', 'import'))
      )`)
    await runner.query(`select protect_tenant('meter_reading', 'select, insert')`)
    await runner.query(`select only_grows('meter_reading')`)

    await runner.query(`
      create table irregularity (
        id uuid primary key,
        operator_id uuid not null references operator,
        session_id uuid not null references session,
        code text not null,
        action text not null,
        detail jsonb not null,
        found_at timestamptz not null,
        constraint irregularity_once unique (session_id, code),
        constraint irregularity_action check (action in ('report', 'hold'))
      )`)
    await runner.query(`select protect_tenant('irregularity', 'select, insert')`)
    await runner.query(`select only_grows('irregularity')`)
  }

  down = forwardOnly
}
