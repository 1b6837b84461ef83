/** What the commands ask of the registry, and the shape of its answers. */

import type { ToldFault } from './tell-fault.js'

export interface Report {
  readonly engines: readonly string[]
  readonly goldens: number
  readonly generatedBills: number
  readonly answersHash: string
  readonly fuelMost: string
  readonly fuelAllowed: string
}

export interface VersionName {
  readonly id: string
  readonly pluginId: string
  readonly version: string
  readonly hash: string
}

export interface Publication {
  readonly id: string
  readonly state: 'CHECKING' | 'PUBLISHED' | 'REFUSED'
  readonly waitingBecause: string | null
  readonly submittedAt: string
  readonly decidedAt: string | null
  readonly faults: readonly ToldFault[]
  readonly report: Report | null
  readonly pluginVersion: VersionName | null
}

export interface Figure {
  readonly value: string | null
  readonly param: string | null
  readonly fact: string | null
}

export interface Version extends VersionName {
  readonly phase: string
  readonly author: string
  readonly description: string
  readonly publishedAt: string
  readonly reads: readonly { name: string; fact: string }[]
  readonly series: readonly { name: string; series: Figure }[]
  readonly emits: readonly {
    code: string
    kind: string
    on: string
    bounds: readonly { kind: string; figure: Figure }[]
  }[]
  readonly cuts: readonly { kind: string; at: Figure }[]
  readonly paramsSchema: unknown
  readonly report: Report | null
}

const report = 'report { engines goldens generatedBills answersHash fuelMost fuelAllowed }'
const figure = '{ value param fact }'

export const publicationFields = `id state waitingBecause submittedAt decidedAt
  faults { step message golden place { file line column } bill { input params lines } }
  ${report} pluginVersion { id pluginId version hash }`

export const versionFields = `id pluginId version hash phase author description publishedAt
  reads { name fact } series { name series ${figure} }
  emits { code kind on bounds { kind figure ${figure} } } cuts { kind at ${figure} }
  paramsSchema ${report}`
