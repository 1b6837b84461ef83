/** Mendings: bills that went out without a plugin, rated again with the version that mends it. */

/** In the order in which they are run. */
export const mendingStatements = [
  `
    create table mending (
      id uuid primary key,
      operator_id uuid not null references operator,
      failed_hash char(64) not null,
      mended_version_id uuid not null references plugin_version,
      is_dry_run boolean not null,
      state text not null,
      after_failure_id uuid,
      tally jsonb not null,
      created_at timestamptz not null,
      created_by uuid not null references api_key,
      updated_at timestamptz not null,
      constraint mending_state check (state in ('waiting', 'done', 'failed'))
    )`,
  `select protect_tenant('mending', 'select, insert, update')`,
  // A refund is claimed in the same transaction, after the row that makes it the only one.
  `
    create table mended_session (
      id uuid primary key,
      operator_id uuid not null references operator,
      mending_id uuid not null references mending,
      session_id uuid not null references session,
      failed_hash char(64) not null,
      currency char(3) not null,
      owed_minor bigint not null,
      mended_minor bigint not null,
      refund_id uuid references refund deferrable initially deferred,
      mended_at timestamptz not null,
      constraint mended_session_once unique (session_id, failed_hash),
      constraint mended_session_amounts check (owed_minor >= 0 and mended_minor >= 0),
      constraint mended_session_never_back_charged check (refund_id is null or mended_minor < owed_minor)
    )`,
  `select protect_tenant('mended_session', 'select, insert')`,
  `select only_grows('mended_session')`,
  `alter table outbox drop constraint outbox_topic,
     add constraint outbox_topic check (topic in ('hold', 'invoice', 'collect', 'capture', 'cancel',
       'claim', 'refund', 'notice', 'publication', 'backtest', 'mending'))`,
]
