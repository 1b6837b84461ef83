/** Takes a coupon's share and fixed amount off the bill, never more than its budget has left. */

import { capAmount, definePlugin, discount, left, mulBp } from '@wattline/plugin-sdk'

/**
 * One campaign: a price list that runs several has this plugin once for each. How often a coupon
 * may be used, and by whom, the platform counts; here it is what one use is worth.
 */
export default definePlugin({
  id: 'promotion',
  version: '1.0.0',
  author: 'Wattline',
  description: "A share and a fixed amount off the bill for a campaign's coupons.",
  phase: 'PROMOTION',
  reads: {
    coupon: { fact: 'coupon.code' },
    campaign: { fact: 'coupon.campaign' },
    maxAmount: { fact: 'coupon.maxAmount' },
  },
  emits: [
    {
      code: 'COUPON',
      kind: 'DISCOUNT',
      on: 'SESSION',
      bounds: [{ shareOfBaseBp: { param: 'shareBp' } }, { perSession: { param: 'fixedAmount' } }],
    },
  ],
  params: {
    type: 'object',
    properties: {
      campaign: {
        type: 'string',
        minLength: 1,
        maxLength: 100,
        description: 'The campaign whose coupons count.',
      },
      shareBp: {
        type: 'integer',
        minimum: 0,
        maximum: 10_000,
        description: 'Basis points off the whole bill: 1000 is a tenth.',
      },
      fixedAmount: {
        type: 'integer',
        minimum: 0,
        maximum: 1_000_000_000_000,
        description: 'Minor units × 10 000 off beside the share: 5 EUR is 5000000.',
      },
    },
    required: ['campaign', 'shareBp', 'fixedAmount'],
    additionalProperties: false,
  },
  price: (input, { campaign, shareBp, fixedAmount }) => {
    const { facts } = input
    if (facts.campaign !== campaign || facts.coupon === null) return { lines: [] }
    const billed = left(input, 'SESSION')
    const amount = capAmount(mulBp(billed, shareBp) + fixedAmount, billed, facts.maxAmount)
    const line = {
      code: 'COUPON',
      on: 'SESSION',
      labelKey: 'promotion.coupon',
      labelArgs: [facts.coupon],
    } as const
    return { lines: discount(line, amount) }
  },
})
