/** Sorts the places where prices change by kind, once per tariff, so that no session has to. */

import type { Measure, ResolvedCut } from '../session.js'

/** Each list ascending, each place once. */
export interface CutPlan {
  /** Seconds of the day at which a price may change. */
  readonly clock: readonly number[]
  /** Whether the clock's jumps are cuts as well. */
  readonly readsClock: boolean
  /** Seconds since the session's start. */
  readonly sinceStart: readonly number[]
  /** Seconds since the vehicle stopped charging. */
  readonly sinceChargingEnded: readonly number[]
  /** Wh of the session. */
  readonly energyWh: readonly number[]
  /** Millionths of a kW or A; none where no price hangs on what is measured. */
  readonly power: readonly number[]
  readonly current: readonly number[]
}

export function planCuts(cuts: readonly ResolvedCut[], readsClock: boolean): CutPlan {
  const clock: number[] = []
  const sinceStart: number[] = []
  const sinceChargingEnded: number[] = []
  const energyWh: number[] = []
  const levels: Record<Measure, number[]> = { power: [], current: [] }
  for (const cut of cuts) {
    if (cut.kind === 'clock') clock.push(cut.secondOfDay)
    else if (cut.kind === 'sinceStart') sinceStart.push(cut.seconds)
    else if (cut.kind === 'sinceChargingEnded') sinceChargingEnded.push(cut.seconds)
    else if (cut.kind === 'sessionWh') energyWh.push(Number(cut.wh))
    else levels[cut.kind].push(cut.level)
  }
  return {
    clock: ascending(clock),
    readsClock: readsClock || clock.length > 0,
    sinceStart: ascending(sinceStart),
    sinceChargingEnded: ascending(sinceChargingEnded),
    energyWh: ascending(energyWh),
    power: ascending(levels.power),
    current: ascending(levels.current),
  }
}

function ascending(places: readonly number[]): number[] {
  return [...new Set(places)].sort((a, b) => a - b)
}
