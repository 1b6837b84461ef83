/**
 * Spares sessions a plugin that is suspended: it is not run, and its failure is a fact of the bill
 * like any other.
 */

import { inScope } from '@wattline/database'
import { type DataSource, IsNull } from 'typeorm'

import type { Core } from '../core.js'
import type { PluginOutcome, PluginRunner } from '../plugins/runner.js'
import type { LoadedPriceList } from '../price-lists/load.js'
import { PluginSuspension } from './plugin-suspension.entity.js'

/** How long a process goes by what it read last: no longer does a suspension take to be obeyed. */
const keptMs = 1000

interface Read {
  readonly atMs: number
  readonly hashes: Promise<ReadonlySet<string>>
}

const reads = new WeakMap<DataSource, Map<string, Read>>()

/**
 * The runner that prices sessions of these price lists now. Without plugins nothing is read; with
 * them at most once a second for each operator, whoever asks.
 */
export async function sparing(
  core: Core,
  operatorId: string,
  priceLists: Iterable<LoadedPriceList>,
): Promise<PluginRunner> {
  if (![...priceLists].some(({ plugins }) => plugins.length > 0)) return core.runner
  const suspended = await readSuspended(core, operatorId)
  return suspended.size === 0 ? core.runner : without(core.runner, suspended)
}

function readSuspended(core: Core, operatorId: string): Promise<ReadonlySet<string>> {
  const known = reads.get(core.db) ?? new Map<string, Read>()
  reads.set(core.db, known)
  const nowMs = core.clock.now().epochMilliseconds
  const last = known.get(operatorId)
  const ageMs = last ? nowMs - last.atMs : keptMs
  if (last && ageMs >= 0 && ageMs < keptMs) return last.hashes
  const hashes = askFor(core.db, operatorId)
  known.set(operatorId, { atMs: nowMs, hashes })
  // What could not be read is asked for again by whoever comes next.
  hashes.catch(() => known.delete(operatorId))
  return hashes
}

async function askFor(db: DataSource, operatorId: string): Promise<ReadonlySet<string>> {
  const open = await inScope(db, [operatorId], tx =>
    tx.findBy(PluginSuspension, { operatorId, liftedAt: IsNull() }),
  )
  return new Set(open.map(({ pluginHash }) => pluginHash))
}

const suspendedOutcome: PluginOutcome = {
  kind: 'FAILED',
  cause: 'suspended',
  message: 'it failed too often and is suspended until somebody lifts it',
}

function without(runner: PluginRunner, suspended: ReadonlySet<string>): PluginRunner {
  return {
    engine: runner.engine,
    run: async job =>
      suspended.has(job.plugin.hash) ? job.inputs.map(() => suspendedOutcome) : runner.run(job),
    close: () => runner.close(),
  }
}
