/** Puts into words what became of a publication, and what a version declares. */

import type { Figure, Publication, Report, Version } from './registry-queries.js'
import { tellFault } from './tell-fault.js'

/** Every reason against it with its place, or the version it is; ends with a line break. */
export function tellPublication(publication: Publication): string {
  const { id, state, faults, report, pluginVersion: version, waitingBecause } = publication
  if (state === 'REFUSED') {
    return `Refused, for ${count(faults.length, 'reason')}:\n\n${faults.map(tellFault).join('\n')}`
  }
  if (state === 'PUBLISHED' && version) {
    const rows = [
      ['id', version.id],
      ['hash', version.hash],
      ...(report ? [['tried', tellReport(report)]] : []),
    ]
    return `${version.pluginId} ${version.version} is published.\n${table(rows)}`
  }
  const why = waitingBecause === null ? '' : `: ${waitingBecause}`
  return `Publication ${id} is still being checked${why}\n`
}

export function tellVersion(version: Version): string {
  const { pluginId, version: number, description, author, report, reads, series } = version
  const rows = [
    ['id', version.id],
    ['hash', version.hash],
    ['phase', version.phase],
    ['author', author],
    ['published', version.publishedAt],
    ...reads.map(read => ['reads', `${read.fact} as ${read.name}`]),
    ...series.map(each => ['reads', `the series ${tellFigure(each.series)} as ${each.name}`]),
    ...version.emits.map(({ code, kind, on, bounds }) => [
      'may add',
      `${code}, a ${kind.toLowerCase()} on ${on}, of at most ${bounds.map(tellBound).join(' + ')}`,
    ]),
    ...version.cuts.map(({ kind, at }) => ['cuts', `${words(kind)} ${tellFigure(at)}`]),
    ['tried', report ? tellReport(report) : 'by the platform, whose own it is'],
    ['parameters', JSON.stringify(version.paramsSchema)],
  ]
  return `${pluginId} ${number}: ${description}\n${table(rows)}`
}

function tellReport({ engines, goldens, generatedBills, fuelMost, fuelAllowed }: Report): string {
  const bills = `${count(goldens, 'golden')} and ${count(generatedBills, 'generated bill')}`
  return `${bills} on ${engines.join(', ')}; fuel ${fuelMost} of ${fuelAllowed}`
}

function tellBound({ kind, figure }: { readonly kind: string; readonly figure: Figure }): string {
  if (kind === 'SHARE_OF_BASE') return `${tellFigure(figure)} basis points of the tariff’s own`
  return `${tellFigure(figure)} ${words(kind)}`
}

function tellFigure({ value, param, fact }: Figure): string {
  if (param !== null) return `parameter ${param}`
  return fact === null ? (value ?? '') : `fact ${fact}`
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`
}

function words(shouted: string): string {
  return shouted.toLowerCase().replaceAll('_', ' ')
}

function table(rows: readonly (readonly string[])[]): string {
  const width = Math.max(...rows.map(([label = '']) => label.length)) + 2
  return rows.map(([label = '', text = '']) => `  ${label.padEnd(width)}${text}\n`).join('')
}
