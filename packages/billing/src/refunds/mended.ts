/** What a session's bill comes to once the plugins that failed on it are mended. */

import { inScope } from '@wattline/database'

import type { Core } from '../core.js'
import type { ReRated } from './gather.js'

/**
 * The prices as rated again, those of mended sessions with every plugin that was mended: what was
 * billed without them is then found to be above it.
 */
export async function withMended(
  core: Core,
  operatorId: string,
  reRated: ReRated,
): Promise<ReRated> {
  const rows = await inScope(core.db, [operatorId], tx =>
    tx.query<{ session_id: string; mended_minor: string }[]>(
      `select distinct on (session_id) session_id, mended_minor::text from mended_session
       where session_id = any($1) order by session_id, mended_at desc, id desc`,
      [[...reRated.keys()]],
    ),
  )
  const mended = rows.map(row => [row.session_id, BigInt(row.mended_minor)] as const)
  return new Map([...reRated, ...mended])
}
