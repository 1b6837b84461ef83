/** Reads what plugin versions were published from: large, and left out of every other read. */

import { PluginVersion } from '@wattline/billing'
import { inScope, type Scope } from '@wattline/database'
import { type DataSource, In } from 'typeorm'

export type PluginSource = Pick<PluginVersion, 'id' | 'bundle' | 'goldens' | 'sourceMap'>

export async function sourcesOfPlugins(
  db: DataSource,
  scope: Scope,
  versionIds: readonly string[],
): Promise<ReadonlyMap<string, PluginSource>> {
  const rows = await inScope(db, scope, tx =>
    tx.find(PluginVersion, {
      where: { id: In([...versionIds]) },
      select: { id: true, bundle: true, goldens: true, sourceMap: true },
    }),
  )
  return new Map(rows.map(row => [row.id, row]))
}
