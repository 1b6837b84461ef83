/**
 * Builds plugin inputs back from columns, one session at a time, so that each plugin gets an object
 * of its own.
 */

import type { EarlierLine, Fact, PluginInput, PluginPeriod } from '@wattline/plugin-sdk'

import { activities, components, factTypes, type Packed } from './columns.js'

/**
 * Reads the columns from front to back. The wire is ours on both sides, so an index is always in
 * range.
 */
export function createUnpacker({ figures, texts }: Packed): () => PluginInput {
  let at = 0
  const figure = (): number => figures[at++] as number
  const text = (): string => texts[figure()] as string
  const list = <T>(length: number, read: () => T): T[] => {
    const items: T[] = []
    for (let index = 0; index < length; index += 1) items.push(read())
    return items
  }
  const period = (): PluginPeriod => ({
    startSecond: figure(),
    durationSeconds: figure(),
    energyWh: figure(),
    activity: activities[figure()] as PluginPeriod['activity'],
    minuteOfDay: figure(),
    weekday: figure(),
    date: figure(),
    base: {
      ENERGY: figure(),
      TIME: figure(),
      PARKING_TIME: figure(),
      FLAT: figure(),
      RESERVATION_TIME: figure(),
    },
  })
  const earlierLine = (): EarlierLine => {
    const plugin = text()
    const code = text()
    const on = components[figure()] as EarlierLine['on']
    const amount = figure()
    const length = figure()
    const line = { plugin, code, on, amount }
    return length < 0 ? line : { ...line, periods: list(length, figure) }
  }
  const fact = (): [string, Fact] => {
    const name = text()
    const type = figure()
    if (type === factTypes.string) return [name, text()]
    const value = figure()
    if (type === factTypes.null) return [name, null]
    return [name, type === factTypes.boolean ? value === 1 : value]
  }
  return () => {
    const session = {
      durationSeconds: figure(),
      chargingSeconds: figure(),
      parkedSeconds: figure(),
      energyWh: figure(),
      currency: text(),
      minorPerUnit: figure(),
    }
    const [periodCount, lineCount, factCount] = [figure(), figure(), figure()]
    const periods = list(periodCount, period)
    const earlierLines = list(lineCount, earlierLine)
    const facts = Object.fromEntries(list(factCount, fact))
    return { session, periods, earlierLines, facts }
  }
}
