/** The double-entry book: accounts, postings, recipes, balances. */

import { BookedEntry } from './journal-entry.entity.js'
import { LedgerAccount } from './ledger-account.entity.js'
import { BookedPosting } from './posting.entity.js'

export * from './accounts.js'
export * from './balances.js'
export * from './entries.js'
export * from './entry-json.js'
export * from './journal.js'
export * from './post.js'
export * from './recipes.js'
export { BookedEntry, BookedPosting, LedgerAccount }

/** The book's tables, for whoever opens the database. */
export const ledgerEntities = [LedgerAccount, BookedEntry, BookedPosting]
