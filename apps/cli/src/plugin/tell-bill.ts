/** Shows a session, its parameters and a plugin's answer in words a person can check by hand. */

import type { ShowingBill } from '@wattline/billing'

type Input = ShowingBill['input']
type Period = Input['periods'][number]
type Line = NonNullable<ShowingBill['lines']>[number]

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
/** A bill may have more, but nobody reads them all. */
const periodsMax = 12

/** Ends with a line break. */
export function tellBill({ input, params, lines }: ShowingBill): string {
  const { session, periods, facts, earlierLines } = input
  const more = periods.length - periodsMax
  const rows = [
    `shown by a session of ${duration(session.durationSeconds)} with ${session.energyWh} Wh, in ` +
      session.currency,
    ...periods.slice(0, periodsMax).map((period, index) => tellPeriod(period, index)),
    ...(more > 0 ? [`  … and ${more} more periods`] : []),
    ...earlierLines.map(({ plugin, code, on, amount }) => {
      return `  earlier: ${code} of ${plugin}, ${amount} on ${on}`
    }),
    ...(Object.keys(facts).length > 0 ? [`facts       ${JSON.stringify(facts)}`] : []),
    `parameters  ${JSON.stringify(params)}`,
    ...(lines === undefined ? [] : tellLines(lines)),
  ]
  return rows.map(row => `    ${row}\n`).join('')
}

function tellPeriod(period: Period, index: number): string {
  const { activity, minuteOfDay, weekday, date, durationSeconds, energyWh, base, series } = period
  const clock = [Math.floor(minuteOfDay / 60), minuteOfDay % 60]
    .map(part => `${part}`.padStart(2, '0'))
    .join(':')
  const day = `${date}`.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3')
  const priced = Object.entries(base).filter(([, amount]) => amount !== 0)
  const told = [
    `${weekdays[weekday - 1]} ${day} ${clock}`,
    `${activity.toLowerCase()} ${duration(durationSeconds)}`,
    ...(energyWh === 0 ? [] : [`${energyWh} Wh`]),
    ...priced.map(([component, amount]) => `${component} ${amount}`),
    ...Object.entries(series).map(([name, amount]) => `${name} ${amount ?? 'unknown'}`),
  ]
  return `  [${index}] ${told.join(', ')}`
}

function tellLines(lines: readonly Line[]): string[] {
  if (lines.length === 0) return ['answer      no lines']
  return lines.map(({ code, kind, on, amount, periods }) => {
    const where = periods === undefined ? '' : `, periods ${periods.join(' ')}`
    return `answer      ${code}: ${kind} of ${amount} on ${on}${where}`
  })
}

function duration(seconds: number): string {
  const parts = [
    [Math.floor(seconds / 3600), 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ] as const
  const told = parts.filter(([amount]) => amount > 0).map(([amount, unit]) => `${amount} ${unit}`)
  return told.join(' ') || '0 s'
}
