/** Puts what a back-test came to into words: sums, bars, drivers, the worst cases, and failures. */

import type { Amount, Backtest, Bar, Case, Compared } from './backtest-queries.js'

/** @param url of the gateway, where each session and invoice can be looked into */
export function tellBacktest({ result, drivers, ...backtest }: Backtest, url: string): string {
  const { sessions, priced, otherCurrency, capped, failures, warnings, currencies } = result
  const lines = [
    `Back-test ${backtest.id}: ${backtest.state.toLowerCase()}`,
    ...(backtest.trouble === null ? [] : [`  ${backtest.trouble}`]),
    `  ${sessions} sessions, ${priced} with a price, ${capped} lowered by the draft’s cap`,
    ...(otherCurrency > 0 ? [`  ${otherCurrency} in another currency: not compared`] : []),
    ...currencies.flatMap(tellCurrency),
    ...drivers.map(
      ({ currency, less, same, more }) =>
        `  drivers, ${currency}: ${less} pay less, ${same} the same, ${more} more`,
    ),
    ...failures.map(
      one =>
        `  ${one.plugin} ${one.version} failed (${one.cause}) in ${one.sessions} sessions, ` +
        `${one.unpriced} without a price; first ${one.sessionId}: ${one.message}`,
    ),
    ...warnings.map(one => `  ${one.sessions} would warn: ${one.text}`),
  ]
  const [first] = currencies.flatMap(({ mostMore, mostLess }) => [...mostMore, ...mostLess])
  const hint = first
    ? `\nLook into a session at ${new URL('/graphql', url).href}:\n` +
      `  { whyWasICharged(sessionId: "${first.sessionId}") { invoice { lines { label } } } }\n`
    : ''
  return `${lines.join('\n')}\n${hint}`
}

function tellCurrency(compared: Compared): string[] {
  const { currency, billed, draft, less, same, more, byShare, mostLess, mostMore } = compared
  return [
    '',
    `  ${currency}        sessions           net           VAT         gross`,
    tellSums('billed', billed),
    tellSums('draft', draft),
    `  ${less} cost less, ${same} the same, ${more} more`,
    ...byShare.filter(({ sessions }) => sessions > 0).map(bar => tellBar(bar, less + same + more)),
    ...tellCases('Most more', mostMore),
    ...tellCases('Most less', mostLess),
    '',
  ]
}

function tellSums(name: string, { sessions, net, vat, gross }: Compared['billed']): string {
  const amounts = [net, vat, gross].map(({ amount }) => amount.padStart(14)).join('')
  return `  ${name.padEnd(10)} ${String(sessions).padStart(8)}${amounts}`
}

const barWidth = 40

function tellBar({ direction, fromBp, untilBp, sessions }: Bar, all: number): string {
  const bar = '█'.repeat(Math.max(1, Math.round((sessions * barWidth) / all)))
  const share = direction === 'SAME' ? 'the same' : `${range(fromBp, untilBp)} ${direction}`
  return `  ${share.toLowerCase().padEnd(16)} ${String(sessions).padStart(8)}  ${bar}`
}

function range(fromBp: number, untilBp: number | null): string {
  return untilBp === null ? `${fromBp / 100} % +` : `${fromBp / 100}–${untilBp / 100} %`
}

function tellCases(title: string, cases: readonly Case[]): string[] {
  if (cases.length === 0) return []
  return [
    `  ${title}:`,
    ...cases.flatMap(one => [
      `    ${show(one.billed)} → ${show(one.draft)}  session ${one.sessionId}, ` +
        `invoice ${one.invoiceId}`,
      ...one.draftLines.map(
        ({ component, label, quantity, unit, amount }) =>
          `      ${label === component ? component : `${component} ${label}`}: ` +
          `${quantity} ${unit}, ${show(amount)}`,
      ),
    ]),
  ]
}

function show({ amount, currency }: Amount): string {
  return `${amount} ${currency}`
}
