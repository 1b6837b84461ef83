/**
 * Turns the cuts a plugin declares into places of one session, so that no period straddles its
 * prices.
 */

import type { Cut, Fact, Manifest, Params } from '@wattline/plugin-sdk'

import { secondOfDayFrom } from '../restrictions/time-of-day.js'
import type { ResolvedCut } from '../session.js'
import { type Given, MissingFigure, resolveFigure } from './figure.js'

/** @throws MissingFigure naming the cut and the parameter or fact it lacks */
export function resolveCuts(
  manifest: Manifest,
  params: Params,
  facts: Readonly<Record<string, Fact>>,
): ResolvedCut[] {
  return manifest.cuts.flatMap((cut, index) => {
    const place = `cuts[${index}] of plugin ${manifest.id}`
    return resolveCut(cut, { params, facts }, place) ?? []
  })
}

function resolveCut(cut: Cut, given: Given, place: string): ResolvedCut | undefined {
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

function ownValue(params: Params, name: string, place: string): unknown {
  if (Object.hasOwn(params, name)) return params[name]
  throw new MissingFigure(`${place} refers to parameter ${name}, which was not given; set it`)
}
