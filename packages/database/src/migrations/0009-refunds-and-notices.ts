/** Refund claims with their frozen evidence and decision, and notices to partners. */

import type { MigrationInterface, QueryRunner } from 'typeorm'

import { forwardOnly } from '../forward-only.js'

export class RefundsAndNotices1763800000009 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table refund (
        id uuid primary key,
        operator_id uuid not null references operator,
        invoice_id uuid not null references invoice,
        payment_id uuid not null references payment,
        driver_id uuid references driver,
        state text not null,
        cause text not null,
        note text,
        currency char(3) not null,
        asked_minor bigint not null,
        approved_minor bigint,
        evidence jsonb,
        decision jsonb,
        credit_note_id uuid references invoice,
        claimed_by uuid,
        decided_by uuid,
        claimed_at timestamptz not null,
        decided_at timestamptz,
        updated_at timestamptz not null,
        constraint refund_credit_note unique (credit_note_id),
        constraint refund_state check (state in ('claimed', 'for-person', 'denied', 'requested', 'sent', 'uncertain',
                                                 'accepted', 'settled', 'rejected', 'failed', 'returned')),
        constraint refund_cause check (cause in ('no-energy', 'interrupted', 'overcharged', 'wrong-idle-fee', 'duplicate',
                                                 'hold-not-released', 'fault', 'goodwill')),
        constraint refund_asked check (asked_minor > 0),
        constraint refund_approved check (approved_minor > 0 and approved_minor <= asked_minor),
        constraint refund_decided check (
          (state in ('claimed', 'for-person') and credit_note_id is null)
          or (state = 'denied' and decision is not null and credit_note_id is null)
          or (state not in ('claimed', 'for-person', 'denied')
              and decision is not null and approved_minor is not null and credit_note_id is not null))
      )`)
    await runner.query(`create index refund_invoice on refund (invoice_id)`)
    await runner.query(`create index refund_payment on refund (payment_id)`)
    await runner.query(`select protect_tenant('refund', 'select, insert, update')`)
    await runner.query(`alter table payment_intent add constraint payment_intent_of_refund
                        foreign key (refund_id) references refund`)

    await runner.query(`
      create table notice (
        id uuid primary key,
        operator_id uuid not null references operator,
        partner_id uuid references partner,
        driver_id uuid references driver,
        kind text not null,
        subject_id uuid not null,
        payload jsonb not null,
        state text not null,
        attempts integer not null default 0,
        created_at timestamptz not null,
        sent_at timestamptz,
        constraint notice_once unique (kind, subject_id),
        constraint notice_kind check (kind in ('receipt', 'refund-decided', 'refund-accepted', 'refund-reopened', 'payment-trouble')),
        constraint notice_state check (state in ('pending', 'sent', 'kept', 'failed'))
      )`)
    await runner.query(`select protect_tenant('notice', 'select, insert, update')`)
  }

  down = forwardOnly
}
