/** Who is in groups at an instant. */

import { inScope, type Scope } from '@wattline/database'
import type { Instant } from '@wattline/units'
import type { DataSource } from 'typeorm'

import type { GroupKind } from './groups.js'

/** Group → the ids of its members then, in order; a group without any is missing. */
export async function membersAt(
  db: DataSource,
  scope: Scope,
  asked: { readonly kind: GroupKind; readonly groupIds: readonly string[]; readonly at: Instant },
): Promise<Map<string, readonly string[]>> {
  const { kind, groupIds, at } = asked
  const rows = await inScope(db, scope, tx =>
    tx.query<{ id: string; members: string[] }[]>(
      `select latest.group_id as id, array_agg(latest.member_id order by latest.member_id) as members
       from (
         select distinct on (${kind}_group_id, ${kind}_id)
                ${kind}_group_id as group_id, ${kind}_id as member_id, is_member
         from ${kind}_group_change
         where ${kind}_group_id = any($1) and changed_at <= $2
         order by ${kind}_group_id, ${kind}_id, changed_at desc) latest
       where latest.is_member group by latest.group_id`,
      [groupIds, at.toString()],
    ),
  )
  return new Map(rows.map(({ id, members }) => [id, members]))
}
