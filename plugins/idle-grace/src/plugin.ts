/** Bills a vehicle that stays after charging, once a grace is over and not in quiet hours. */

import {
  capAmount,
  definePlugin,
  perHour,
  periodsWhere,
  periodsWithin,
  secondsOf,
  sinceChargingEnded,
  surcharge,
} from '@wattline/plugin-sdk'

const clock = { type: 'string', pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' } as const

/** Midnight is a cut beside the quiet hours' edges, because there the weekday changes. */
export default definePlugin({
  id: 'idle-grace',
  version: '1.0.0',
  author: 'Wattline',
  description: 'A rate per hour for staying after charging, with a grace and quiet hours.',
  phase: 'SURCHARGE',
  emits: [
    {
      code: 'IDLE_FEE',
      kind: 'SURCHARGE',
      on: 'PARKING_TIME',
      bounds: [{ perHour: { param: 'ratePerHour' } }],
    },
  ],
  cuts: [
    { sinceChargingEndedSeconds: { param: 'graceSeconds' } },
    { clock: { param: 'quietStart' } },
    { clock: { param: 'quietEnd' } },
    { clock: '00:00' },
  ],
  params: {
    type: 'object',
    properties: {
      graceSeconds: {
        type: 'integer',
        minimum: 0,
        maximum: 604_800,
        description: 'How long nothing is owed after charging ended: 900 is a quarter of an hour.',
      },
      ratePerHour: {
        type: 'integer',
        minimum: 0,
        maximum: 300_000_000_000,
        description: 'Minor units × 10 000 per hour: 0.10 EUR a minute is 6000000.',
      },
      quietStart: { ...clock, description: 'Where the quiet hours begin.' },
      quietEnd: {
        ...clock,
        description: 'Where they end; before quietStart, they pass midnight; equal: all day.',
      },
      quietWeekdays: {
        type: 'array',
        items: { type: 'integer', minimum: 1, maximum: 7 },
        uniqueItems: true,
        description: '1 (Monday) to 7 (Sunday) with quiet hours; none: the fee runs at night too.',
      },
      mostPerSession: {
        type: 'integer',
        minimum: 0,
        maximum: 1_000_000_000_000,
        description: 'The most it comes to, in minor units × 10 000; left out, nothing caps it.',
      },
    },
    required: ['graceSeconds', 'ratePerHour', 'quietStart', 'quietEnd', 'quietWeekdays'],
    additionalProperties: false,
  },
  price: ({ periods }, params) => {
    const { graceSeconds, ratePerHour, quietStart, quietEnd, quietWeekdays } = params
    const window = { start: quietStart, end: quietEnd, weekdays: quietWeekdays }
    const quiet = periodsWithin(periods, window)
    const waited = sinceChargingEnded(periods)
    const billed = periodsWhere(
      periods,
      (_, at) => (waited[at] ?? -1) >= graceSeconds && !quiet.includes(at),
    )
    const seconds = secondsOf(periods, billed)
    const line = {
      code: 'IDLE_FEE',
      on: 'PARKING_TIME',
      periods: billed,
      labelKey: 'idle-grace.fee',
      labelArgs: [seconds, graceSeconds],
    } as const
    return {
      lines: surcharge(line, capAmount(perHour(ratePerHour, seconds), params.mostPerSession)),
    }
  },
})
