/** Writes a run's report: for people, for programs, and every fee that differs as CSV. */

import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { formatAmount, money } from '@wattline/units'

import { differing, type Facts, findTroubles, sumUp } from './facts.js'
import { reportText } from './report-text.js'

/**
 * Writes `report.md`, `report.json` and `differences.csv` into the folder, which is made if need
 * be.
 */
export async function writeReport(folder: string, facts: Facts): Promise<void> {
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'report.md'), reportText(facts))
  await writeFile(join(folder, 'report.json'), reportJson(facts))
  await writeFile(join(folder, 'differences.csv'), differencesCsv(facts))
}

function differencesCsv({ fees, currency }: Facts): string {
  const header = 'sessionId,started,duration,recorded,ours,difference'
  const lines = differing(fees).map(fee => {
    const shown = (minor: bigint) => formatAmount(money(minor, currency))
    const { sessionId, startedAt, durationSeconds, recordedMinor, oursMinor } = fee
    return [
      quote(sessionId),
      startedAt,
      showDuration(durationSeconds),
      shown(recordedMinor),
      shown(oursMinor),
      shown(oursMinor - recordedMinor),
    ].join(',')
  })
  return [header, ...lines, ''].join('\n')
}

function reportJson(facts: Facts): string {
  const { fees, ...rest } = facts
  const report = { ...rest, fees: sumUp(fees), troubles: findTroubles(facts) }
  return `${JSON.stringify(report, (_, value) => (typeof value === 'bigint' ? `${value}` : value), 2)}\n`
}

/** `4:40:18` */
function showDuration(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}

function quote(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
