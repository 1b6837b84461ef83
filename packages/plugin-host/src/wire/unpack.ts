/**
 * Builds plugin inputs back from columns, one session at a time, so that each plugin gets an object
 * of its own.
 */

import type { EarlierLine, Fact, PluginInput, PluginPeriod } from '@wattline/plugin-sdk'

import { activities, components, factTypes, type Packed } from './columns.js'

/** Reads the columns from front to back. The wire is ours on both sides: an index is in range. */
class Reader {
  private at = 0

  constructor(private readonly packed: Packed) {}

  figure(): number {
    return this.packed.figures[this.at++] as number
  }

  text(): string {
    return this.packed.texts[this.figure()] as string
  }

  list<T>(length: number, read: () => T): T[] {
    const items: T[] = []
    for (let index = 0; index < length; index += 1) items.push(read())
    return items
  }
}

/** Each call reads the next session. */
export function createUnpacker(packed: Packed): () => PluginInput {
  const from = new Reader(packed)
  return () => {
    const session = {
      durationSeconds: from.figure(),
      chargingSeconds: from.figure(),
      parkedSeconds: from.figure(),
      energyWh: from.figure(),
      currency: from.text(),
      minorPerUnit: from.figure(),
    }
    const [periodCount, lineCount, factCount] = [from.figure(), from.figure(), from.figure()]
    const series = from.list(from.figure(), () => from.text())
    const periods = from.list(periodCount, () => readPeriod(from, series))
    const earlierLines = from.list(lineCount, () => readEarlierLine(from))
    const facts = Object.fromEntries(from.list(factCount, () => readFact(from)))
    return { session, periods, earlierLines, facts }
  }
}

function readPeriod(from: Reader, series: readonly string[]): PluginPeriod {
  return {
    startSecond: from.figure(),
    durationSeconds: from.figure(),
    energyWh: from.figure(),
    activity: activities[from.figure()] as PluginPeriod['activity'],
    minuteOfDay: from.figure(),
    weekday: from.figure(),
    date: from.figure(),
    base: {
      ENERGY: from.figure(),
      TIME: from.figure(),
      PARKING_TIME: from.figure(),
      FLAT: from.figure(),
      RESERVATION_TIME: from.figure(),
    },
    series: readSeries(from, series),
  }
}

/** NaN, which no amount is, stands for what is not known. */
function readSeries(from: Reader, names: readonly string[]): PluginPeriod['series'] {
  const series: Record<string, number | null> = {}
  for (const name of names) {
    const amount = from.figure()
    series[name] = Number.isNaN(amount) ? null : amount
  }
  return series
}

function readEarlierLine(from: Reader): EarlierLine {
  const plugin = from.text()
  const code = from.text()
  const on = components[from.figure()] as EarlierLine['on']
  const amount = from.figure()
  const length = from.figure()
  const line = { plugin, code, on, amount }
  return length < 0 ? line : { ...line, periods: from.list(length, () => from.figure()) }
}

function readFact(from: Reader): [string, Fact] {
  const name = from.text()
  const type = from.figure()
  if (type === factTypes.string) return [name, from.text()]
  const value = from.figure()
  if (type === factTypes.null) return [name, null]
  return [name, type === factTypes.boolean ? value === 1 : value]
}
