/**
 * Packs plugin inputs into columns: copying is what costs, and figures in one typed array cost
 * least.
 */

import type { EarlierLine, Fact, PluginInput, PluginPeriod } from '@wattline/plugin-sdk'

import {
  activities,
  components,
  factTypes,
  lineFigures,
  type Packed,
  periodFigures,
  sessionFigures,
} from './columns.js'

const seriesOf = ({ periods: [first] }: PluginInput): readonly string[] =>
  first === undefined ? [] : Object.keys(first.series)

/** How many figures an input comes to. */
function figuresOf(input: PluginInput): number {
  const series = seriesOf(input).length
  let count = sessionFigures + series + input.periods.length * (periodFigures + series)
  for (const { periods } of input.earlierLines) count += lineFigures + (periods?.length ?? 0)
  return count + Object.keys(input.facts).length * 3
}

/** Fills columns of just the right size from front to back. */
class Packer {
  readonly texts: string[] = []
  private readonly known = new Map<string, number>()
  private at = 0

  constructor(readonly figures: Float64Array) {}

  /** Only the fields of the contract travel, whatever else an input object may hold. */
  input(input: PluginInput): void {
    const { session, periods, earlierLines, facts } = input
    const names = Object.keys(facts)
    const series = seriesOf(input)
    this.put(session.durationSeconds)
    this.put(session.chargingSeconds)
    this.put(session.parkedSeconds)
    this.put(session.energyWh)
    this.text(session.currency)
    this.put(session.minorPerUnit)
    this.put(periods.length)
    this.put(earlierLines.length)
    this.put(names.length)
    this.put(series.length)
    for (const name of series) this.text(name)
    for (const period of periods) this.period(period, series)
    for (const line of earlierLines) this.earlierLine(line)
    for (const name of names) this.fact(name, facts[name] as Fact)
  }

  private put(figure: number): void {
    this.figures[this.at++] = figure
  }

  private text(text: string): void {
    let index = this.known.get(text)
    if (index === undefined) {
      index = this.texts.push(text) - 1
      this.known.set(text, index)
    }
    this.put(index)
  }

  private period(period: PluginPeriod, series: readonly string[]): void {
    const { figures, at } = this
    const { base } = period
    figures[at] = period.startSecond
    figures[at + 1] = period.durationSeconds
    figures[at + 2] = period.energyWh
    figures[at + 3] = activities.indexOf(period.activity)
    figures[at + 4] = period.minuteOfDay
    figures[at + 5] = period.weekday
    figures[at + 6] = period.date
    figures[at + 7] = base.ENERGY
    figures[at + 8] = base.TIME
    figures[at + 9] = base.PARKING_TIME
    figures[at + 10] = base.FLAT
    figures[at + 11] = base.RESERVATION_TIME
    this.at += periodFigures
    for (const name of series) this.put(period.series[name] ?? Number.NaN)
  }

  private earlierLine(line: EarlierLine): void {
    this.text(line.plugin)
    this.text(line.code)
    this.put(components.indexOf(line.on))
    this.put(line.amount)
    this.put(line.periods?.length ?? -1)
    for (const period of line.periods ?? []) this.put(period)
  }

  private fact(name: string, value: Fact): void {
    this.text(name)
    if (typeof value === 'string') {
      this.put(factTypes.string)
      this.text(value)
      return
    }
    const isFlag = typeof value === 'boolean'
    this.put(value === null ? factTypes.null : isFlag ? factTypes.boolean : factTypes.number)
    this.put(Number(value))
  }
}

/** Inputs in columns, ready for the wire. */
export function pack(inputs: readonly PluginInput[]): Packed {
  let count = 0
  for (const input of inputs) count += figuresOf(input)
  const packer = new Packer(new Float64Array(count))
  for (const input of inputs) packer.input(input)
  return packer
}
