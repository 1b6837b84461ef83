/** Roles that cannot bypass row-level security, and the one policy every tenant's table gets. */

import type { MigrationInterface, QueryRunner } from 'typeorm'

import { forwardOnly } from '../forward-only.js'

export class Tenancy1763800000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Roles belong to the whole cluster: two databases of one cluster may migrate at the same time.
    await runner.query(`
      do $$
      declare role_name text;
      begin
        foreach role_name in array array['wattline_gateway', 'wattline_worker'] loop
          begin
            if not exists (select 1 from pg_roles where rolname = role_name) then
              execute format('create role %I nologin nosuperuser nobypassrls noinherit', role_name);
            end if;
          exception when duplicate_object or unique_violation then null;
          end;
        end loop;
      end $$`)
    await runner.query(`grant usage on schema public to wattline_gateway, wattline_worker`)

    // The operators the running transaction may see: set by whoever opens it, empty otherwise.
    await runner.query(`
      create function scoped_operators() returns uuid[] language sql stable parallel safe as $$
        select coalesce(nullif(current_setting('wattline.operators', true), ''), '{}')::uuid[]
      $$`)
    await runner.query(`
      create function enter_scope(p_operators uuid[]) returns void language plpgsql as $$
      begin
        perform set_config('wattline.operators', p_operators::text, true);
      end $$`)

    // Forced, so that the owner is bound too. The sub-select makes Postgres read the setting once a
    // query.
    await runner.query(`
      create function protect_tenant(p_table text, p_rights text, p_column text default 'operator_id')
      returns void language plpgsql as $$
      begin
        execute format('alter table %I enable row level security', p_table);
        execute format('alter table %I force row level security', p_table);
        execute format(
          'create policy tenant on %I using (%I = any((select scoped_operators())::uuid[]))
           with check (%I = any((select scoped_operators())::uuid[]))', p_table, p_column, p_column);
        execute format('grant %s on %I to wattline_gateway, wattline_worker', p_rights, p_table);
      end $$`)

    await runner.query(`
      create function refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception '% only grows: % is refused', tg_table_name, tg_op using errcode = 'WL001';
      end $$`)
    await runner.query(`
      create function only_grows(p_table text) returns void language plpgsql as $$
      begin
        execute format('create trigger only_grows before update or delete on %I
                        for each row execute function refuse_change()', p_table);
        execute format('create trigger only_grows_whole before truncate on %I
                        for each statement execute function refuse_change()', p_table);
      end $$`)
  }

  down = forwardOnly
}
