/** Plugins that failed, plugins that are suspended for it, and where their operator is told. */

import type { MigrationInterface, QueryRunner } from 'typeorm'

import { forwardOnly } from '../forward-only.js'
import { mendingStatements } from './0018-mending.sql.js'
import { billAndNote, notePluginFailures, tellOperator } from './0018-plugin-failures.sql.js'

export class PluginFailures1763800000018 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await addFailures(runner)
    await addNotices(runner)
    for (const sql of mendingStatements) await runner.query(sql)
    await runner.query(`alter function bill_sessions(uuid, text, jsonb) rename to issue_and_settle`)
    for (const sql of [tellOperator, notePluginFailures, billAndNote]) await runner.query(sql)
    const callable = [
      'bill_sessions(uuid, text, jsonb)',
      'note_plugin_failures(uuid, timestamptz, jsonb)',
      'tell_operator(uuid, text, uuid, jsonb, timestamptz)',
    ].join(', ')
    await runner.query(`revoke all on function ${callable} from public`)
    await runner.query(`grant execute on function ${callable} to wattline_gateway, wattline_worker`)
  }

  down = forwardOnly
}

async function addFailures(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create table plugin_failure (
      id uuid primary key,
      operator_id uuid not null references operator,
      session_id uuid not null references session,
      invoice_id uuid references invoice,
      plugin_id text not null,
      plugin_version text not null,
      plugin_hash char(64) not null,
      params_hash char(64) not null,
      cause text not null,
      effect text not null,
      found_at timestamptz not null,
      constraint plugin_failure_effect check (effect in ('lower', 'raise', 'either'))
    )`)
  await runner.query(`create index plugin_failure_counted
                      on plugin_failure (operator_id, plugin_hash, found_at)`)
  await runner.query(`select protect_tenant('plugin_failure', 'select, insert')`)
  await runner.query(`select only_grows('plugin_failure')`)

  await runner.query(`
    create table plugin_suspension (
      id uuid primary key,
      operator_id uuid not null references operator,
      plugin_id text not null,
      plugin_version text not null,
      plugin_hash char(64) not null,
      failed integer not null,
      ran integer not null,
      suspended_at timestamptz not null,
      lifted_at timestamptz,
      lifted_by uuid references api_key,
      constraint plugin_suspension_counted check (failed > 0 and failed <= ran),
      constraint plugin_suspension_lifted check ((lifted_at is null) = (lifted_by is null))
    )`)
  await runner.query(`create unique index plugin_suspension_open
                      on plugin_suspension (operator_id, plugin_hash) where lifted_at is null`)
  await runner.query(`select protect_tenant('plugin_suspension', 'select, insert, update')`)
}

async function addNotices(runner: QueryRunner): Promise<void> {
  await runner.query(`
    alter table notice drop constraint notice_kind, add constraint notice_kind check (
      kind in ('receipt', 'refund-decided', 'refund-accepted', 'refund-reopened', 'payment-trouble',
               'plugin-failed', 'plugin-suspended'))`)
  await runner.query(`create index notice_listed on notice (operator_id, created_at desc, id desc)`)
  await runner.query(`
    alter table operator add column notice_url text, add column notice_secret text,
      add constraint operator_notices check ((notice_url is null) = (notice_secret is null))`)
}
