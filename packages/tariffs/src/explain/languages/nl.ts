/** Says everything on a receipt in Dutch. */

import { listOf, type Phrases, rangeOf } from '../phrases.js'

export const nl: Phrases = {
  marks: { decimal: ',', group: '.' },
  date: ({ year, month, day }) => `${day}-${month}-${year}`,
  clockOnDate: (clock, date) => `${clock} op ${date}`,
  weekdays: {
    MONDAY: 'maandag',
    TUESDAY: 'dinsdag',
    WEDNESDAY: 'woensdag',
    THURSDAY: 'donderdag',
    FRIDAY: 'vrijdag',
    SATURDAY: 'zaterdag',
    SUNDAY: 'zondag',
  },
  components: {
    ENERGY: 'de energie',
    TIME: 'de laadtijd',
    PARKING_TIME: 'de parkeertijd',
    RESERVATION_TIME: 'de gereserveerde tijd',
    FLAT: 'het vaste bedrag',
    SESSION: 'de laadsessie',
  },
  used: {
    ENERGY: amount => `${amount} geleverd`,
    TIME: amount => `${amount} laadtijd`,
    PARKING_TIME: amount => `${amount} parkeertijd`,
    RESERVATION_TIME: amount => `${amount} gereserveerd`,
  },
  rate: (price, unit) => `${price} per ${unit === 'kWh' ? 'kWh' : 'uur'}`,
  taxOnTop: percent => ` exclusief ${percent}% btw`,
  taxInside: percent => (percent === null ? ' inclusief belasting' : ` inclusief ${percent}% btw`),
  element: (number, tariffId) => `element ${number} van tarief ${tariffId}`,
  use: ({ used, from, to, step, rate, element }) => {
    const rounded = step === undefined ? '' : `, naar boven afgerond op hele stappen van ${step},`
    return `${used} van ${from} tot ${to} plaatselijke tijd${rounded} tegen ${rate}, volgens ${element}.`
  },
  fee: ({ on, price, element }) => {
    const what = on === 'SESSION' ? 'de laadsessie' : 'de reservering'
    return `Vast bedrag van ${price} voor ${what}, volgens ${element}.`
  },
  plugin: ({ kind, code, on, percent, plugin }) => {
    const what = kind === 'DISCOUNT' ? 'Korting' : 'Toeslag'
    const at = percent === null ? '' : ` met ${percent}% btw`
    return `${what} (${code}) op ${on}${at}, door plug-in ${plugin}.`
  },
  limit: ({ kind, beforeTaxes, afterTaxes, tariffId }) => {
    const isLeast = kind === 'MIN_PRICE'
    const what = isLeast ? 'Verhoogd tot de minimumprijs' : 'Verlaagd tot de maximumprijs'
    const field = isLeast ? 'min_price' : 'max_price'
    const after = afterTaxes === undefined ? '' : ` en ${afterTaxes} inclusief belasting`
    return `${what} van een laadsessie: ${beforeTaxes} exclusief belasting${after}, volgens ${field} van tarief ${tariffId}.`
  },
  cap: afterTaxes =>
    `Verlaagd tot het beloofde plafond: ${afterTaxes} met belasting, volgens de prijslijst.`,
  credit: ({ invoice, position, note }) => {
    const what = position === undefined ? 'een deel' : `regel ${position}`
    return `Betaalt ${what} van factuur ${invoice} terug. ${note}`
  },
  skipped: ({ number, applies, found }) =>
    `Element ${number} geldt alleen ${applies}, maar ${found}.`,
  restrictions: {
    TIME_OF_DAY: {
      applies: ({ from, to }) => `van ${from} tot ${to} uur`,
      found: clock => `de klok stond op ${clock}`,
    },
    DATE: {
      applies: wanted => rangeOf(wanted, { from: 'vanaf', to: 'vóór', and: 'en' }),
      found: date => `het was ${date}`,
    },
    DAY_OF_WEEK: {
      applies: ({ days = [] }) => `op ${listOf(days, 'of')}`,
      found: day => `het was ${day}`,
    },
    ENERGY: {
      applies: wanted =>
        `als er ${rangeOf(wanted, { from: 'minstens', to: 'minder dan', and: 'en' })} is geleverd`,
      found: energy => `het was ${energy}`,
    },
    DURATION: {
      applies: wanted =>
        `als de laadsessie ${rangeOf(wanted, { from: 'minstens', to: 'minder dan', and: 'en' })} heeft geduurd`,
      found: length => `het was ${length}`,
    },
    POWER: {
      applies: wanted =>
        `bij een vermogen van ${rangeOf(wanted, { from: 'minstens', to: 'minder dan', and: 'en' })}`,
      found: power => (power === null ? 'er is geen vermogen gemeten' : `het was ${power}`),
    },
    CURRENT: {
      applies: wanted =>
        `bij een stroomsterkte van ${rangeOf(wanted, { from: 'minstens', to: 'minder dan', and: 'en' })}`,
      found: current =>
        current === null ? 'er is geen stroomsterkte gemeten' : `het was ${current}`,
    },
    RESERVATION: {
      applies: () => 'voor een verlopen reservering',
      found: () => 'deze is niet verlopen',
    },
  },
  labels: {
    'day-ahead.fallback': ({ price }) => `Geen spotprijs bekend: ${price} per kWh.`,
    'day-ahead.spot': ({ price }) => `Spotprijs en opslag, gemiddeld ${price} per kWh.`,
    'idle-grace.fee': ({ length, grace }) =>
      `Na het laden ${length} langer gebleven dan gratis is (${grace}).`,
    'loyalty.kwh': ({ percent, reached, days }) =>
      `${percent}% korting na ${reached} kWh in ${days} dagen.`,
    'loyalty.sessions': ({ percent, reached, days }) =>
      `${percent}% korting na ${reached} laadsessies in ${days} dagen.`,
    'membership.free': ({ tier, kwh }) => `${kwh} kWh gratis deze maand voor leden (${tier}).`,
    'membership.rate': ({ tier, price }) => `Leden (${tier}) betalen ${price} per kWh.`,
    'off-peak.discount': ({ percent, from, to }) => `${percent}% korting van ${from} tot ${to}.`,
    'promotion.coupon': ({ code }) => `Kortingscode ${code}.`,
    'roaming-markup.energy': ({ price }) => `Roaming: ${price} meer per kWh.`,
    'roaming-markup.share': ({ percent }) => `Roaming: ${percent}% meer.`,
    'workplace-time.over': ({ length, free }) => `${length} langer dan gratis is (${free}).`,
  },
  receipt: {
    net: 'Exclusief btw',
    vat: percent => (percent === null ? 'Geen btw' : `Btw ${percent}%`),
    gross: 'Totaal',
    meter: (from, to) => `meter van ${from} tot ${to} kWh`,
    note: text => `Opmerking: ${text}`,
    without: element => `Zonder element ${element}`,
    later: length => `Bij een start ${length} later`,
    earlier: length => `Bij een start ${length} eerder`,
    otherwise: ({ change, total, difference }) => {
      const { amount, isLess } = difference ?? { amount: '', isLess: false }
      const by = amount === '' ? 'evenveel' : `${amount} ${isLess ? 'minder' : 'meer'}`
      return `${change} had het ${total} gekost: ${by}.`
    },
  },
}
