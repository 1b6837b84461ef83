/**
 * Fills a new Wattline with a world to look around in: through its own doors, its worker and the
 * simulator.
 */

import type { Instant } from '@wattline/units'

import type { SampleWorld, Seeding } from '../start/sample-world.js'
import { awaitSettled, describe, type Progress } from '../world/await-settled.js'
import { type OpenCore, openCore } from '../world/open-core.js'
import { requireSecondPerson } from '../world/operator.js'
import { grantOne, makeClaims } from './claims.js'
import { keepFacts } from './facts.js'
import { developmentKeys, type Founded, found } from './found.js'
import { sampleOperators } from './operators.js'
import { sampleQueries } from './queries.js'
import {
  bringHistory,
  daysBeforeFounding,
  historyDays,
  playLive,
  type VisitSize,
} from './visits.js'

const everything: VisitSize = { share: 1, livePerSite: 30 }
const patienceMs = 180_000
const sayEveryMs = 2000

/**
 * Founds the operators, brings their visits in, waits until all is billed and paid, and makes some
 * claims. Run again, it goes on where it was cut off, and does nothing once all is there.
 *
 * @throws Error when nothing moves any more; the signal's reason when it is given up
 */
export async function seedSampleWorld(
  seeding: Seeding,
  size: VisitSize = everything,
): Promise<SampleWorld> {
  const { addresses, progress, signal } = seeding
  const options = { ...size, signal }
  const open = await openCore({
    databaseUrl: addresses.databaseUrls.workerUrl,
    simulatorUrl: addresses.simulatorUrl,
    simulatorApiKey: addresses.simulatorApiKey,
  })
  try {
    const founded: Founded[] = []
    for (const world of sampleOperators) {
      const each = await found(open, world)
      await keepFacts(open, each, await daysBeforeFounding(open.core, each, historyDays))
      // Its past is billed by plugins of ours; what it activates from now on takes two people.
      await requireSecondPerson(open.core, world.operator.id)
      founded.push(each)
    }
    await Promise.all(
      founded.map(async each => {
        const visits =
          (await bringHistory(open.core, each, options)) +
          (await playLive(open.core, each, options))
        progress(`${each.world.operator.name}: ${visits} visits`)
      }),
    )
    await settle(open, founded, seeding)
    for (const each of founded) await makeClaims(open.core, each)
    await settle(open, founded, seeding)
    for (const each of founded) await grantOne(open.core, each)
    await settle(open, founded, seeding)
  } finally {
    await open.close()
  }
  return { keys: sampleOperators.flatMap(keysOf), queries: sampleQueries }
}

function keysOf(world: (typeof sampleOperators)[number]) {
  const { staff, second, partner } = developmentKeys(world)
  return [
    { name: `${world.operator.name} (operator)`, key: staff },
    { name: `${world.operator.name} (second person)`, key: second },
    { name: `${world.partner} (partner)`, key: partner },
  ]
}

async function settle(
  { core }: OpenCore,
  founded: readonly Founded[],
  { progress, signal }: Seeding,
): Promise<void> {
  await Promise.all(
    founded.map(({ world }) =>
      awaitSettled(core, world.operator.id, {
        patienceMs,
        signal,
        onProgress: nowAndThen(
          () => core.clock.now(),
          line => progress(`${world.operator.name}: ${line}`),
        ),
      }),
    ),
  )
}

/** Says every few seconds how far it is. */
function nowAndThen(now: () => Instant, say: (line: string) => void) {
  let saidAtMs = now().epochMilliseconds
  return (progress: Progress) => {
    const atMs = now().epochMilliseconds
    if (atMs - saidAtMs < sayEveryMs) return
    saidAtMs = atMs
    say(describe(progress))
  }
}
