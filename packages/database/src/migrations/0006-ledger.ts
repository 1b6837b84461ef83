/** The book: accounts, entries and postings that balance by construction and cannot be changed. */

import type { MigrationInterface, QueryRunner } from 'typeorm'

import { forwardOnly } from '../forward-only.js'

export class Ledger1763800000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table ledger_account (
        id uuid primary key default gen_random_uuid(),
        operator_id uuid not null references operator,
        code text not null,
        currency char(3) not null,
        constraint ledger_account_code unique (operator_id, code, currency),
        constraint ledger_account_currency unique (id, operator_id, currency)
      )`)
    await runner.query(`select protect_tenant('ledger_account', 'select, insert')`)
    await runner.query(`select only_grows('ledger_account')`)

    // An entry remembers the transaction that wrote it, and nobody but the default says which: the
    // services may not name that column.
    await runner.query(`
      create table journal_entry (
        id uuid primary key,
        operator_id uuid not null references operator,
        kind text not null,
        reference text not null,
        occurred_at timestamptz not null,
        recorded_at timestamptz not null,
        session_id uuid,
        invoice_id uuid,
        payment_id uuid,
        refund_id uuid,
        written_in bigint not null default pg_current_xact_id()::text::bigint,
        constraint journal_entry_once unique (operator_id, reference),
        constraint journal_entry_operator unique (id, operator_id)
      )`)
    await runner.query(`create index journal_entry_invoice on journal_entry (invoice_id)`)
    await runner.query(`create index journal_entry_payment on journal_entry (payment_id)`)
    await runner.query(`select protect_tenant('journal_entry', 'select')`)
    await runner.query(`grant insert (id, operator_id, kind, reference, occurred_at, recorded_at, session_id,
      invoice_id, payment_id, refund_id) on journal_entry to wattline_gateway, wattline_worker`)
    await runner.query(`select only_grows('journal_entry')`)

    // The compound keys let no posting cross operators or currencies.
    await runner.query(`
      create table posting (
        id uuid primary key default gen_random_uuid(),
        operator_id uuid not null references operator,
        entry_id uuid not null,
        position integer not null,
        debit_account_id uuid not null,
        credit_account_id uuid not null,
        amount_minor bigint not null,
        currency char(3) not null,
        constraint posting_position unique (entry_id, position),
        constraint posting_amount check (amount_minor > 0),
        constraint posting_two_accounts check (debit_account_id <> credit_account_id),
        constraint posting_entry foreign key (entry_id, operator_id) references journal_entry (id, operator_id),
        constraint posting_debit foreign key (debit_account_id, operator_id, currency)
          references ledger_account (id, operator_id, currency),
        constraint posting_credit foreign key (credit_account_id, operator_id, currency)
          references ledger_account (id, operator_id, currency)
      )`)
    await runner.query(`create index posting_debit_account on posting (debit_account_id)`)
    await runner.query(`create index posting_credit_account on posting (credit_account_id)`)
    await runner.query(`select protect_tenant('posting', 'select, insert')`)
    await runner.query(`select only_grows('posting')`)

    // A posting under an entry of yesterday would balance, and yet rewrite yesterday: an entry is
    // whole in the transaction that writes it. Asked once a statement; the sub-select keeps each
    // look an index scan, whatever a connection planned while the book was small.
    await runner.query(`
      create function refuse_late_posting() returns trigger language plpgsql as $$
      begin
        if exists (
          select 1 from fresh where pg_current_xact_id()::text::bigint is distinct from (
            select written_in from journal_entry where id = fresh.entry_id)) then
          raise exception 'a posting belongs to the transaction that writes its entry' using errcode = 'WL003';
        end if;
        return null;
      end $$`)
    await runner.query(`create trigger refuse_late after insert on posting referencing new table as fresh
                        for each statement execute function refuse_late_posting()`)

    // Appends entries with their postings. The same reference again changes nothing: an event is
    // booked once.
    await runner.query(`
      create function book_entries(p_operator uuid, p_entries jsonb) returns integer language plpgsql as $$
      declare booked integer; declare written_postings integer; declare asked_postings integer;
      begin
        insert into ledger_account (operator_id, code, currency)
        select distinct p_operator, side.code, posting ->> 'currency'
        from jsonb_array_elements(p_entries) entry, jsonb_array_elements(entry -> 'postings') posting,
             lateral (values (posting ->> 'debit'), (posting ->> 'credit')) side (code)
        where not exists (
          select 1 from ledger_account known
          where known.operator_id = p_operator and known.code = side.code and known.currency = posting ->> 'currency')
        on conflict (operator_id, code, currency) do nothing;

        with written as (
          insert into journal_entry (id, operator_id, kind, reference, occurred_at, recorded_at,
                                     session_id, invoice_id, payment_id, refund_id)
          select (entry ->> 'id')::uuid, p_operator, entry ->> 'kind', entry ->> 'reference',
                 (entry ->> 'occurredAt')::timestamptz, (entry ->> 'recordedAt')::timestamptz,
                 (entry ->> 'sessionId')::uuid, (entry ->> 'invoiceId')::uuid,
                 (entry ->> 'paymentId')::uuid, (entry ->> 'refundId')::uuid
          from jsonb_array_elements(p_entries) entry
          where jsonb_array_length(entry -> 'postings') > 0
          on conflict (operator_id, reference) do nothing
          returning id),
        posted as (
          insert into posting (operator_id, entry_id, position, debit_account_id, credit_account_id, amount_minor, currency)
          select p_operator, written.id, posting.position, debit.id, credit.id,
                 (posting.value ->> 'amountMinor')::bigint, posting.value ->> 'currency'
          from jsonb_array_elements(p_entries) entry
          join written on written.id = (entry ->> 'id')::uuid
          cross join lateral jsonb_array_elements(entry -> 'postings') with ordinality posting (value, position)
          join ledger_account debit on debit.operator_id = p_operator
            and debit.code = posting.value ->> 'debit' and debit.currency = posting.value ->> 'currency'
          join ledger_account credit on credit.operator_id = p_operator
            and credit.code = posting.value ->> 'credit' and credit.currency = posting.value ->> 'currency'
          returning entry_id)
        select (select count(*) from written), (select count(*) from posted),
               (select coalesce(sum(jsonb_array_length(entry -> 'postings')), 0)
                from jsonb_array_elements(p_entries) entry join written on written.id = (entry ->> 'id')::uuid)
        into booked, written_postings, asked_postings;
        if written_postings <> asked_postings then
          raise exception 'asked to post % movements, posted %', asked_postings, written_postings using errcode = 'WL002';
        end if;
        return booked;
      end $$`)
  }

  down = forwardOnly
}
