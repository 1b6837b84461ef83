/** What the meter shows in power and current while an example session goes on. */

import type { CompiledTariff } from '../compile/compiled.js'
import type { Measure } from '../session.js'
import { measured, type Range, unmeasured } from './axes.js'
import { type Box, wholeBox } from './box.js'
import type { Levels, Stretch } from './finding.js'

/** 10 MW and 10 kA, in W and mA: a session in which more flows is none that the engine rates. */
const mostShown = 10_000_000
/** Between a phase and neutral in most of the world (IEC 60038). */
const usualVolts = 230

/**
 * Of power and current what the tariff's prices hang on, as near to so many watts as the box
 * allows. Undefined where no whole W or mA lies in it.
 */
export function levelsIn(tariff: CompiledTariff, box: Box, watts: number): Levels | undefined {
  const powerW = doesRead(tariff, 'power') ? levelIn(box.power, watts) : 'none'
  const milliAmperes = Math.round(watts / usualVolts) * 1000
  const currentMilliA = doesRead(tariff, 'current') ? levelIn(box.current, milliAmperes) : 'none'
  if (powerW === undefined || currentMilliA === undefined) return undefined
  return {
    ...(powerW !== 'none' && { powerW }),
    ...(currentMilliA !== 'none' && { currentMilliA }),
  }
}

/** The stretch with what the meter shows at its own power. */
export function withLevels(tariff: CompiledTariff, stretch: Stretch, box = wholeBox): Stretch {
  return { ...stretch, ...levelsIn(tariff, freed(box), wattsOf(stretch)) }
}

/** What flows at these levels; undefined where they state nothing. */
export function wattsAt({ powerW, currentMilliA }: Levels): number | undefined {
  return powerW ?? (currentMilliA && (currentMilliA * usualVolts) / 1000)
}

/** Watts at which the meter shows so many millionths of a kW or A. */
export function wattsOfLevel(measure: Measure, level: number): number {
  return measure === 'power' ? level / 1000 : (level / 1_000_000) * usualVolts
}

function wattsOf({ seconds, energyWh }: Stretch): number {
  return seconds === 0 ? 0 : Math.round((energyWh * 3600) / seconds)
}

/** Prices that hang on a level are cut at its bounds. */
function doesRead({ cuts }: CompiledTariff, measure: Measure): boolean {
  return cuts.some(({ kind }) => kind === measure)
}

/** Whole thousands are told best, where the range holds one. */
function levelIn({ from, to }: Range, wished: number): number | 'none' | undefined {
  if (to <= unmeasured.to) return 'none'
  const least = Math.ceil(Math.max(from, measured.from) / 1000)
  const most = Math.min(Math.ceil(to / 1000) - 1, mostShown)
  if (least > most) return undefined
  if (wished <= most) return Math.max(wished, least)
  const round = Math.floor(most / 1000) * 1000
  return round >= least ? round : most
}

/** Any power, and any current; but none where the box holds what is not measured alone. */
function freed({ power, current }: Box): Box {
  const free = (range: Range, whole: Range): Range => (range.to <= unmeasured.to ? range : whole)
  return {
    ...wholeBox,
    power: free(power, wholeBox.power),
    current: free(current, wholeBox.current),
  }
}
