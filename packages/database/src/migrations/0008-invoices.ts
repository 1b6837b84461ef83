/**
 * Invoices and credit notes with their lines and taxes, and the one statement that issues a whole
 * bill.
 */

import type { MigrationInterface, QueryRunner } from 'typeorm'

import { forwardOnly } from '../forward-only.js'
import { issueBillsFunction } from './0008-issue-bills.sql.js'

export class Invoices1763800000008 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table invoice_series (
        operator_id uuid not null references operator,
        kind text not null,
        series text not null,
        next_number bigint not null,
        primary key (operator_id, kind, series),
        constraint invoice_series_kind check (kind in ('invoice', 'credit-note')),
        constraint invoice_series_next check (next_number > 0)
      )`)
    await runner.query(`select protect_tenant('invoice_series', 'select, insert, update')`)

    // One debtor, a driver or a partner (or nobody known); paid by way of the provider, by bank, or
    // not at all (0.00).
    await runner.query(`
      create table invoice (
        id uuid primary key,
        operator_id uuid not null references operator,
        number text not null,
        kind text not null,
        credits_invoice_id uuid references invoice,
        driver_id uuid references driver,
        partner_id uuid references partner,
        payment_route text not null,
        currency char(3) not null,
        net_minor bigint not null,
        vat_minor bigint not null,
        gross_minor bigint not null,
        price_list_id uuid references price_list,
        inputs_hash char(64),
        proof jsonb not null,
        issued_at timestamptz not null,
        constraint invoice_number unique (operator_id, number),
        constraint invoice_kind check (kind in ('invoice', 'credit-note')),
        constraint invoice_route check (payment_route in ('provider', 'bank', 'none')),
        constraint invoice_one_debtor check (num_nonnulls(driver_id, partner_id) <= 1),
        constraint invoice_adds_up check (net_minor + vat_minor = gross_minor),
        constraint invoice_sign check ((kind = 'invoice' and gross_minor >= 0) or (kind = 'credit-note' and gross_minor <= 0)),
        constraint invoice_credit check ((kind = 'credit-note') = (credits_invoice_id is not null))
      )`)
    await runner.query(`create index invoice_credits on invoice (credits_invoice_id)`)
    await runner.query(
      `create index invoice_listed on invoice (operator_id, issued_at desc, id desc)`,
    )
    await runner.query(`select protect_tenant('invoice', 'select, insert')`)
    await runner.query(`select only_grows('invoice')`)
    await runner.query(`alter table payment add constraint payment_pays_invoice
                        foreign key (invoice_id) references invoice`)

    // A session stands on one invoice only; a credit note refers to it through its lines.
    await runner.query(`
      create table invoice_session (
        session_id uuid primary key references session,
        operator_id uuid not null references operator,
        invoice_id uuid not null references invoice
      )`)
    await runner.query(`create index invoice_session_invoice on invoice_session (invoice_id)`)
    await runner.query(`select protect_tenant('invoice_session', 'select, insert')`)
    await runner.query(`select only_grows('invoice_session')`)

    await runner.query(`
      create table invoice_line (
        id uuid primary key,
        operator_id uuid not null references operator,
        invoice_id uuid not null references invoice,
        session_id uuid references session,
        credits_line_id uuid references invoice_line,
        position integer not null,
        component text not null,
        label text not null,
        quantity numeric not null,
        unit text not null,
        unit_price numeric,
        vat_percent numeric,
        tax_side text not null,
        amount_minor bigint not null,
        plugin_id text,
        plugin_version text,
        plugin_hash char(64),
        params_hash char(64),
        explanation jsonb not null,
        constraint invoice_line_position unique (invoice_id, position),
        constraint invoice_line_component check (component in (
          'ENERGY', 'TIME', 'PARKING_TIME', 'FLAT', 'RESERVATION_TIME', 'SESSION',
          'MIN_PRICE', 'MAX_PRICE', 'CAP', 'CREDIT')),
        constraint invoice_line_unit check (unit in ('kWh', 'h', 'session')),
        constraint invoice_line_tax_side check (tax_side in ('net', 'gross')),
        constraint invoice_line_plugin check (num_nonnulls(plugin_id, plugin_version, plugin_hash, params_hash) in (0, 4))
      )`)
    await runner.query(`select protect_tenant('invoice_line', 'select, insert')`)
    await runner.query(`select only_grows('invoice_line')`)

    await runner.query(`
      create table invoice_tax (
        invoice_id uuid not null references invoice,
        operator_id uuid not null references operator,
        position integer not null,
        vat_percent numeric,
        net_minor bigint not null,
        vat_minor bigint not null,
        gross_minor bigint not null,
        primary key (invoice_id, position),
        constraint invoice_tax_adds_up check (net_minor + vat_minor = gross_minor)
      )`)
    await runner.query(`select protect_tenant('invoice_tax', 'select, insert')`)
    await runner.query(`select only_grows('invoice_tax')`)

    await runner.query(issueBillsFunction)
  }

  down = forwardOnly
}
