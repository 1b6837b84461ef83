/** Says everything on a receipt in German. */

import { listOf, type Phrases, rangeOf } from '../phrases.js'

export const de: Phrases = {
  marks: { decimal: ',', group: '.' },
  date: ({ year, month, day }) => `${day}.${month}.${year}`,
  clockOnDate: (clock, date) => `${clock} am ${date}`,
  weekdays: {
    MONDAY: 'Montag',
    TUESDAY: 'Dienstag',
    WEDNESDAY: 'Mittwoch',
    THURSDAY: 'Donnerstag',
    FRIDAY: 'Freitag',
    SATURDAY: 'Samstag',
    SUNDAY: 'Sonntag',
  },
  components: {
    ENERGY: 'die Energie',
    TIME: 'die Ladezeit',
    PARKING_TIME: 'die Standzeit',
    RESERVATION_TIME: 'die reservierte Zeit',
    FLAT: 'die Gebühr',
    SESSION: 'den Ladevorgang',
  },
  used: {
    ENERGY: amount => `${amount} geladen`,
    TIME: amount => `${amount} Ladezeit`,
    PARKING_TIME: amount => `${amount} Standzeit`,
    RESERVATION_TIME: amount => `${amount} reserviert`,
  },
  rate: (price, unit) => `${price} je ${unit === 'kWh' ? 'kWh' : 'Stunde'}`,
  taxOnTop: percent => ` zuzüglich ${percent} % MwSt.`,
  taxInside: percent =>
    percent === null ? ' einschließlich Steuern' : ` einschließlich ${percent} % MwSt.`,
  element: (number, tariffId) => `Element ${number} des Tarifs ${tariffId}`,
  use: ({ used, from, to, step, rate, element }) => {
    const rounded = step === undefined ? '' : `, aufgerundet auf volle Schritte von ${step},`
    return `${used} von ${from} bis ${to} Ortszeit${rounded} zu ${rate}, nach ${element}.`
  },
  fee: ({ on, price, element }) => {
    const what = on === 'SESSION' ? 'den Ladevorgang' : 'die Reservierung'
    return `Gebühr von ${price} für ${what}, nach ${element}.`
  },
  plugin: ({ kind, code, on, percent, plugin }) => {
    const what = kind === 'DISCOUNT' ? 'Rabatt' : 'Zuschlag'
    const at = percent === null ? '' : ` bei ${percent} % MwSt.`
    return `${what} (${code}) auf ${on}${at}, durch Plugin ${plugin}.`
  },
  limit: ({ kind, beforeTaxes, afterTaxes, tariffId }) => {
    const isLeast = kind === 'MIN_PRICE'
    const what = isLeast ? 'Angehoben auf den Mindestpreis' : 'Gesenkt auf den Höchstpreis'
    const field = isLeast ? 'min_price' : 'max_price'
    const after = afterTaxes === undefined ? '' : ` und ${afterTaxes} mit Steuern`
    return `${what}: ${beforeTaxes} ohne Steuern${after}, nach ${field} des Tarifs ${tariffId}.`
  },
  cap: afterTaxes =>
    `Gesenkt auf die zugesagte Obergrenze: ${afterTaxes} mit Steuern, nach der Preisliste.`,
  credit: ({ invoice, position, note }) => {
    const what = position === undefined ? 'einen Teil' : `Zeile ${position}`
    return `Erstattet ${what} der Rechnung ${invoice}. ${note}`
  },
  skipped: ({ number, applies, found }) => `Element ${number} gilt nur ${applies}, aber ${found}.`,
  restrictions: {
    TIME_OF_DAY: {
      applies: ({ from, to }) => `von ${from} bis ${to} Uhr`,
      found: clock => `die Uhr zeigte ${clock}`,
    },
    DATE: {
      applies: wanted => rangeOf(wanted, { from: 'ab dem', to: 'vor dem', and: 'und' }),
      found: date => `es war der ${date}`,
    },
    DAY_OF_WEEK: {
      applies: ({ days = [] }) => `am ${listOf(days, 'oder')}`,
      found: day => `es war ${day}`,
    },
    ENERGY: {
      applies: wanted =>
        `solange bisher ${rangeOf(wanted, { from: 'mindestens', to: 'weniger als', and: 'und' })} geladen sind`,
      found: energy => `es waren ${energy}`,
    },
    DURATION: {
      applies: wanted =>
        `solange der Ladevorgang ${rangeOf(wanted, { from: 'mindestens', to: 'weniger als', and: 'und' })} gedauert hat`,
      found: length => `er dauerte bis dahin ${length}`,
    },
    POWER: {
      applies: wanted =>
        `bei einer Leistung von ${rangeOf(wanted, { from: 'mindestens', to: 'weniger als', and: 'und' })}`,
      found: power => (power === null ? 'es wurde keine Leistung gemessen' : `es waren ${power}`),
    },
    CURRENT: {
      applies: wanted =>
        `bei einer Stromstärke von ${rangeOf(wanted, { from: 'mindestens', to: 'weniger als', and: 'und' })}`,
      found: current =>
        current === null ? 'es wurde keine Stromstärke gemessen' : `es waren ${current}`,
    },
    RESERVATION: {
      applies: () => 'für eine verfallene Reservierung',
      found: () => 'diese ist nicht verfallen',
    },
  },
  labels: {
    'day-ahead.fallback': ({ price }) => `Kein Börsenpreis bekannt: ${price} je kWh.`,
    'day-ahead.spot': ({ price }) => `Börsenpreis und Aufschlag, im Mittel ${price} je kWh.`,
    'idle-grace.fee': ({ length, grace }) =>
      `Nach dem Laden ${length} länger geblieben, als frei ist (${grace}).`,
    'loyalty.kwh': ({ percent, reached, days }) =>
      `${percent} % Rabatt nach ${reached} kWh in ${days} Tagen.`,
    'loyalty.sessions': ({ percent, reached, days }) =>
      `${percent} % Rabatt nach ${reached} Ladevorgängen in ${days} Tagen.`,
    'membership.free': ({ tier, kwh }) =>
      `${kwh} kWh in diesem Monat frei für Mitglieder (${tier}).`,
    'membership.rate': ({ tier, price }) => `Mitglieder (${tier}) zahlen ${price} je kWh.`,
    'off-peak.discount': ({ percent, from, to }) =>
      `${percent} % Rabatt von ${from} bis ${to} Uhr.`,
    'promotion.coupon': ({ code }) => `Gutschein ${code}.`,
    'roaming-markup.energy': ({ price }) => `Roaming: ${price} mehr je kWh.`,
    'roaming-markup.share': ({ percent }) => `Roaming: ${percent} % mehr.`,
    'workplace-time.over': ({ length, free }) => `${length} über die freie Zeit (${free}) hinaus.`,
  },
  receipt: {
    net: 'Ohne MwSt.',
    vat: percent => (percent === null ? 'Keine MwSt.' : `MwSt. ${percent} %`),
    gross: 'Gesamt',
    meter: (from, to) => `Zähler von ${from} bis ${to} kWh`,
    note: text => `Hinweis: ${text}`,
    without: element => `Ohne Element ${element}`,
    later: length => `Bei einem um ${length} späteren Beginn`,
    earlier: length => `Bei einem um ${length} früheren Beginn`,
    otherwise: ({ change, total, difference }) => {
      const { amount, isLess } = difference ?? { amount: '', isLess: false }
      const by = amount === '' ? 'ebenso viel' : `${amount} ${isLess ? 'weniger' : 'mehr'}`
      return `${change} hätte es ${total} gekostet: ${by}.`
    },
  },
}
