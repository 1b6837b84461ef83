/** Prints what lint says of tariff files, for a person. */

import type { Fault } from '@wattline/tariffs'

/** A finding may show itself in sessions that the engine has priced. */
export interface Finding extends Fault {
  readonly examples?: readonly Example[]
}

interface Example {
  readonly timeZone: string
  readonly startedAt: string
  readonly stretches: readonly {
    readonly activity: string
    readonly seconds: number
    readonly energyWh: number
  }[]
  readonly price: string
  readonly currency: string
}

export interface LintedFile {
  readonly file: string
  readonly findings: readonly Finding[]
}

/** Each finding with its place, then how many there are of each severity. */
export function reportOf({ file, findings }: LintedFile): string {
  if (findings.length === 0) return `${file}: nothing to find fault with\n`
  const told = findings.map(
    ({ path, code, severity, message, examples = [] }) =>
      `  ${severity}: ${path}: ${message} (${code})\n${examples.map(tellExample).join('')}`,
  )
  return `${file}: ${countsOf(findings)}\n${told.join('')}`
}

function countsOf(findings: readonly Finding[]): string {
  const counts = new Map<string, number>()
  for (const { severity } of findings) counts.set(severity, (counts.get(severity) ?? 0) + 1)
  const shown = [...counts].map(([severity, count]) => {
    return `${count} ${severity}${count === 1 ? '' : 's'}`
  })
  return shown.join(', ')
}

function tellExample({ timeZone, startedAt, stretches, price, currency }: Example): string {
  const course = stretches.map(({ activity, seconds, energyWh }) => {
    const energy = energyWh === 0 ? '' : ` with ${energyWh} Wh`
    return `${activity.toLowerCase()} ${seconds} s${energy}`
  })
  return `    for example from ${startedAt} (${timeZone}), ${course.join(', ')}: ${price} ${currency}\n`
}
