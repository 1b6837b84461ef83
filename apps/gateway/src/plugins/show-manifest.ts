/** Brings a manifest, and what the gate reports, to the fields that the API shows. */

import type { PluginVersion } from '@wattline/billing'

import type {
  BoundKind,
  CutKind,
  Manifest,
  PluginBoundType,
  PluginCutType,
  PluginEmitType,
  PluginFigureType,
  PluginGateReportType,
  PluginReadType,
  PluginSeriesReadType,
} from './plugin-manifest.type.js'

type Figure = number | string | { readonly param: string } | { readonly fact: string }

const boundKinds: Readonly<Record<string, BoundKind>> = {
  shareOfBaseBp: 'share-of-base',
  perKwh: 'per-kwh',
  perHour: 'per-hour',
  perSession: 'per-session',
}

const cutKinds: Readonly<Record<string, CutKind>> = {
  clock: 'clock',
  sinceStartSeconds: 'since-start',
  sinceChargingEndedSeconds: 'since-charging-ended',
  sessionWh: 'session-energy',
  series: 'series',
}

export function showFigure(figure: Figure): PluginFigureType {
  if (typeof figure !== 'object') return { value: String(figure), param: null, fact: null }
  return {
    value: null,
    param: 'param' in figure ? figure.param : null,
    fact: 'fact' in figure ? figure.fact : null,
  }
}

export function showReads({ reads }: Manifest): PluginReadType[] {
  return Object.entries(reads).map(([name, read]) => ({
    name,
    fact: read.fact,
    days: 'days' in read ? showFigure(read.days) : null,
    perMonthWh: 'perMonthWh' in read ? showFigure(read.perMonthWh) : null,
  }))
}

export function showSeries({ series }: Manifest): PluginSeriesReadType[] {
  return Object.entries(series).map(([name, read]) => ({ name, series: showFigure(read.name) }))
}

export function showEmits({ emits }: Manifest): PluginEmitType[] {
  return emits.map(({ code, kind, on, bounds }) => ({
    code,
    kind,
    on,
    bounds: bounds.map(bound => showOnly<PluginBoundType['kind']>(bound, boundKinds)),
  }))
}

export function showCuts({ cuts }: Manifest): PluginCutType[] {
  return cuts.map(cut => {
    const { kind, figure } = showOnly<PluginCutType['kind']>(cut, cutKinds)
    return { kind, at: figure }
  })
}

export function showReport(report: PluginVersion['report']): PluginGateReportType | null {
  if (!report) return null
  const { fuelMost, fuelAllowed, ...rest } = report
  return { ...rest, fuelMost: String(fuelMost), fuelAllowed: String(fuelAllowed) }
}

/** A bound and a cut have one field each, whose name says its kind: the gate has seen to it. */
function showOnly<Kind>(value: object, kinds: Readonly<Record<string, Kind>>) {
  const [[name, figure] = ['', 0]] = Object.entries(value) as [string, Figure][]
  return { kind: kinds[name] as Kind, figure: showFigure(figure) }
}
