/** Takes a file's sessions in, a hundred at a time, each once however often the file is read. */

import { importSessions } from '@wattline/billing'

import { sampleMerchantAccount } from '../start/environment.js'
import { keepDrivers } from '../world/drivers.js'
import type { OpenCore } from '../world/open-core.js'
import { keepConnectors, keepLocations } from '../world/sites.js'
import type { Profile } from './profile.js'
import { type BrokenRow, readSessions } from './read-file.js'
import type { PastSession } from './read-row.js'

export interface ImportedFile {
  readonly rowsRead: number
  readonly broken: readonly BrokenRow[]
  /** Ids the sessions have in the file. */
  readonly sessionIds: readonly string[]
  readonly imported: number
  /** Sessions that an earlier run took in. */
  readonly known: number
}

const batchSize = 100

/** @throws UnfitFile, or the system's error for a file that cannot be read */
export async function importFile(
  open: OpenCore,
  { path, profile }: { readonly path: string; readonly profile: Profile },
  onProgress: (sessions: number) => void,
): Promise<ImportedFile> {
  const broken: BrokenRow[] = []
  const sessionIds: string[] = []
  let [imported, known] = [0, 0]
  let batch: PastSession[] = []
  const flush = async () => {
    const outcome = await importBatch(open, profile, batch)
    imported += outcome.imported
    known += outcome.known
    batch = []
    onProgress(sessionIds.length)
  }
  for await (const row of readSessions(path, profile)) {
    if ('faults' in row) {
      broken.push(row)
      continue
    }
    sessionIds.push(row.session.sessionId)
    batch.push(row.session)
    if (batch.length === batchSize) await flush()
  }
  if (batch.length > 0) await flush()
  return { rowsRead: sessionIds.length + broken.length, broken, sessionIds, imported, known }
}

async function importBatch(
  open: OpenCore,
  profile: Profile,
  sessions: readonly PastSession[],
): Promise<{ imported: number; known: number }> {
  const { operator } = profile
  const places = await keepPlaces(open, profile, sessions)
  const drivers = await keepDrivers(
    open,
    {
      operatorId: operator.id,
      merchantAccount: sampleMerchantAccount,
      currency: operator.currency,
    },
    distinct(sessions.map(session => session.driver)).map(externalId => ({ externalId })),
  )
  const outcome = await importSessions(
    open.core,
    operator.id,
    sessions.map(session => ({
      externalId: session.sessionId,
      connectorId: places.get(session.connector) ?? '',
      driverId: drivers.get(session.driver) ?? null,
      startedAt: session.startedAt,
      endedAt: session.endedAt,
      energyWh: session.energyWh,
      recordedFeeMinor: session.recordedFee.minor,
    })),
  )
  return { imported: outcome.imported.length, known: outcome.known.length }
}

/** Connectors by their name in the file, each at its location. */
async function keepPlaces({ core }: OpenCore, profile: Profile, sessions: readonly PastSession[]) {
  const { operator, time, connectors } = profile
  const locations = await keepLocations(
    core,
    operator.id,
    distinct(sessions.map(session => session.location)).map(ocpiId => ({
      ocpiId,
      name: `Site ${ocpiId}`,
      city: 'unknown',
      country: operator.country,
      timeZone: time.timeZone,
    })),
  )
  const locationOf = new Map(sessions.map(session => [session.connector, session.location]))
  return keepConnectors(
    core,
    operator.id,
    [...locationOf].map(([evseUid, location]) => ({
      evseUid,
      connectorId: '1',
      locationId: locations.get(location) ?? '',
      ...connectors,
    })),
  )
}

function distinct(names: readonly string[]): string[] {
  return [...new Set(names)]
}
