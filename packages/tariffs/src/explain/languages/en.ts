/**
 * Says everything on a receipt in English. Dates stay in ISO form, since readers of English
 * disagree on which part comes first.
 */

import { listOf, type Phrases, rangeOf } from '../phrases.js'

export const en: Phrases = {
  marks: { decimal: '.', group: ',' },
  date: ({ year, month, day }) => `${year}-${month}-${day}`,
  clockOnDate: (clock, date) => `${clock} on ${date}`,
  weekdays: {
    MONDAY: 'Monday',
    TUESDAY: 'Tuesday',
    WEDNESDAY: 'Wednesday',
    THURSDAY: 'Thursday',
    FRIDAY: 'Friday',
    SATURDAY: 'Saturday',
    SUNDAY: 'Sunday',
  },
  components: {
    ENERGY: 'the energy',
    TIME: 'the charging time',
    PARKING_TIME: 'the parking time',
    RESERVATION_TIME: 'the reserved time',
    FLAT: 'the fee',
    SESSION: 'the session',
  },
  used: {
    ENERGY: amount => `${amount} delivered`,
    TIME: amount => `${amount} of charging`,
    PARKING_TIME: amount => `${amount} of parking`,
    RESERVATION_TIME: amount => `${amount} reserved`,
  },
  rate: (price, unit) => `${price} per ${unit}`,
  taxOnTop: percent => ` plus ${percent}% VAT`,
  taxInside: percent => (percent === null ? ' including tax' : ` including ${percent}% VAT`),
  element: (number, tariffId) => `element ${number} of tariff ${tariffId}`,
  use: ({ used, from, to, step, rate, element }) => {
    const rounded = step === undefined ? '' : `, rounded up to whole steps of ${step},`
    return `${used} from ${from} to ${to} site time${rounded} at ${rate}, by ${element}.`
  },
  fee: ({ on, price, element }) =>
    `A fee of ${price} for the ${on === 'SESSION' ? 'session' : 'reservation'}, by ${element}.`,
  plugin: ({ kind, code, on, percent, plugin }) => {
    const what = kind === 'DISCOUNT' ? 'A discount' : 'A surcharge'
    const at = percent === null ? '' : ` at ${percent}% VAT`
    return `${what} (${code}) on ${on}${at}, by plugin ${plugin}.`
  },
  limit: ({ kind, beforeTaxes, afterTaxes, tariffId }) => {
    const what = kind === 'MIN_PRICE' ? 'Raised to the least' : 'Lowered to the most'
    const field = kind === 'MIN_PRICE' ? 'min_price' : 'max_price'
    const after = afterTaxes === undefined ? '' : ` and ${afterTaxes} after`
    return `${what} a session costs: ${beforeTaxes} before taxes${after}, by ${field} of tariff ${tariffId}.`
  },
  cap: afterTaxes =>
    `Lowered to the cap that was promised: ${afterTaxes} with taxes, by the price list.`,
  credit: ({ invoice, position, note }) => {
    const what = position === undefined ? 'part' : `line ${position}`
    return `Gives back ${what} of invoice ${invoice}. ${note}`
  },
  skipped: ({ number, applies, found }) =>
    `Element ${number} applies only ${applies}, but ${found}.`,
  restrictions: {
    TIME_OF_DAY: {
      applies: ({ from, to }) => `from ${from} to ${to}`,
      found: clock => `the clock showed ${clock}`,
    },
    DATE: {
      applies: wanted => rangeOf(wanted, { from: 'from', to: 'before', and: 'and' }),
      found: date => `the date was ${date}`,
    },
    DAY_OF_WEEK: {
      applies: ({ days = [] }) => `on ${listOf(days, 'or')}`,
      found: day => `it was ${day}`,
    },
    ENERGY: {
      applies: wanted =>
        `while the session has delivered ${rangeOf(wanted, { from: 'at least', to: 'less than', and: 'and' })}`,
      found: energy => `it had delivered ${energy}`,
    },
    DURATION: {
      applies: wanted =>
        `while the session has lasted ${rangeOf(wanted, { from: 'at least', to: 'less than', and: 'and' })}`,
      found: length => `it had lasted ${length}`,
    },
    POWER: {
      applies: wanted =>
        `at a power of ${rangeOf(wanted, { from: 'at least', to: 'less than', and: 'and' })}`,
      found: power => (power === null ? 'no power was measured' : `the power was ${power}`),
    },
    CURRENT: {
      applies: wanted =>
        `at a current of ${rangeOf(wanted, { from: 'at least', to: 'less than', and: 'and' })}`,
      found: current =>
        current === null ? 'no current was measured' : `the current was ${current}`,
    },
    RESERVATION: {
      applies: () => 'to a reservation that expired',
      found: () => 'this one did not',
    },
  },
  labels: {
    'day-ahead.fallback': ({ price }) => `No spot price was known: ${price} per kWh.`,
    'day-ahead.spot': ({ price }) => `Spot price and margin, on average ${price} per kWh.`,
    'idle-grace.fee': ({ length, grace }) =>
      `Stayed ${length} after charging ended, beyond ${grace} that are free.`,
    'loyalty.kwh': ({ percent, reached, days }) =>
      `${percent}% off after ${reached} kWh in ${days} days.`,
    'loyalty.sessions': ({ percent, reached, days }) =>
      `${percent}% off after ${reached} sessions in ${days} days.`,
    'membership.free': ({ tier, kwh }) => `${kwh} kWh free this month for members (${tier}).`,
    'membership.rate': ({ tier, price }) => `Members (${tier}) pay ${price} per kWh.`,
    'off-peak.discount': ({ percent, from, to }) => `${percent}% off from ${from} to ${to}.`,
    'promotion.coupon': ({ code }) => `Coupon ${code}.`,
    'roaming-markup.energy': ({ price }) => `Roaming: ${price} more per kWh.`,
    'roaming-markup.share': ({ percent }) => `Roaming: ${percent}% more.`,
    'workplace-time.over': ({ length, free }) => `${length} beyond ${free} that are free.`,
  },
  receipt: {
    net: 'Before VAT',
    vat: percent => (percent === null ? 'No VAT' : `VAT ${percent}%`),
    gross: 'Total',
    meter: (from, to) => `meter from ${from} to ${to} kWh`,
    note: text => `Note: ${text}`,
    without: element => `Without element ${element}`,
    later: length => `Started ${length} later`,
    earlier: length => `Started ${length} earlier`,
    otherwise: ({ change, total, difference }) => {
      const { amount, isLess } = difference ?? { amount: '', isLess: false }
      const by = amount === '' ? 'the same' : `${amount} ${isLess ? 'less' : 'more'}`
      return `${change}, it would have cost ${total}: ${by}.`
    },
  },
}
