/** Asks for the sample world: operators, tariffs, plugins and past sessions to look at. */

import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import type { Addresses } from './running-file.js'

/** What a person needs to look around in the sample world. */
export interface SampleWorld {
  /** Ready-made API keys and whose they are. */
  readonly keys: readonly { readonly name: string; readonly key: string }[]
  /** Questions to paste into GraphiQL under an operator's key. */
  readonly queries?: readonly { readonly title: string; readonly text: string }[]
}

/** Where to fill in the sample world, and who is told how far it is. */
export interface Seeding {
  readonly addresses: Addresses
  readonly progress: (line: string) => void
  /** Gives it up; asked again, it goes on from there. */
  readonly signal?: AbortSignal | undefined
}

/** Fills an empty database; on one that holds the sample world already it only returns the keys. */
export type SeedSampleWorld = (seeding: Seeding) => Promise<SampleWorld>

const seedModule = new URL('../sample-world/seed.js', import.meta.url)

/** Runs `seedSampleWorld` of `sample-world/seed.ts` where this build has it. */
export async function fillWithSampleWorld(seeding: Seeding): Promise<SampleWorld | undefined> {
  if (!existsSync(fileURLToPath(seedModule))) return undefined
  const { seedSampleWorld } = (await import(seedModule.href)) as {
    seedSampleWorld: SeedSampleWorld
  }
  return seedSampleWorld(seeding)
}
