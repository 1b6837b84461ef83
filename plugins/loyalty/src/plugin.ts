/** Makes charging cheaper for drivers who come often, by what they did in the last days. */

import { definePlugin, highestTier, shareOff } from '@wattline/plugin-sdk'

/** No price changes inside a session: the tier is what it was when the session started. */
export default definePlugin({
  id: 'loyalty',
  version: '1.0.0',
  author: 'Wattline',
  description: 'A share off energy, by the sessions or kWh of this driver in the last days.',
  phase: 'LOYALTY',
  reads: {
    sessions: { fact: 'driver.sessions', days: { param: 'days' } },
    energyWh: { fact: 'driver.energyWh', days: { param: 'days' } },
  },
  emits: [{ code: 'LOYALTY', kind: 'DISCOUNT', on: 'ENERGY', bounds: [{ shareOfBaseBp: 10_000 }] }],
  params: {
    type: 'object',
    properties: {
      days: {
        type: 'integer',
        minimum: 1,
        maximum: 366,
        description: 'How many days before the session count.',
      },
      countBy: { enum: ['SESSIONS', 'KWH'], description: 'What `from` of a tier counts.' },
      tiers: {
        type: 'array',
        minItems: 1,
        maxItems: 20,
        description: 'The highest that is reached holds.',
        items: {
          type: 'object',
          properties: {
            from: { type: 'integer', minimum: 0, maximum: 1_000_000 },
            shareBp: {
              type: 'integer',
              minimum: 0,
              maximum: 10_000,
              description: 'Basis points off: 500 is five percent.',
            },
          },
          required: ['from', 'shareBp'],
          additionalProperties: false,
        },
      },
    },
    required: ['days', 'countBy', 'tiers'],
    additionalProperties: false,
  },
  price: (input, { days, countBy, tiers }) => {
    const { sessions, energyWh } = input.facts
    const reached = countBy === 'SESSIONS' ? sessions : Math.floor(energyWh / 1000)
    const tier = highestTier(tiers, reached)
    if (tier === undefined) return { lines: [] }
    const line = {
      code: 'LOYALTY',
      on: 'ENERGY',
      labelKey: countBy === 'SESSIONS' ? 'loyalty.sessions' : 'loyalty.kwh',
      labelArgs: [tier.shareBp, reached, days],
    } as const
    return { lines: shareOff(input, line, tier.shareBp) }
  },
})
