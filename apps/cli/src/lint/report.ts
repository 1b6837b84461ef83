/** Prints what lint says of tariff files, for a person. */

import type { ExampleSession, Fault, Stretch } from '@wattline/tariffs'

/** A finding may show itself in sessions that the engine has priced. */
export interface Finding extends Fault {
  readonly examples?: readonly ExampleSession[]
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

function tellExample(example: ExampleSession): string {
  const { timeZone, startedAt, stretches, reservationExpired, price, currency } = example
  const course = stretches.map(tellStretch).join(', ')
  const expired = reservationExpired === true ? ' until the reservation ran out' : ''
  return `    for example from ${startedAt} (${timeZone}), ${course}${expired}: ${price} ${currency}\n`
}

function tellStretch(stretch: Stretch): string {
  const { activity, seconds, energyWh, powerW, currentMilliA } = stretch
  const energy = energyWh === 0 ? '' : ` with ${energyWh} Wh`
  const power = powerW === undefined ? '' : ` at ${powerW} W`
  const current = currentMilliA === undefined ? '' : ` at ${currentMilliA} mA`
  return `${activity.toLowerCase()} ${seconds} s${energy}${power}${current}`
}
