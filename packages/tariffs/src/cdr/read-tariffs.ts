/** Reads the tariffs that came with a CDR, and refuses those by which no session can be priced. */

import type { FindingCode } from '../lint/finding.js'
import { lintForm } from '../lint/lint-form.js'
import { parseTariff } from '../parse/parse-tariff.js'
import type { FaultList } from '../parse/read-object.js'
import type { Fault, Tariff } from '../tariff.js'

/**
 * Of what the publish gate finds, only these make a price impossible; the rest is the business of
 * whoever published the tariff. No session is tried to price one, so its form alone is asked.
 */
const unpriceable: readonly FindingCode[] = ['negative-price', 'limits-crossed']

/** Those that can be read; all faults and warnings at `$.tariffs[0]` and so on. */
export function readTariffs(documents: readonly unknown[], faults: FaultList): Tariff[] {
  if (documents.length === 0) {
    faults.fault('$.tariffs', 'no-tariff', 'a CDR needs the tariff that prices it')
  }
  return documents.flatMap((document, index) => {
    const parsed = parseTariff(document)
    const lint = parsed.tariff ? lintForm(parsed.tariff) : []
    const refused = lint.filter(({ code }) => unpriceable.includes(code))
    for (const fault of [...parsed.faults, ...refused]) faults.faults.push(moved(fault, index))
    return parsed.tariff ? [parsed.tariff] : []
  })
}

/** A fault of a tariff document, at its place in the list of them. */
function moved(fault: Fault, index: number): Fault {
  return { ...fault, path: `$.tariffs[${index}]${fault.path.slice(1)}` }
}
