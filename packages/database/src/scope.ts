/**
 * Opens the one kind of transaction there is: bound to some operators, tried again when Postgres
 * asks for it.
 */

import type { DataSource, EntityManager } from 'typeorm'

/** Operators whose rows a piece of work may see and write. */
export type Scope = readonly string[]

// Serialisation failure and deadlock: the same transaction may well succeed on a second try.
const worthAnotherTry = new Set(['40001', '40P01'])
const triesAtMost = 5

/**
 * Runs work in one transaction that sees only these operators' rows.
 *
 * Whatever `work` throws rolls everything back and is thrown on; serialisation failures and
 * deadlocks are tried again up to five times, so `work` must have no effect outside the database.
 */
export async function inScope<T>(
  db: DataSource,
  scope: Scope,
  work: (tx: EntityManager) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction(async tx => {
        await tx.query('select enter_scope($1::uuid[])', [scope])
        return work(tx)
      })
    } catch (error) {
      if (attempt >= triesAtMost || !worthAnotherTry.has(sqlState(error) ?? '')) throw error
    }
  }
}

/**
 * The SQLSTATE of a database error: `23505` for a broken unique constraint; undefined for anything
 * else.
 */
export function sqlState(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  if ('code' in error && typeof error.code === 'string') return error.code
  return 'driverError' in error ? sqlState(error.driverError) : undefined
}

/** The constraint a database error names, if it names one. */
export function brokenConstraint(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  if ('constraint' in error && typeof error.constraint === 'string') return error.constraint
  return 'driverError' in error ? brokenConstraint(error.driverError) : undefined
}
