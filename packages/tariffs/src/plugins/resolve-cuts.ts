/**
 * Turns the cuts a plugin declares into places of one session, so that no period straddles its
 * prices.
 */

import type { Cut, Manifest } from '@wattline/plugin-sdk'

import { secondOfDayFrom } from '../restrictions/time-of-day.js'
import type { ResolvedCut } from '../session.js'
import { type Given, MissingFigure, resolveFigure } from './figure.js'

/**
 * @param given the operator's parameters, what the plugin is told, and when the session starts
 * @throws MissingFigure naming the cut and the parameter, fact or series it lacks
 */
export function resolveCuts(manifest: Manifest, given: Given): ResolvedCut[] {
  return manifest.cuts.flatMap((cut, index) => {
    const place = `cuts[${index}] of plugin ${manifest.id}`
    return 'series' in cut
      ? resolveSeries(cut.series, given, place)
      : (resolveCut(cut, given, place) ?? [])
  })
}

/** Instants before the session cut nothing; `planCuts` drops those after its end. */
function resolveSeries(name: string, { series, startSecond }: Given, place: string): ResolvedCut[] {
  const points = Object.hasOwn(series, name) ? series[name] : undefined
  if (points === undefined)
    throw new MissingFigure(`${place} refers to series ${name}, which was not given`)
  return points.flatMap(({ fromSecond }) =>
    fromSecond > startSecond ? [{ kind: 'sinceStart', seconds: fromSecond - startSecond }] : [],
  )
}

function resolveCut(
  cut: Exclude<Cut, { readonly series: string }>,
  given: Given,
  place: string,
): ResolvedCut | undefined {
  if ('clock' in cut) return { kind: 'clock', secondOfDay: resolveClock(cut.clock, given, place) }
  if ('sinceStartSeconds' in cut) {
    const seconds = resolveFigure(cut.sinceStartSeconds, given, place)
    return seconds === undefined ? undefined : { kind: 'sinceStart', seconds }
  }
  if ('sinceChargingEndedSeconds' in cut) {
    const seconds = resolveFigure(cut.sinceChargingEndedSeconds, given, place)
    return seconds === undefined ? undefined : { kind: 'sinceChargingEnded', seconds }
  }
  const wh = resolveFigure(cut.sessionWh, given, place)
  return wh === undefined ? undefined : { kind: 'sessionWh', wh: BigInt(wh) }
}

function resolveClock(
  clock: string | { readonly param: string },
  { params }: Given,
  place: string,
): number {
  const text = typeof clock === 'string' ? clock : ownValue(params, clock.param, place)
  const second = typeof text === 'string' ? secondOfDayFrom(text) : undefined
  if (second !== undefined) return second
  throw new MissingFigure(`${place} must be a time of day as HH:MM, found ${JSON.stringify(text)}`)
}

function ownValue(params: Given['params'], name: string, place: string): unknown {
  if (Object.hasOwn(params, name)) return params[name]
  throw new MissingFigure(`${place} refers to parameter ${name}, which was not given; set it`)
}
