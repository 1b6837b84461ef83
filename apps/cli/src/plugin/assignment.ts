/** What is shown of an assignment, and how a person reads it. */

export interface Assignment {
  readonly id: string
  readonly mode: string
  readonly shareBp: number | null
  readonly state: string
  readonly startsAt: string
  readonly endsAt: string | null
  readonly createdBy: string | null
  readonly approvedBy: string | null
  readonly priceList: {
    readonly name: string
    readonly plugins: readonly {
      readonly params: unknown
      readonly pluginVersion: { readonly pluginId: string; readonly version: string }
    }[]
  }
}

export const assignmentFields = `id mode shareBp state startsAt endsAt createdBy approvedBy
  priceList { name plugins { params pluginVersion { pluginId version } } }`

/** Two lines and one for each plugin, ending with a line break. */
export function tellAssignment(assignment: Assignment): string {
  const { id, mode, shareBp, state, startsAt, endsAt, priceList } = assignment
  const share = shareBp === null ? '' : ` (${shareBp / 100} % of connectors)`
  const until = endsAt === null ? '' : ` until ${endsAt}`
  const plugins = priceList.plugins.map(
    ({ params, pluginVersion: { pluginId, version } }) =>
      `    ${pluginId} ${version} ${JSON.stringify(params)}\n`,
  )
  return (
    `${state.toLowerCase().replace('_', ' ').padEnd(9)} ${mode.toLowerCase()}${share} ` +
    `from ${startsAt}${until}  ${priceList.name}\n    assignment ${id}\n${plugins.join('')}`
  )
}
