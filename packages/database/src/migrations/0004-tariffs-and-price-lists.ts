/**
 * Published tariffs and plugins, price lists made of them, and where each list applies from when.
 */

import type { MigrationInterface, QueryRunner } from 'typeorm'

import { forwardOnly } from '../forward-only.js'

export class TariffsAndPriceLists1763800000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table tariff_version (
        id uuid primary key,
        operator_id uuid not null references operator,
        tariff_id text not null,
        number integer not null,
        hash char(64) not null,
        currency char(3) not null,
        document jsonb not null,
        published_at timestamptz not null,
        published_by uuid,
        constraint tariff_version_number unique (operator_id, tariff_id, number),
        constraint tariff_version_hash unique (operator_id, tariff_id, hash),
        constraint tariff_version_number_above_zero check (number > 0)
      )`)
    await runner.query(`select protect_tenant('tariff_version', 'select, insert')`)
    await runner.query(`select only_grows('tariff_version')`)

    await runner.query(`
      create table plugin_version (
        id uuid primary key,
        operator_id uuid not null references operator,
        plugin_id text not null,
        version text not null,
        hash char(64) not null,
        bundle text not null,
        manifest jsonb not null,
        published_at timestamptz not null,
        constraint plugin_version_hash unique (operator_id, hash),
        constraint plugin_version_version unique (operator_id, plugin_id, version)
      )`)
    await runner.query(`select protect_tenant('plugin_version', 'select, insert')`)
    await runner.query(`select only_grows('plugin_version')`)

    await runner.query(`
      create table price_list (
        id uuid primary key,
        operator_id uuid not null references operator,
        name text not null,
        tariff_version_id uuid not null references tariff_version,
        cap_minor bigint,
        least_hold_minor bigint,
        hash char(64) not null,
        created_at timestamptz not null,
        constraint price_list_amounts check (cap_minor > 0 and least_hold_minor > 0),
        constraint price_list_hash unique (operator_id, hash)
      )`)
    await runner.query(`select protect_tenant('price_list', 'select, insert')`)
    await runner.query(`select only_grows('price_list')`)

    await runner.query(`
      create table price_list_plugin (
        price_list_id uuid not null references price_list,
        operator_id uuid not null references operator,
        position integer not null,
        plugin_version_id uuid not null references plugin_version,
        params jsonb not null,
        params_hash char(64) not null,
        on_failure text not null,
        primary key (price_list_id, position),
        constraint price_list_plugin_on_failure check (on_failure in ('continue', 'park'))
      )`)
    await runner.query(`select protect_tenant('price_list_plugin', 'select, insert')`)
    await runner.query(`select only_grows('price_list_plugin')`)

    // The narrower target wins, then the later start, then the later creation; equal starts are
    // refused.
    await runner.query(`
      create table price_list_assignment (
        id uuid primary key,
        operator_id uuid not null references operator,
        price_list_id uuid not null references price_list,
        location_id uuid references location,
        connector_id uuid references connector,
        starts_at timestamptz not null,
        created_at timestamptz not null,
        created_by uuid,
        constraint price_list_assignment_one_target check (num_nonnulls(location_id, connector_id) <= 1),
        constraint price_list_assignment_unambiguous
          unique nulls not distinct (operator_id, location_id, connector_id, starts_at)
      )`)
    await runner.query(`select protect_tenant('price_list_assignment', 'select, insert')`)
    await runner.query(`select only_grows('price_list_assignment')`)
  }

  down = forwardOnly
}
