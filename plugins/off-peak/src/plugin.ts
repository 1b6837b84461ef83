/** Makes the kWh cheaper inside a clock window on chosen weekdays, by the site's clock. */

import { definePlugin, periodsWithin, shareOff } from '@wattline/plugin-sdk'

/** Midnight is a cut beside the window's edges, because there the weekday changes. */
export default definePlugin({
  id: 'off-peak',
  version: '1.0.0',
  author: 'Wattline',
  description:
    'A share off the energy charged inside a clock window on chosen weekdays, site time.',
  phase: 'PROMOTION',
  emits: [
    {
      code: 'OFF_PEAK',
      kind: 'DISCOUNT',
      on: 'ENERGY',
      bounds: [{ shareOfBaseBp: { param: 'discountBp' } }],
    },
  ],
  cuts: [
    { clock: { param: 'windowStart' } },
    { clock: { param: 'windowEnd' } },
    { clock: '00:00' },
  ],
  params: {
    type: 'object',
    properties: {
      windowStart: {
        type: 'string',
        pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$',
        description: 'Where the window opens. Equal to windowEnd: the whole day.',
      },
      windowEnd: {
        type: 'string',
        pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$',
        description: 'Where the window closes; before windowStart, it passes midnight.',
      },
      weekdays: {
        type: 'array',
        items: { type: 'integer', minimum: 1, maximum: 7 },
        minItems: 1,
        uniqueItems: true,
        description: '1 (Monday) to 7 (Sunday). After midnight the new day counts.',
      },
      discountBp: {
        type: 'integer',
        minimum: 1,
        maximum: 10_000,
        description: 'Basis points off: 2500 is a quarter.',
      },
    },
    required: ['windowStart', 'windowEnd', 'weekdays', 'discountBp'],
    additionalProperties: false,
  },
  price: (input, { windowStart, windowEnd, weekdays, discountBp }) => {
    const periods = periodsWithin(input.periods, { start: windowStart, end: windowEnd, weekdays })
    const line = {
      code: 'OFF_PEAK',
      on: 'ENERGY',
      periods,
      labelKey: 'off-peak.discount',
      labelArgs: [discountBp, windowStart, windowEnd],
    } as const
    return { lines: shareOff(input, line, discountBp) }
  },
})
