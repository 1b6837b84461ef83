/**
 * Back-tests: what a draft would have made of past sessions, page by page, with what each driver
 * and each location would have paid. Shadows: what a silent price list makes of each new bill.
 */

import type { MigrationInterface, QueryRunner } from 'typeorm'

import { forwardOnly } from '../forward-only.js'
import {
  beginFunction,
  billedSessionsFunction,
  keepPageFunction,
  newlyBilledFunction,
} from './0017-backtests.sql.js'
import { shadowStatements } from './0017-shadows.sql.js'

export class Backtests1763800000017 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // What was asked never changes; how far it has come does.
    await runner.query(`
      create table backtest (
        id uuid primary key,
        operator_id uuid not null references operator,
        price_list_id uuid not null references price_list,
        location_id uuid references location,
        connector_id uuid references connector,
        tariff_id text,
        sessions_from timestamptz not null,
        sessions_until timestamptz not null,
        state text not null,
        sessions_expected integer,
        pages integer not null default 0,
        last_session_id uuid,
        tally jsonb not null,
        trouble text,
        created_at timestamptz not null,
        created_by uuid,
        updated_at timestamptz not null,
        constraint backtest_state check (state in ('waiting', 'running', 'done', 'cancelled', 'failed')),
        constraint backtest_one_scope check (num_nonnulls(location_id, connector_id, tariff_id) <= 1),
        constraint backtest_period check (sessions_from < sessions_until),
        constraint backtest_pages check (pages > 0 or last_session_id is null),
        constraint backtest_trouble check ((state = 'failed') = (trouble is not null))
      )`)
    await runner.query(
      `create index backtest_listed on backtest (operator_id, created_at desc, id desc)`,
    )
    await runner.query(`select protect_tenant('backtest', 'select, insert, update')`)
    await runner.query(`create trigger signal_change after insert or update on backtest
                        for each row execute function signal_change('backtest', 'id')`)

    // Too many for the tally: each is added to in place, page by page.
    await runner.query(`
      create table backtest_share (
        backtest_id uuid not null references backtest,
        kind text not null,
        subject_id uuid not null,
        currency char(3) not null,
        operator_id uuid not null references operator,
        sessions integer not null,
        billed_minor bigint not null,
        draft_minor bigint not null,
        primary key (backtest_id, kind, subject_id, currency),
        constraint backtest_share_kind check (kind in ('driver', 'location')),
        constraint backtest_share_sessions check (sessions > 0)
      )`)
    await runner.query(`select protect_tenant('backtest_share', 'select, insert, update')`)

    await runner.query(beginFunction)
    await runner.query(billedSessionsFunction)
    await runner.query(newlyBilledFunction)
    await runner.query(keepPageFunction)
    const functions = `begin_backtest(uuid, uuid, timestamptz),
      billed_sessions(uuid, uuid, uuid, integer),
      newly_billed_sessions(uuid, timestamptz, uuid, timestamptz, integer),
      keep_backtest_page(uuid, uuid, jsonb)`
    await runner.query(`revoke all on function ${functions} from public`)
    await runner.query(`grant execute on function ${functions} to wattline_worker`)
    for (const statement of shadowStatements) await runner.query(statement)
  }

  down = forwardOnly
}
