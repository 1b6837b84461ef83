/**
 * Sessions at whose end more use may cost less.
 *
 * Rounding is lost most where a block of step_size has just been begun and the next unit has
 * another price; so the places to look at are known, and no session has to be guessed.
 */

import { clockStrikes, readWallClock } from '@wattline/units'
import { wholeBox } from './box.js'
import type { Course } from './example.js'
import type { Stretch } from './finding.js'
import { wattsOfLevel, withLevels } from './levels.js'
import { instantIn, type Site } from './site.js'

const usualSeconds = 3600
const usualWh = 20_000
/** A day in the week and one at its end, at which edges of the clock are tried. */
const weekdaysTried = [3, 6]
const edgesTried = 8

/**
 * Sessions of one start and one length, each with more energy than the one before: charging across
 * an edge of the clock and past a bound on the duration, and parked for a while behind.
 */
export function chargedProbes(site: Site): Course[][] {
  const tails =
    site.tariff.components.PARKING_TIME.length === 0 ? [[]] : [[], [parking(usualSeconds)]]
  const lengths = boundsOf(site, 'sinceStart').flatMap(bound => [bound, bound + usualSeconds])
  return inOrder([usualSeconds, ...lengths]).flatMap(seconds =>
    startsOf(site, Math.floor(seconds / 2)).flatMap(startSecond =>
      tails.map(tail =>
        energiesOf(site, seconds).map(energyWh =>
          metered(site, { startSecond, stretches: [charging(seconds, energyWh), ...tail] }),
        ),
      ),
    ),
  )
}

/**
 * Sessions whose going on may be cheaper: those that end while they charge, and while they park.
 */
export function endingProbes(site: Site): Course[] {
  const energies = begunEnergies(site).toReversed()
  const lengths = chargedSeconds(site).toReversed()
  const charged = lengths.flatMap(seconds =>
    startsOf(site, seconds).flatMap(startSecond =>
      energies.map(energyWh => ({ startSecond, stretches: [charging(seconds, energyWh)] })),
    ),
  )
  // And those that end at a power just above each bound on it.
  const atLevels = energies.flatMap(energyWh =>
    wattsOfBounds(site).map(watts => {
      const seconds = Math.max(1, Math.floor((energyWh * 3600) / (watts * 1.01)))
      return { startSecond: usualStart(site), stretches: [charging(seconds, energyWh)] }
    }),
  )
  return [...charged, ...atLevels, ...parkedProbes(site)].map(course => metered(site, course))
}

function parkedProbes(site: Site): Course[] {
  return parkedSeconds(site).flatMap(parked => {
    const upToBounds = boundsOf(site, 'sinceStart').map(bound => bound - parked)
    const lengths = inOrder([usualSeconds / 2, ...upToBounds])
    return lengths.flatMap(seconds =>
      startsOf(site, seconds + parked).map(startSecond => ({
        startSecond,
        stretches: [charging(seconds, usualWh / 2), parking(parked)],
      })),
    )
  })
}

/** The same session, and a little more of it. */
export function extended(site: Site, { startSecond, stretches }: Course): Course[] {
  const more = [charging(1, 1), parking(1), parking(usualSeconds)]
  return more.map(stretch => metered(site, { startSecond, stretches: [...stretches, stretch] }))
}

/** What the meter shows follows from the energy, as it does in a vehicle. */
function metered({ tariff }: Site, { startSecond, stretches }: Course): Course {
  return { startSecond, stretches: stretches.map(stretch => withLevels(tariff, stretch)) }
}

function charging(seconds: number, energyWh: number): Stretch {
  return { activity: 'CHARGING', seconds, energyWh }
}

function parking(seconds: number): Stretch {
  return { activity: 'PARKED', seconds, energyWh: 0 }
}

/**
 * Around each bound on energy, beyond it, and where a block has just been begun; and what flows in
 * so many seconds around each bound on power or current.
 */
function energiesOf(site: Site, seconds: number): number[] {
  const levels = wattsOfBounds(site).flatMap(watts => {
    const flows = (watts * seconds) / 3600
    return [Math.floor(flows * 0.99), Math.ceil(flows * 1.01)]
  })
  const around = boundsOf(site, 'sessionWh').flatMap(bound => [
    bound - 1,
    bound + 1,
    bound * 2,
    bound * 5,
  ])
  return inOrder([1, ...around, ...levels, ...begunEnergies(site)])
}

/** Where a block has just been begun, or a bound is reached by the next Wh. */
function begunEnergies(site: Site): number[] {
  const bounds = boundsOf(site, 'sessionWh')
  const begun = stepsOf(site, 'ENERGY').flatMap(step =>
    [step * 2, usualWh, ...bounds].map(bound => justBegun(bound, step)),
  )
  return inOrder([usualWh, ...bounds, ...begun])
}

function chargedSeconds(site: Site): number[] {
  const bounds = boundsOf(site, 'sinceStart')
  const begun = stepsOf(site, 'TIME').flatMap(step =>
    [step * 2, usualSeconds, ...bounds].map(bound => justBegun(bound, step)),
  )
  return inOrder([usualSeconds, ...bounds, ...begun])
}

function parkedSeconds(site: Site): number[] {
  const begun = stepsOf(site, 'PARKING_TIME').flatMap(step =>
    [step * 2, usualSeconds].map(bound => justBegun(bound, step)),
  )
  return inOrder([usualSeconds, ...begun])
}

/** A start in the midst of a day, and those from which the clock strikes after so many seconds. */
function startsOf(site: Site, seconds: number): number[] {
  const usual = usualStart(site)
  const between = { after: usual - 86_400, before: usual + 5 * 86_400 }
  const edges = boundsOf(site, 'clock').slice(0, edgesTried)
  const strikes = edges.flatMap(edge => clockStrikes(site.zone, edge, between))
  const tried = strikes.filter(strike =>
    weekdaysTried.includes(readWallClock(site.zone, strike).weekday),
  )
  return inOrder([usual, ...tried.map(strike => strike - seconds)])
}

function usualStart(site: Site): number {
  const midday = { from: 43_200, to: 43_201 }
  const box = { ...wholeBox, weekday: { from: 3, to: 4 }, clock: midday }
  return instantIn(site, box) ?? site.fromSecond
}

function wattsOfBounds({ tariff }: Site): number[] {
  const watts = tariff.cuts.flatMap(cut =>
    cut.kind === 'power' || cut.kind === 'current' ? [wattsOfLevel(cut.kind, cut.level)] : [],
  )
  return inOrder(watts)
}

function boundsOf({ tariff }: Site, kind: 'sessionWh' | 'sinceStart' | 'clock'): number[] {
  return tariff.cuts.flatMap(cut => {
    if (cut.kind !== kind) return []
    if (cut.kind === 'sessionWh') return [Number(cut.wh)]
    return [cut.kind === 'clock' ? cut.secondOfDay : cut.seconds]
  })
}

/** Blocks of the dimension in Wh or seconds, those of one unit left out. */
function stepsOf({ tariff }: Site, dimension: 'ENERGY' | 'TIME' | 'PARKING_TIME'): number[] {
  const perUnit = dimension === 'ENERGY' ? 1000 : 100
  const steps = tariff.components[dimension].map(({ step }) => step / perUnit)
  return [...new Set(steps)].filter(step => step > 1)
}

/** The first unit of the block that holds the last one below the bound. */
function justBegun(bound: number, step: number): number {
  return Math.floor((bound - 1) / step) * step + 1
}

function inOrder(values: readonly number[]): number[] {
  return [...new Set(values)].filter(value => value > 0).sort((a, b) => a - b)
}
