/**
 * What lint says of tariffs, as JSON that a reviewer can read, and of tariffs that others wrote.
 *
 * `UPDATE_GOLDEN=1` rewrites the findings; the difference is then reviewed like any other change.
 */

import { readdirSync, readFileSync, writeFileSync } from 'node:fs'

import {
  compileTariff,
  exampleFacts,
  type Finding,
  lintTariff,
  parseTariff,
  rateSession,
  type Tariff,
  totalBill,
} from '@wattline/tariffs'
import { formatAmount } from '@wattline/units'

import { readVectors, sharedFolder } from './vectors.js'

interface LintCase {
  /** What the case shows. */
  readonly title: string
  readonly timeZone: string
  readonly tariff: unknown
  readonly findings?: unknown
}

const folder = new URL('../cases/lint/', import.meta.url)
const files = readdirSync(folder).filter(name => name.endsWith('.json'))
const isRewriting = process.env.UPDATE_GOLDEN === '1'

function parsed(document: unknown): Tariff {
  const { tariff, faults } = parseTariff(document)
  if (!tariff) throw new Error(JSON.stringify(faults))
  return tariff
}

/** Prices every example from the start and holds it to what the finding states. */
function priceAgain(tariff: Tariff, findings: readonly Finding[]): void {
  for (const example of findings.flatMap(({ examples }) => examples)) {
    const rated = rateSession(compileTariff(tariff, example.timeZone), exampleFacts(example), [])
    const minor = totalBill(rated, []).grossMinor
    expect(formatAmount({ minor, currency: tariff.currency })).toBe(example.price)
  }
}

test.each(files)('%s', file => {
  const path = new URL(file, folder)
  const golden = JSON.parse(readFileSync(path, 'utf8')) as LintCase
  const tariff = parsed(golden.tariff)
  const findings = lintTariff(tariff, { timeZones: [golden.timeZone] })
  priceAgain(tariff, findings)
  if (isRewriting) writeFileSync(path, `${JSON.stringify({ ...golden, findings }, null, 2)}\n`)
  else expect(findings).toEqual(golden.findings)
})

test('of the tariffs that others priced one is refused: it gives back VAT', () => {
  const shared = sharedFolder()
  const vectors = shared
    ? ['published.ndjson', 'oracle.ndjson'].flatMap(file => readVectors(shared, file))
    : []
  const documents = vectors.flatMap(({ name, tariff, tariffs, timezone }) =>
    (tariffs ?? [tariff]).map(document => ({ name, document, timezone })),
  )
  const refused: string[] = []
  for (const { name, document, timezone } of documents) {
    const { tariff } = parseTariff(document)
    if (!tariff) continue
    const findings = lintTariff(tariff, { timeZones: [timezone] })
    for (const { code, severity } of findings) {
      if (severity === 'fault') refused.push(`${name} ${code}`)
    }
    priceAgain(tariff, findings)
  }
  expect(refused).toEqual(shared ? ['ocpikit-negative-vat vat-out-of-range'] : [])
  expect(documents.length > 0).toBe(shared !== undefined)
})
