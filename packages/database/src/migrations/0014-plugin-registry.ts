/**
 * Publications of plugins: what was uploaded, and what the publish gate found; and what a published
 * version carries besides its code.
 */

import type { MigrationInterface, QueryRunner } from 'typeorm'

import { forwardOnly } from '../forward-only.js'

export class PluginRegistry1763800000014 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(pluginPublication)
    await runner.query(`create index plugin_publication_submitted
      on plugin_publication (operator_id, submitted_at, id)`)
    await runner.query(`select protect_tenant('plugin_publication', 'select, insert, update')`)
    // Only the worker judges.
    await runner.query(`revoke update on plugin_publication from wattline_gateway`)
    await runner.query(guardPublication)
    await runner.query(`create trigger guard_publication before update or delete on plugin_publication
      for each row execute function guard_publication()`)
    await runner.query(`create trigger only_grows_whole before truncate on plugin_publication
      for each statement execute function refuse_change()`)
    await runner.query(`create trigger signal_change after insert or update on plugin_publication
      for each row execute function signal_change('publication', 'id')`)
    await runner.query(`revoke all on function guard_publication() from public`)

    // The platform's own plugins are seeded without a publication: then all of this is missing.
    await runner.query(`
      alter table plugin_version
        add column publication_id uuid references plugin_publication,
        add column published_by uuid,
        add column goldens jsonb,
        add column report jsonb,
        add column source_map text,
        add constraint plugin_version_published check (
          num_nonnulls(publication_id, published_by, goldens, report) in (0, 4)
          and (source_map is null or publication_id is not null))`)
    await runner.query(`create index plugin_version_plugin
      on plugin_version (operator_id, plugin_id, published_at, id)`)
    await runner.query(`alter table plugin_publication
      add constraint plugin_publication_plugin_version_id_fkey
      foreign key (plugin_version_id) references plugin_version`)

    await runner.query(`
      alter table outbox
        drop constraint outbox_topic,
        add constraint outbox_topic check (topic in ('hold', 'invoice', 'collect', 'capture', 'cancel',
          'claim', 'refund', 'notice', 'publication', 'backtest'))`)
  }

  down = forwardOnly
}

/** The hash stands beside each text, so that what was judged can be held against what is stored. */
const pluginPublication = `
  create table plugin_publication (
    id uuid primary key,
    operator_id uuid not null references operator,
    state text not null,
    bundle text not null,
    bundle_sha256 char(64) not null,
    goldens jsonb not null,
    goldens_sha256 char(64) not null,
    source_map text,
    source_map_sha256 char(64),
    submitted_at timestamptz not null,
    submitted_by uuid not null,
    waiting_because text,
    faults jsonb,
    report jsonb,
    plugin_version_id uuid,
    decided_at timestamptz,
    constraint plugin_publication_state check (
      (state = 'checking' and num_nonnulls(faults, report, plugin_version_id, decided_at) = 0)
      or (state = 'published' and faults is null and waiting_because is null
          and num_nonnulls(report, plugin_version_id, decided_at) = 3)
      or (state = 'refused' and jsonb_array_length(faults) > 0 and waiting_because is null
          and decided_at is not null and num_nonnulls(report, plugin_version_id) = 0)),
    constraint plugin_publication_sizes check (
      octet_length(bundle) <= 262144 and octet_length(source_map) <= 1048576),
    constraint plugin_publication_hashes check (
      bundle_sha256 = encode(sha256(convert_to(bundle, 'UTF8')), 'hex')
      and (source_map is null) = (source_map_sha256 is null)
      and source_map_sha256 = encode(sha256(convert_to(source_map, 'UTF8')), 'hex'))
  )`

/** What was uploaded never changes, and a verdict is written once. */
const guardPublication = `
  create function guard_publication() returns trigger language plpgsql as $$
  begin
    if tg_op = 'DELETE' or old.state <> 'checking'
       or (new.id, new.operator_id, new.bundle, new.bundle_sha256, new.goldens, new.goldens_sha256,
           new.source_map, new.source_map_sha256, new.submitted_at, new.submitted_by)
          is distinct from
          (old.id, old.operator_id, old.bundle, old.bundle_sha256, old.goldens, old.goldens_sha256,
           old.source_map, old.source_map_sha256, old.submitted_at, old.submitted_by)
    then
      raise exception 'a publication is judged once, and what was uploaded stands: % is refused', tg_op
        using errcode = 'WL001';
    end if;
    return new;
  end $$`
