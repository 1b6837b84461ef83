/**
 * Counts the statements a piece of work sends, transaction marks included: each is a round trip.
 */

import type { DataSource, Logger } from 'typeorm'

export async function statementsDuring(
  db: DataSource,
  work: () => Promise<unknown>,
): Promise<number> {
  let count = 0
  const quiet = () => undefined
  const logger: Logger = {
    logQuery: () => {
      count += 1
    },
    logQueryError: quiet,
    logQuerySlow: quiet,
    logSchemaBuild: quiet,
    logMigration: quiet,
    log: quiet,
  }
  const before = db.logger
  db.setOptions({ logging: ['query'], logger })
  try {
    await work()
  } finally {
    db.setOptions({ logging: false })
    Object.assign(db, { logger: before })
  }
  return count
}
