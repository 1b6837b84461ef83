/** Writes a run's facts as a report that people read. Pure. */

import { formatAmount, money } from '@wattline/units'

import { type Facts, findTroubles, sumUp } from './facts.js'

export function reportText(facts: Facts): string {
  const { rows, findings } = facts
  const troubles = findTroubles(facts)
  return [
    `# ${facts.file}, billed by the profile ${facts.profile}`,
    '',
    ...sessionsOf(facts),
    ...invoicesOf(facts),
    ...table('Payments', Object.entries(facts.payments)),
    ...feesOf(facts),
    ...bookOf(facts),
    ...table('Findings', Object.entries(findings)),
    ...list(
      'Broken rows',
      rows.broken.map(({ line, faults }) => `line ${line}: ${faults.join('; ')}`),
    ),
    ...list(
      'Troubles',
      troubles.length > 0 ? troubles : ['none: every session is billed and paid'],
    ),
  ].join('\n')
}

function sessionsOf({ rows, imported, known, sessions }: Facts): string[] {
  return table('Sessions', [
    ['rows read', rows.read],
    ['broken rows', rows.broken.length],
    ['imported in this run', imported],
    ['imported before', known],
    ...Object.entries(sessions),
  ])
}

function invoicesOf({ invoices }: Facts): string[] {
  return invoices.flatMap(({ currency, count, withoutFee, ...sums }) =>
    table(`Invoices in ${currency}`, [
      ['invoices', count],
      ['of these without a fee', withoutFee],
      ['net', shown(sums.netMinor, currency)],
      ['VAT', shown(sums.vatMinor, currency)],
      ['gross', shown(sums.grossMinor, currency)],
    ]),
  )
}

function feesOf({ fees, currency }: Facts): string[] {
  const sum = sumUp(fees)
  return table('Fees against those recorded then', [
    ['compared', sum.compared],
    ['equal to the cent', sum.equal],
    ['different (differences.csv)', sum.different],
    ['recorded', shown(sum.recordedMinor, currency)],
    ['ours', shown(sum.oursMinor, currency)],
  ])
}

function bookOf({ book, provider, currency: main }: Facts): string[] {
  const balances = book.flatMap(({ currency, accounts, debitMinor, creditMinor }) =>
    table(`Trial balance in ${currency}`, [
      ['accounts', accounts],
      ['debits', shown(debitMinor, currency)],
      ['credits', shown(creditMinor, currency)],
    ]),
  )
  const clearing = book.find(({ currency }) => currency === main)?.clearingMinor ?? 0n
  const captured = table('Captured', [
    ['by the provider', shown(provider.capturedMinor, main)],
    ['in the book (adyen:clearing)', shown(clearing, main)],
  ])
  return [...balances, ...captured]
}

function shown(minor: bigint | string, currency: string): string {
  return formatAmount(money(BigInt(minor), currency))
}

function table(title: string, cells: readonly (readonly [string, string | number])[]): string[] {
  if (cells.length === 0) return []
  const lines = cells.map(([name, value]) => `| ${name} | ${value} |`)
  return [`## ${title}`, '', '| | |', '|---|---:|', ...lines, '']
}

function list(title: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : [`## ${title}`, '', ...items.map(item => `- ${item}`), '']
}
