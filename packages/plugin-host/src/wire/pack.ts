/**
 * Packs plugin inputs into columns: copying is what costs, and figures in one typed array cost
 * least.
 */

import type { EarlierLine, Fact, PluginInput, PluginPeriod } from '@wattline/plugin-sdk'

import { activities, components, factTypes, type Packed } from './columns.js'

type IndexOf = (text: string) => number

function packPeriod(to: number[], period: PluginPeriod, series: readonly string[]): void {
  const { base } = period
  to.push(
    period.startSecond,
    period.durationSeconds,
    period.energyWh,
    activities.indexOf(period.activity),
    period.minuteOfDay,
    period.weekday,
    period.date,
    base.ENERGY,
    base.TIME,
    base.PARKING_TIME,
    base.FLAT,
    base.RESERVATION_TIME,
  )
  for (const name of series) to.push(period.series[name] ?? Number.NaN)
}

function packEarlierLine(to: number[], line: EarlierLine, indexOf: IndexOf): void {
  to.push(indexOf(line.plugin), indexOf(line.code), components.indexOf(line.on), line.amount)
  to.push(line.periods?.length ?? -1, ...(line.periods ?? []))
}

function packFact(to: number[], [name, value]: [string, Fact], indexOf: IndexOf): void {
  to.push(indexOf(name))
  if (value === null) to.push(factTypes.null, 0)
  else if (typeof value === 'string') to.push(factTypes.string, indexOf(value))
  else if (typeof value === 'boolean') to.push(factTypes.boolean, value ? 1 : 0)
  else to.push(factTypes.number, value)
}

/** Only the fields of the contract travel, whatever else an input object may hold. */
export function pack(inputs: readonly PluginInput[]): Packed {
  const figures: number[] = []
  const texts: string[] = []
  const known = new Map<string, number>()
  const indexOf: IndexOf = text => {
    const index = known.get(text) ?? texts.length
    if (index === texts.length) {
      texts.push(text)
      known.set(text, index)
    }
    return index
  }
  for (const { session, periods, earlierLines, facts } of inputs) {
    figures.push(session.durationSeconds, session.chargingSeconds, session.parkedSeconds)
    figures.push(session.energyWh, indexOf(session.currency), session.minorPerUnit)
    const factList = Object.entries(facts)
    const series = Object.keys(periods[0]?.series ?? {})
    figures.push(periods.length, earlierLines.length, factList.length, series.length)
    for (const name of series) figures.push(indexOf(name))
    for (const period of periods) packPeriod(figures, period, series)
    for (const line of earlierLines) packEarlierLine(figures, line, indexOf)
    for (const fact of factList) packFact(figures, fact, indexOf)
  }
  return { figures: Float64Array.from(figures), texts }
}
