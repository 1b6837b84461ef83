/** Builds tariff documents in few words and prices the example sessions of findings again. */

import { formatAmount } from '@wattline/units'

import { compileTariff } from '../compile/compile-tariff.js'
import { exampleFacts } from '../lint/example.js'
import type { ExampleSession, Finding, FindingCode } from '../lint/finding.js'
import { lintTariff } from '../lint/lint-tariff.js'
import type { LintOptions } from '../lint/site.js'
import { parseTariff } from '../parse/parse-tariff.js'
import { rateSession } from '../rate/rate-session.js'
import type { RatedSession } from '../rate/rated.js'
import type { Tariff } from '../tariff.js'
import { totalBill } from '../total/total-bill.js'

type Fields = Readonly<Record<string, unknown>>

export const price = (type: string, more: Fields = {}): Fields => ({
  type,
  price: 1,
  step_size: 1,
  ...more,
})

export function element(components: readonly Fields[], restrictions?: Fields): Fields {
  return { price_components: components, ...(restrictions && { restrictions }) }
}

/** @throws Error with all faults of a document that cannot be read */
export function tariffOf(fields: Fields): Tariff {
  const { tariff, faults } = parseTariff({ id: 'T', currency: 'EUR', ...fields })
  if (!tariff) throw new Error(JSON.stringify(faults))
  return tariff
}

/** The findings of one code. */
export function findingsOf(
  fields: Fields,
  code: FindingCode,
  options: LintOptions = { timeZones: ['Europe/Berlin'] },
): Finding[] {
  return lintTariff(tariffOf(fields), options).filter(finding => finding.code === code)
}

export function rateAgain(tariff: Tariff, example: ExampleSession): RatedSession {
  return rateSession(compileTariff(tariff, example.timeZone), exampleFacts(example), [])
}

/** What an example costs when it is priced from the start: the same text as it states. */
export function priceAgain(tariff: Tariff, example: ExampleSession): string {
  const minor = totalBill(rateAgain(tariff, example), []).grossMinor
  return formatAmount({ minor, currency: tariff.currency })
}
