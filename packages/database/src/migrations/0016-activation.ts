/**
 * Activation: named groups of connectors and drivers, live, canary and shadow, a second person's
 * word, and an end.
 */

import type { MigrationInterface, QueryRunner } from 'typeorm'

import { forwardOnly } from '../forward-only.js'

export class Activation1763800000016 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table operator
        add column second_person text not null default 'required',
        add constraint operator_second_person check (second_person in ('required', 'waived'))`)
    await addGroups(runner, { group: 'connector_group', member: 'connector' })
    await addGroups(runner, { group: 'driver_group', member: 'driver' })
    await runner.query(`
      alter table price_list_assignment
        add column connector_group_id uuid references connector_group,
        add column driver_group_id uuid references driver_group,
        add column mode text not null default 'live',
        add column share_bp integer,
        add column needs_approval boolean not null default false,
        add column approved_at timestamptz,
        add column approved_by uuid,
        add column ends_at timestamptz,
        add column ended_by uuid,
        drop constraint price_list_assignment_one_target,
        drop constraint price_list_assignment_unambiguous,
        add constraint price_list_assignment_one_target check (
          num_nonnulls(location_id, connector_group_id, connector_id) <= 1),
        add constraint price_list_assignment_mode check (mode in ('live', 'canary', 'shadow')),
        add constraint price_list_assignment_share check (
          (mode = 'canary') = (share_bp is not null) and share_bp between 1 and 9999),
        add constraint price_list_assignment_approval check (
          num_nonnulls(approved_at, approved_by) <> 1
          and (approved_at is null or (needs_approval and starts_at > approved_at))
          and not (needs_approval and mode = 'shadow')),
        add constraint price_list_assignment_second_person check (
          not needs_approval or (created_by is not null and approved_by is distinct from created_by)),
        add constraint price_list_assignment_end check (num_nonnulls(ends_at, ended_by) <> 1)`)
    await runner.query(`
      alter table price_list_assignment
        alter column mode drop default, alter column needs_approval drop default`)
    // Two that could both bill from one instant at one place for the same drivers: which one wins
    // would be chance. What was taken back before it began bills nothing.
    await runner.query(`
      create unique index price_list_assignment_unambiguous on price_list_assignment
        (operator_id, driver_group_id, location_id, connector_group_id, connector_id, starts_at)
        nulls not distinct
        where mode <> 'shadow'
          and (ends_at is null
               or (ends_at > starts_at and (approved_at is not null or not needs_approval)))`)
    await runner.query(`
      create index price_list_assignment_started on price_list_assignment (operator_id, starts_at)`)
    await runner.query(`drop trigger only_grows on price_list_assignment`)
    await runner.query(assignmentSteps)
    await runner.query(`revoke all on function refuse_assignment_step() from public`)
    await runner.query(`
      create trigger assignment_steps before update or delete on price_list_assignment
      for each row execute function refuse_assignment_step()`)
    await runner.query(`grant update on price_list_assignment to wattline_gateway, wattline_worker`)
  }

  down = forwardOnly
}

/** A group has members by history: the latest row about a member until an instant says whether. */
async function addGroups(
  runner: QueryRunner,
  { group, member }: { readonly group: string; readonly member: string },
): Promise<void> {
  await runner.query(`
    create table ${group} (
      id uuid primary key,
      operator_id uuid not null references operator,
      name text not null,
      rank integer not null,
      created_at timestamptz not null,
      constraint ${group}_name unique (operator_id, name),
      constraint ${group}_rank unique (operator_id, rank),
      constraint ${group}_rank_above_zero check (rank > 0)
    )`)
  await runner.query(`select protect_tenant('${group}', 'select, insert')`)
  await runner.query(`select only_grows('${group}')`)
  await runner.query(`
    create table ${group}_change (
      ${group}_id uuid not null references ${group},
      ${member}_id uuid not null references ${member},
      changed_at timestamptz not null,
      operator_id uuid not null references operator,
      is_member boolean not null,
      created_by uuid not null,
      primary key (${group}_id, ${member}_id, changed_at)
    )`)
  await runner.query(`select protect_tenant('${group}_change', 'select, insert')`)
  await runner.query(`select only_grows('${group}_change')`)
}

/**
 * An assignment is approved once and ended once; nothing else of it changes, and nothing after its
 * end. Its start moves with the approval alone, and only to later.
 */
const assignmentSteps = `
  create function refuse_assignment_step() returns trigger language plpgsql as $$
  declare
    steps constant text[] := array['starts_at', 'approved_at', 'approved_by', 'ends_at', 'ended_by'];
    is_approving boolean;
  begin
    if tg_op = 'DELETE' then
      raise exception 'price_list_assignment: DELETE is refused' using errcode = 'WL001';
    end if;
    is_approving := old.approved_at is null and new.approved_at is not null;
    if old.ends_at is not null
      or to_jsonb(new) - steps <> to_jsonb(old) - steps
      or new.starts_at < old.starts_at
      or (not is_approving and (new.starts_at, new.approved_at, new.approved_by)
            is distinct from (old.starts_at, old.approved_at, old.approved_by))
    then
      raise exception 'price_list_assignment: only an approval or an end is taken in, once'
        using errcode = 'WL001';
    end if;
    return new;
  end $$`
