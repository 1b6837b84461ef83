/** Prints an explained bill as a receipt that a person reads: plain text, one language. */

import { type Currency, formatAmount } from '@wattline/units'

import type { Change, Counterfactual } from './counterfactual.js'
import type { ExplainedBill, ExplainedLine, ExplainedPeriod } from './explanation.js'
import { showLength, showNumber } from './figures.js'
import type { Phrases } from './phrases.js'
import { type Language, phraseBooks } from './say.js'

/** A change, and what came of it. */
export interface ChangedBill extends Counterfactual {
  readonly change: Change
}

/**
 * @param bill explained in the same language
 * @param changed what the session would have cost otherwise
 */
export function receipt(
  bill: ExplainedBill,
  language: Language,
  changed: readonly ChangedBill[] = [],
): string {
  const phrases = phraseBooks[language]
  const money = (minor: bigint): string => showMoney(minor, bill.currency, phrases)
  const width = Math.max(
    ...[...bill.lines.map(line => line.amountMinor), bill.grossMinor].map(
      minor => money(minor).length,
    ),
  )
  const rows = bill.lines.flatMap(line => {
    const head = `${`${line.position}.`.padStart(3)} ${money(line.amountMinor).padStart(width)}  `
    const [first = '', ...others] = wordsOf(line, phrases)
    return [head + first, ...others.map(text => ' '.repeat(head.length) + text)]
  })
  const total = (minor: bigint, label: string): string =>
    `    ${money(minor).padStart(width)}  ${label}`
  const { net, gross } = phrases.receipt
  const sums = [
    total(bill.netMinor, net),
    ...bill.taxes.map(({ vat, vatPercent }) => total(vat, vatLabel(vatPercent, phrases))),
    total(bill.grossMinor, gross),
  ]
  const notes = bill.warnings.map(phrases.receipt.note)
  const isNew = (warning: string): boolean => !bill.warnings.includes(warning)
  const otherwise = changed.flatMap(each =>
    sayChanged({ ...each, warnings: each.warnings.filter(isNew) }, phrases),
  )
  const parts = [rows, sums, notes, otherwise].filter(part => part.length > 0)
  return `${parts.map(part => part.join('\n')).join('\n\n')}\n`
}

/** Why it is there, why not cheaper, and the stretches it was used in. */
function wordsOf({ explanation, unit }: ExplainedLine, phrases: Phrases): string[] {
  const { sentence, why, periods } = explanation
  const isOne = periods.length < 2 && periods[0]?.meter === undefined
  return [sentence, ...why, ...(isOne ? [] : periods.map(each => sayPeriod(each, unit, phrases)))]
}

function sayPeriod(
  { from, to, quantity, meter }: ExplainedPeriod,
  unit: string,
  { marks, receipt: { meter: sayMeter } }: Phrases,
): string {
  const show = (text: string): string => showNumber(text, marks)
  const read = meter ? `, ${sayMeter(show(meter.fromKwh), show(meter.toKwh))}` : ''
  return `${from} – ${to}: ${show(quantity)} ${unit}${read}`
}

function sayChanged(changed: ChangedBill, phrases: Phrases): string[] {
  const { change, currency, otherwise, difference, warnings } = changed
  const { receipt: words } = phrases
  const money = (minor: bigint): string => showMoney(minor, currency, phrases)
  const more = difference.grossMinor
  const said = words.otherwise({
    change: sayChange(change, phrases),
    total: money(otherwise.grossMinor),
    difference:
      more === 0n ? undefined : { amount: money(more < 0n ? -more : more), isLess: more < 0n },
  })
  return [said, ...warnings.map(words.note)]
}

function sayChange(change: Change, { receipt: words, marks }: Phrases): string {
  if (change.kind === 'shift') {
    const length = showLength(Math.abs(change.seconds).toString(), marks)
    return change.seconds < 0 ? words.earlier(length) : words.later(length)
  }
  const component = change.componentIndex === undefined ? '' : `.${change.componentIndex + 1}`
  return words.without(`${change.elementIndex + 1}${component}`)
}

function vatLabel(percent: string | null, { receipt: words, marks }: Phrases): string {
  return words.vat(percent === null ? null : showNumber(percent, marks))
}

function showMoney(minor: bigint, currency: Currency, { marks }: Phrases): string {
  return `${showNumber(formatAmount({ minor, currency }), marks)} ${currency}`
}
