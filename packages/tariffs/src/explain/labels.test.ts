/** Tries what our own plugins put on their lines, in every language and with figures that fit. */

import type { Label } from './explanation.js'
import { sayLabel } from './labels.js'
import { type Language, languages, phraseBooks } from './say.js'

type Args = Label['args']

function say(key: string, args: Args, language: Language = 'EN', currency = 'EUR') {
  const { labels, marks } = phraseBooks[language]
  return sayLabel({ key, args, currency }, labels, marks)
}

const known: readonly (readonly [string, Args, string])[] = [
  ['day-ahead.fallback', [450_000], 'No spot price was known: 0.45 EUR per kWh.'],
  ['day-ahead.spot', [123_457], 'Spot price and margin, on average 0.123457 EUR per kWh.'],
  [
    'idle-grace.fee',
    [3660, 900],
    'Stayed 1 h 1 min after charging ended, beyond 15 min that are free.',
  ],
  ['loyalty.kwh', [850, 1200, 30], '8.5% off after 1,200 kWh in 30 days.'],
  ['loyalty.sessions', [1000, 12, 30], '10% off after 12 sessions in 30 days.'],
  ['membership.free', ['gold', 12_500], '12.5 kWh free this month for members (gold).'],
  ['membership.rate', ['gold', 3_500_000], 'Members (gold) pay 3.50 EUR per kWh.'],
  ['off-peak.discount', [2550, '22:00', '06:00'], '25.5% off from 22:00 to 06:00.'],
  ['promotion.coupon', ['SUN-26'], 'Coupon SUN-26.'],
  ['roaming-markup.energy', [40_000], 'Roaming: 0.04 EUR more per kWh.'],
  ['roaming-markup.share', [500], 'Roaming: 5% more.'],
  ['workplace-time.over', [35, 240], '35 min beyond 4 h that are free.'],
]

test.each(known)('%s with %j', (key, args, said) => {
  expect(say(key, args)).toBe(said)
})

test('every label of ours is tried here', () => {
  expect(known.map(([key]) => key).sort()).toEqual(Object.keys(phraseBooks.EN.labels).sort())
})

test('every language says every label with the same figures, in its own form', () => {
  const others = languages.filter(language => language !== 'EN')
  const said = others.map(language => known.map(([key, args]) => say(key, args, language)))
  expect(Object.fromEntries(others.map((name, index) => [name, said[index]]))).toMatchSnapshot()
})

test('an amount is shown in the money of the bill', () => {
  expect(say('roaming-markup.energy', [40_000], 'EN', 'JPY')).toBe('Roaming: 4 JPY more per kWh.')
})

test.each<[string, Args]>([
  ['saver.night', [20]],
  ['toString', []],
  ['promotion.coupon', []],
  ['promotion.coupon', [5]],
  ['roaming-markup.share', ['5']],
  ['roaming-markup.share', [-5]],
  ['idle-grace.fee', [60]],
])('%s with %j has no words', (key, args) => {
  expect(say(key, args)).toBeUndefined()
})
