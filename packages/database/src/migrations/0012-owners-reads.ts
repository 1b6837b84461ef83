/** Lets the functions that run as the schema's owner see past the scopes, whoever that owner is. */

import type { MigrationInterface, QueryRunner } from 'typeorm'

import { forwardOnly } from '../forward-only.js'

/** What `authenticate_key`, `payment_of_reference`, `open_intents` and `stale_intents` read. */
const readWithoutScope = ['api_key', 'payment', 'payment_intent'] as const

export class OwnersReads1763800000012 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Row-level security is forced, so it binds the owner; only a superuser is exempt, and a
    // managed Postgres has none to give. Such an owner found no key and no payment: every request
    // was refused, and no webhook was ever applied. It may read these tables, and nobody else.
    for (const table of readWithoutScope) {
      await runner.query(
        `create policy owners_reads on ${table} for select to current_user using (true)`,
      )
    }
  }

  down = forwardOnly
}
