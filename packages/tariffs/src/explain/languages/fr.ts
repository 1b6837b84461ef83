/** Says everything on a receipt in French. A narrow no-break space groups large numbers. */

import { listOf, type Phrases, rangeOf } from '../phrases.js'

export const fr: Phrases = {
  marks: { decimal: ',', group: '\u202f' },
  date: ({ year, month, day }) => `${day}/${month}/${year}`,
  clockOnDate: (clock, date) => `${clock} le ${date}`,
  weekdays: {
    MONDAY: 'lundi',
    TUESDAY: 'mardi',
    WEDNESDAY: 'mercredi',
    THURSDAY: 'jeudi',
    FRIDAY: 'vendredi',
    SATURDAY: 'samedi',
    SUNDAY: 'dimanche',
  },
  components: {
    ENERGY: 'l’énergie',
    TIME: 'le temps de charge',
    PARKING_TIME: 'le temps de stationnement',
    RESERVATION_TIME: 'le temps de réservation',
    FLAT: 'le forfait',
    SESSION: 'la session',
  },
  used: {
    ENERGY: amount => `Énergie fournie : ${amount}`,
    TIME: amount => `Temps de charge : ${amount}`,
    PARKING_TIME: amount => `Temps de stationnement : ${amount}`,
    RESERVATION_TIME: amount => `Temps de réservation : ${amount}`,
  },
  rate: (price, unit) => `${price} par ${unit === 'kWh' ? 'kWh' : 'heure'}`,
  taxOnTop: percent => ` plus ${percent} % de TVA`,
  taxInside: percent =>
    percent === null ? ' (taxes comprises)' : ` (TVA de ${percent} % comprise)`,
  element: (number, tariffId) => `l’élément ${number} du tarif ${tariffId}`,
  use: ({ used, from, to, step, rate, element }) => {
    const rounded = step === undefined ? '' : `, arrondi au pas entier de ${step} supérieur,`
    return `${used} de ${from} à ${to} (heure locale)${rounded} à ${rate}, selon ${element}.`
  },
  fee: ({ on, price, element }) => {
    const what = on === 'SESSION' ? 'la session' : 'la réservation'
    return `Forfait de ${price} pour ${what}, selon ${element}.`
  },
  plugin: ({ kind, code, on, percent, plugin }) => {
    const what = kind === 'DISCOUNT' ? 'Remise' : 'Supplément'
    const at = percent === null ? '' : ` au taux de TVA de ${percent} %`
    return `${what} (${code}) sur ${on}${at}, par le module ${plugin}.`
  },
  limit: ({ kind, beforeTaxes, afterTaxes, tariffId }) => {
    const isLeast = kind === 'MIN_PRICE'
    const what = isLeast ? 'Porté au prix minimum' : 'Ramené au prix maximum'
    const field = isLeast ? 'min_price' : 'max_price'
    const after = afterTaxes === undefined ? '' : ` et ${afterTaxes} taxes comprises`
    return `${what} d’une session : ${beforeTaxes} hors taxes${after}, selon ${field} du tarif ${tariffId}.`
  },
  cap: afterTaxes =>
    `Ramené au plafond promis : ${afterTaxes} taxes comprises, selon la liste de prix.`,
  credit: ({ invoice, position, note }) => {
    const what = position === undefined ? 'une partie' : `la ligne ${position}`
    return `Rembourse ${what} de la facture ${invoice}. ${note}`
  },
  skipped: ({ number, applies, found }) =>
    `L’élément ${number} s’applique seulement ${applies}, mais ${found}.`,
  restrictions: {
    TIME_OF_DAY: {
      applies: ({ from, to }) => `de ${from} à ${to}`,
      found: clock => `l’horloge indiquait ${clock}`,
    },
    DATE: {
      applies: wanted => rangeOf(wanted, { from: 'à partir du', to: 'avant le', and: 'et' }),
      found: date => `la date était le ${date}`,
    },
    DAY_OF_WEEK: {
      applies: ({ days = [] }) => `le ${listOf(days, 'ou')}`,
      found: day => `c’était un ${day}`,
    },
    ENERGY: {
      applies: wanted =>
        `si la session a fourni ${rangeOf(wanted, { from: 'au moins', to: 'moins de', and: 'et' })}`,
      found: energy => `elle avait fourni ${energy}`,
    },
    DURATION: {
      applies: wanted =>
        `si la session a duré ${rangeOf(wanted, { from: 'au moins', to: 'moins de', and: 'et' })}`,
      found: length => `elle avait duré ${length}`,
    },
    POWER: {
      applies: wanted =>
        `si la puissance est ${rangeOf(wanted, { from: 'd’au moins', to: 'de moins de', and: 'et' })}`,
      found: power =>
        power === null ? 'aucune puissance n’a été mesurée' : `la puissance était de ${power}`,
    },
    CURRENT: {
      applies: wanted =>
        `si l’intensité est ${rangeOf(wanted, { from: 'd’au moins', to: 'de moins de', and: 'et' })}`,
      found: current =>
        current === null ? 'aucune intensité n’a été mesurée' : `l’intensité était de ${current}`,
    },
    RESERVATION: {
      applies: () => 'à une réservation expirée',
      found: () => 'celle-ci ne l’était pas',
    },
  },
  labels: {
    'day-ahead.fallback': ({ price }) => `Aucun prix spot connu : ${price} par kWh.`,
    'day-ahead.spot': ({ price }) => `Prix spot et marge, en moyenne ${price} par kWh.`,
    'idle-grace.fee': ({ length, grace }) =>
      `Resté ${length} après la charge, au-delà du temps gratuit (${grace}).`,
    'loyalty.kwh': ({ percent, reached, days }) =>
      `Remise de ${percent} % après ${reached} kWh en ${days} jours.`,
    'loyalty.sessions': ({ percent, reached, days }) =>
      `Remise de ${percent} % après ${reached} charges en ${days} jours.`,
    'membership.free': ({ tier, kwh }) =>
      `${kwh} kWh gratuits ce mois-ci pour les abonnés (${tier}).`,
    'membership.rate': ({ tier, price }) => `Les abonnés (${tier}) paient ${price} par kWh.`,
    'off-peak.discount': ({ percent, from, to }) => `Remise de ${percent} % de ${from} à ${to}.`,
    'promotion.coupon': ({ code }) => `Code promotionnel ${code}.`,
    'roaming-markup.energy': ({ price }) => `Itinérance : ${price} de plus par kWh.`,
    'roaming-markup.share': ({ percent }) => `Itinérance : ${percent} % de plus.`,
    'workplace-time.over': ({ length, free }) => `${length} au-delà du temps gratuit (${free}).`,
  },
  receipt: {
    net: 'Hors TVA',
    vat: percent => (percent === null ? 'Sans TVA' : `TVA ${percent} %`),
    gross: 'Total',
    meter: (from, to) => `compteur de ${from} à ${to} kWh`,
    note: text => `Remarque : ${text}`,
    without: element => `Sans l’élément ${element}`,
    later: length => `En commençant ${length} plus tard`,
    earlier: length => `En commençant ${length} plus tôt`,
    otherwise: ({ change, total, difference }) => {
      const { amount, isLess } = difference ?? { amount: '', isLess: false }
      const by = amount === '' ? 'autant' : `${amount} de ${isLess ? 'moins' : 'plus'}`
      return `${change}, cela aurait coûté ${total} : ${by}.`
    },
  },
}
