/**
 * Builds plugin inputs back from columns, one session at a time, so that each plugin gets an object
 * of its own.
 */

import type { EarlierLine, Fact, PluginInput, PluginPeriod } from '@wattline/plugin-sdk'

import {
  activities,
  components,
  factTypes,
  lineFigures,
  periodFigures,
  type Received,
  sessionFigures,
} from './columns.js'

/**
 * Reads the columns from front to back. The wire is ours on both sides: an index is in range.
 *
 * Figures stand at fixed places after one start, and lists are filled by plain loops: a cell
 * without the JIT pays for every call.
 */
class Unpacker {
  private readonly figures: Received['figures']
  private readonly texts: readonly string[]
  private at = 0

  constructor({ figures, texts }: Received) {
    this.figures = figures
    this.texts = texts
  }

  input(): PluginInput {
    const { figures, at } = this
    const session = {
      durationSeconds: figures[at] as number,
      chargingSeconds: figures[at + 1] as number,
      parkedSeconds: figures[at + 2] as number,
      energyWh: figures[at + 3] as number,
      currency: this.texts[figures[at + 4] as number] as string,
      minorPerUnit: figures[at + 5] as number,
    }
    const periodCount = figures[at + 6] as number
    const lineCount = figures[at + 7] as number
    const factCount = figures[at + 8] as number
    const seriesCount = figures[at + 9] as number
    this.at = at + sessionFigures
    const names: string[] = []
    for (let count = 0; count < seriesCount; count += 1) names.push(this.text())
    const periods: PluginPeriod[] = []
    for (let count = 0; count < periodCount; count += 1) periods.push(this.period(names))
    const earlierLines: EarlierLine[] = []
    for (let count = 0; count < lineCount; count += 1) earlierLines.push(this.earlierLine())
    return { session, periods, earlierLines, facts: factCount === 0 ? {} : this.facts(factCount) }
  }

  private figure(): number {
    return this.figures[this.at++] as number
  }

  private text(): string {
    return this.texts[this.figure()] as string
  }

  private period(names: readonly string[]): PluginPeriod {
    const { figures, at } = this
    this.at = at + periodFigures
    return {
      startSecond: figures[at] as number,
      durationSeconds: figures[at + 1] as number,
      energyWh: figures[at + 2] as number,
      activity: activities[figures[at + 3] as number] as PluginPeriod['activity'],
      minuteOfDay: figures[at + 4] as number,
      weekday: figures[at + 5] as number,
      date: figures[at + 6] as number,
      base: {
        ENERGY: figures[at + 7] as number,
        TIME: figures[at + 8] as number,
        PARKING_TIME: figures[at + 9] as number,
        FLAT: figures[at + 10] as number,
        RESERVATION_TIME: figures[at + 11] as number,
      },
      series: names.length === 0 ? {} : this.series(names),
    }
  }

  /** NaN, which no amount is, stands for what is not known. */
  private series(names: readonly string[]): PluginPeriod['series'] {
    const series: Record<string, number | null> = {}
    for (const name of names) {
      const amount = this.figure()
      series[name] = Number.isNaN(amount) ? null : amount
    }
    return series
  }

  private earlierLine(): EarlierLine {
    const { figures, texts, at } = this
    this.at = at + lineFigures
    const line = {
      plugin: texts[figures[at] as number] as string,
      code: texts[figures[at + 1] as number] as string,
      on: components[figures[at + 2] as number] as EarlierLine['on'],
      amount: figures[at + 3] as number,
    }
    const length = figures[at + 4] as number
    if (length < 0) return line
    const periods = Array.from(figures.subarray(this.at, this.at + length))
    this.at += length
    return { ...line, periods }
  }

  private facts(count: number): Readonly<Record<string, Fact>> {
    const facts: [string, Fact][] = []
    for (let index = 0; index < count; index += 1) facts.push([this.text(), this.fact()])
    return Object.fromEntries(facts)
  }

  private fact(): Fact {
    const type = this.figure()
    if (type === factTypes.string) return this.text()
    const value = this.figure()
    if (type === factTypes.null) return null
    return type === factTypes.boolean ? value === 1 : value
  }
}

/** Each call reads the next session. */
export function createUnpacker(packed: Received): () => PluginInput {
  const unpacker = new Unpacker(packed)
  return () => unpacker.input()
}
