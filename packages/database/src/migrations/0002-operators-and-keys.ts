/**
 * Operators, partners, API keys, and the one function that tells a key's authority before any scope
 * is known.
 */

import type { MigrationInterface, QueryRunner } from 'typeorm'

import { forwardOnly } from '../forward-only.js'

export class OperatorsAndKeys1763800000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table operator (
        id uuid primary key,
        name text not null,
        country char(2) not null,
        currency char(3) not null,
        time_zone text not null,
        merchant_account text not null,
        invoice_prefix text not null,
        refund_policy jsonb not null,
        created_at timestamptz not null,
        constraint operator_invoice_prefix check (invoice_prefix ~ '^[A-Z0-9]{2,8}$')
      )`)
    await runner.query(`select protect_tenant('operator', 'select, insert, update', 'id')`)

    await runner.query(`
      create table partner (
        id uuid primary key,
        operator_id uuid not null references operator,
        name text not null,
        notice_url text,
        notice_secret text,
        created_at timestamptz not null
      )`)
    await runner.query(`create index partner_operator on partner (operator_id)`)
    await runner.query(`select protect_tenant('partner', 'select, insert, update')`)

    await runner.query(`
      create table api_key (
        id uuid primary key,
        operator_id uuid not null references operator,
        holder_id uuid not null,
        partner_id uuid references partner,
        role text not null,
        name text not null,
        prefix text not null,
        secret_sha256 bytea not null unique,
        scope uuid[] not null,
        created_at timestamptz not null,
        revoked_at timestamptz,
        constraint api_key_role check (role in ('partner', 'operator', 'finance', 'support')),
        constraint api_key_scope check (cardinality(scope) > 0),
        constraint api_key_partner check ((role = 'partner') = (partner_id is not null))
      )`)
    await runner.query(`create index api_key_operator on api_key (operator_id)`)
    await runner.query(`select protect_tenant('api_key', 'select, insert, update')`)

    // Runs as its owner: the caller has no scope yet, and learns nothing but what belongs to this
    // secret.
    await runner.query(`
      create function authenticate_key(p_secret_sha256 bytea)
      returns table (id uuid, operator_id uuid, holder_id uuid, partner_id uuid, role text, scope uuid[], revoked_at timestamptz)
      language sql stable security definer set search_path = public, pg_temp as $$
        select id, operator_id, holder_id, partner_id, role, scope, revoked_at
        from api_key where secret_sha256 = p_secret_sha256
      $$`)
    await runner.query(`revoke all on function authenticate_key(bytea) from public`)
    await runner.query(`grant execute on function authenticate_key(bytea) to wattline_gateway`)
  }

  down = forwardOnly
}
