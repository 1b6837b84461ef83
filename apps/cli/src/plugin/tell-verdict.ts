/** Puts the publish gate's verdict into words: every reason with its place, or what was tried. */

import type { GateReport, GateVerdict } from '@wattline/billing'

import { tellFault } from './tell-fault.js'

const count = (number: number, what: string): string =>
  `${number} ${what}${number === 1 ? '' : 's'}`

/** Ends with a line break. */
export function tellVerdict(verdict: GateVerdict): string {
  if ('faults' in verdict) {
    const { faults } = verdict
    const told = faults.map(tellFault).join('\n')
    return `It may not be published, for ${count(faults.length, 'reason')}:\n\n${told}`
  }
  const { manifest, hash } = verdict.plugin
  const may = `${manifest.id} ${manifest.version} may be published.`
  return `${may}\n${tellReport(verdict.report)}  hash     ${hash}\n`
}

function tellReport({ engines, goldens, generatedBills, fuelMost, fuelAllowed }: GateReport) {
  const tried = `${count(goldens, 'golden test')} and ${count(generatedBills, 'generated bill')}`
  const [first, ...others] = engines.map(engine => engine.replace(/[0-9a-f]{52}\b/, '…'))
  return [
    `  tried    ${tried}`,
    `  agreed   ${first}`,
    ...others.map(engine => `           ${engine}`),
    `  fuel     ${fuelMost} of ${fuelAllowed} ticks for the costliest session`,
    '',
  ].join('\n')
}
