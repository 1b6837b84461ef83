/** Makes the sentences of a receipt, in a language, from the data that is stored with a line. */

import type {
  Explanation,
  FeeBasis,
  LineBasis,
  PluginBasis,
  Reason,
  Restriction,
  Tax,
  UseBasis,
  Weekday,
} from './explanation.js'
import { dateFrom, showAmount, showLength, showNumber, showPrice, showStretch } from './figures.js'
import { sayLabel } from './labels.js'
import { de } from './languages/de.js'
import { en } from './languages/en.js'
import { fr } from './languages/fr.js'
import { nl } from './languages/nl.js'
import type { Phrases, ShownWanted } from './phrases.js'

/** ISO 639-1 codes, in capitals as GraphQL has them. */
export type Language = 'EN' | 'DE' | 'FR' | 'NL'

export const phraseBooks: Readonly<Record<Language, Phrases>> = { EN: en, DE: de, FR: fr, NL: nl }

export const languages = Object.keys(phraseBooks) as readonly Language[]

/** The sentences of a line, from its data alone. */
export function sayLine(
  { basis, reasons }: Pick<Explanation, 'basis' | 'reasons'>,
  language: Language,
): Pick<Explanation, 'sentence' | 'why'> {
  return {
    sentence: sayBasis(basis, language),
    why: reasons.map(reason => sayReason(reason, language)),
  }
}

/** One sentence: what a line is for, and by what. */
export function sayBasis(basis: LineBasis, language: Language): string {
  const phrases = phraseBooks[language]
  switch (basis.kind) {
    case 'USE':
      return sayUse(basis, phrases)
    case 'FEE':
      return sayFee(basis, phrases)
    case 'DISCOUNT':
    case 'SURCHARGE':
      return sayPlugin(basis, phrases)
    case 'CAP':
      return phrases.cap(showPrice(basis.afterTaxes, basis.currency, phrases.marks))
    case 'CREDIT':
      return phrases.credit({ position: undefined, ...basis })
    case 'MIN_PRICE':
    case 'MAX_PRICE': {
      const { kind, beforeTaxes, afterTaxes, currency, tariffId } = basis
      const show = (text: string): string => showPrice(text, currency, phrases.marks)
      const after = afterTaxes === undefined ? undefined : show(afterTaxes)
      return phrases.limit({ kind, beforeTaxes: show(beforeTaxes), afterTaxes: after, tariffId })
    }
  }
}

function sayUse(basis: UseBasis, phrases: Phrases): string {
  const { marks } = phrases
  const price = showPrice(basis.price, basis.currency, marks)
  const rate = phrases.rate(price, basis.use === 'ENERGY' ? 'kWh' : 'hour')
  return phrases.use({
    used: phrases.used[basis.use](showAmount(basis.quantity, marks)),
    ...showStretch(basis.fromLocal, basis.toLocal, phrases),
    step: basis.step && showAmount(basis.step.size, marks),
    rate: rate + sayTax(basis.tax, phrases),
    element: phrases.element(basis.elementIndex + 1, basis.tariffId),
  })
}

function sayFee(basis: FeeBasis, phrases: Phrases): string {
  const price = showPrice(basis.price, basis.currency, phrases.marks)
  return phrases.fee({
    on: basis.on,
    price: price + sayTax(basis.tax, phrases),
    element: phrases.element(basis.elementIndex + 1, basis.tariffId),
  })
}

/** What the plugin says in our words, where we have them, and then what it did. */
function sayPlugin({ kind, code, on, plugin, label, tax }: PluginBasis, phrases: Phrases): string {
  const percent = tax.percent === null ? null : showNumber(tax.percent, phrases.marks)
  const name = `${plugin.id} ${plugin.version}`
  const did = phrases.plugin({ kind, code, on: phrases.components[on], percent, plugin: name })
  const said = sayLabel(label, phrases.labels, phrases.marks)
  return said === undefined ? did : `${said} ${did}`
}

/** Nothing where a price without tax names no rate: then no tax is known to come on top. */
function sayTax({ percent, side }: Tax, phrases: Phrases): string {
  const shown = percent === null ? null : showNumber(percent, phrases.marks)
  if (side === 'gross') return phrases.taxInside(shown)
  return shown === null ? '' : phrases.taxOnTop(shown)
}

/** One sentence: why an earlier element did not apply. */
export function sayReason(reason: Reason, language: Language): string {
  const phrases = phraseBooks[language]
  const { restriction, wanted, found, elementIndex } = reason
  const phrase = phrases.restrictions[restriction]
  const show = (text: string): string => showFigure(restriction, text, phrases)
  const shown: ShownWanted = {
    ...(wanted.from !== undefined && { from: show(wanted.from) }),
    ...(wanted.to !== undefined && { to: show(wanted.to) }),
    ...(wanted.days && { days: wanted.days.map(show) }),
  }
  return phrases.skipped({
    number: elementIndex + 1,
    applies: phrase.applies(shown),
    found: phrase.found(found === null ? null : show(found)),
  })
}

/** A figure of a restriction as the language writes it, with its unit. */
function showFigure(restriction: Restriction, text: string, phrases: Phrases): string {
  const { marks } = phrases
  switch (restriction) {
    case 'DATE':
      return phrases.date(dateFrom(text))
    case 'DAY_OF_WEEK':
      return phrases.weekdays[text as Weekday]
    case 'ENERGY':
      return `${showNumber(text, marks)} kWh`
    case 'POWER':
      return `${showNumber(text, marks)} kW`
    case 'CURRENT':
      return `${showNumber(text, marks)} A`
    case 'DURATION':
      return showLength(text, marks)
    case 'TIME_OF_DAY':
    case 'RESERVATION':
      return text
  }
}
