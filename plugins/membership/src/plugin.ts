/** Gives subscribers their own rate per kWh, and a number of kWh free each month. */

import { definePlugin, discount, energyOf, left, periodsWhere, perKwh } from '@wattline/plugin-sdk'

/**
 * The free kWh are the first of a session: it is cut where they are used up. A rate above what the
 * tariff bills changes nothing, so that nobody pays for being a member.
 */
export default definePlugin({
  id: 'membership',
  version: '1.0.0',
  author: 'Wattline',
  description: "A subscriber's rate per kWh instead of the tariff's, and free kWh each month.",
  phase: 'LOYALTY',
  reads: {
    tier: { fact: 'membership.tier' },
    freeWh: { fact: 'allowance.energyWh', perMonthWh: { param: 'freeWhPerMonth' } },
  },
  emits: [
    { code: 'FREE_ENERGY', kind: 'DISCOUNT', on: 'ENERGY', bounds: [{ shareOfBaseBp: 10_000 }] },
    { code: 'MEMBER_RATE', kind: 'DISCOUNT', on: 'ENERGY', bounds: [{ shareOfBaseBp: 10_000 }] },
  ],
  cuts: [{ sessionWh: { fact: 'freeWh' } }],
  params: {
    type: 'object',
    properties: {
      rates: {
        type: 'array',
        minItems: 1,
        maxItems: 50,
        description: 'What each tier pays per kWh.',
        items: {
          type: 'object',
          properties: {
            tier: { type: 'string', minLength: 1, maxLength: 100 },
            ratePerKwh: {
              type: 'integer',
              minimum: 0,
              maximum: 10_000_000_000,
              description: 'Minor units × 10 000: 0.35 EUR is 350000.',
            },
          },
          required: ['tier', 'ratePerKwh'],
          additionalProperties: false,
        },
      },
      freeWhPerMonth: {
        type: 'integer',
        minimum: 0,
        maximum: 100_000_000,
        description: 'Wh that are free in each calendar month at the site; 0 for none.',
      },
    },
    required: ['rates', 'freeWhPerMonth'],
    additionalProperties: false,
  },
  price: (input, { rates }) => {
    const { periods, facts } = input
    const member = rates.find(({ tier }) => tier === facts.tier)
    if (member === undefined) return { lines: [] }
    const { tier, ratePerKwh } = member
    let chargedWh = 0
    const isFree = periods.map(({ energyWh }) => {
      chargedWh += energyWh
      return chargedWh <= facts.freeWh
    })
    const free = periodsWhere(periods, ({ energyWh }, at) => energyWh > 0 && isFree[at] === true)
    const paid = periodsWhere(periods, ({ energyWh }, at) => energyWh > 0 && isFree[at] !== true)
    const saved = left(input, 'ENERGY', paid) - perKwh(ratePerKwh, energyOf(periods, paid))
    const given = {
      code: 'FREE_ENERGY',
      on: 'ENERGY',
      periods: free,
      labelKey: 'membership.free',
      labelArgs: [tier, energyOf(periods, free)],
    } as const
    const lowered = {
      code: 'MEMBER_RATE',
      on: 'ENERGY',
      periods: paid,
      labelKey: 'membership.rate',
      labelArgs: [tier, ratePerKwh],
    } as const
    return {
      lines: [...discount(given, left(input, 'ENERGY', free)), ...discount(lowered, saved)],
    }
  },
})
