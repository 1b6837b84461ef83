/** Adds a markup to sessions that a roaming partner pays for. */

import { capLines, definePlugin, perKwhOn, shareOn } from '@wattline/plugin-sdk'

export default definePlugin({
  id: 'roaming-markup',
  version: '1.0.0',
  author: 'Wattline',
  description: 'A share of the bill and a rate per kWh on top where a roaming partner pays.',
  phase: 'SURCHARGE',
  reads: { payer: { fact: 'payer.kind' }, partner: { fact: 'payer.partner' } },
  emits: [
    {
      code: 'ROAMING_SHARE',
      kind: 'SURCHARGE',
      on: 'SESSION',
      bounds: [{ shareOfBaseBp: { param: 'shareBp' } }],
    },
    {
      code: 'ROAMING_ENERGY',
      kind: 'SURCHARGE',
      on: 'ENERGY',
      bounds: [{ perKwh: { param: 'markupPerKwh' } }],
    },
  ],
  params: {
    type: 'object',
    properties: {
      shareBp: {
        type: 'integer',
        minimum: 0,
        maximum: 10_000,
        description: 'Basis points on top of the bill: 500 is five percent.',
      },
      markupPerKwh: {
        type: 'integer',
        minimum: 0,
        maximum: 10_000_000_000,
        description: 'Minor units × 10 000 on top of each kWh: 0.04 EUR is 40000.',
      },
      partners: {
        type: 'array',
        items: { type: 'string', minLength: 1, maxLength: 100 },
        maxItems: 500,
        uniqueItems: true,
        description: 'Ids of the partners it holds for; none: for every roaming partner.',
      },
      mostPerSession: {
        type: 'integer',
        minimum: 0,
        maximum: 1_000_000_000_000,
        description: 'The most both come to, in minor units × 10 000; left out, nothing caps them.',
      },
    },
    required: ['shareBp', 'markupPerKwh', 'partners'],
    additionalProperties: false,
  },
  price: (input, { shareBp, markupPerKwh, partners, mostPerSession }) => {
    const { payer, partner } = input.facts
    const isChosen = partners.length === 0 || (partner !== null && partners.includes(partner))
    if (payer !== 'ROAMING' || !isChosen) return { lines: [] }
    const share = {
      code: 'ROAMING_SHARE',
      on: 'SESSION',
      labelKey: 'roaming-markup.share',
      labelArgs: [shareBp],
    } as const
    const energy = {
      code: 'ROAMING_ENERGY',
      on: 'ENERGY',
      labelKey: 'roaming-markup.energy',
      labelArgs: [markupPerKwh],
    } as const
    const lines = [...shareOn(input, share, shareBp), ...perKwhOn(input, energy, markupPerKwh)]
    return { lines: capLines(lines, mostPerSession) }
  },
})
