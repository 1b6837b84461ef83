/**
 * Bills time at the charger after a free stretch, in completed blocks and with a minimum, as a
 * workplace does to free its chargers.
 */

import { completedBlocks, definePlugin, mulDivHalfUp, surcharge } from '@wattline/plugin-sdk'

/**
 * OCPI can only round steps up; a block that is billed once it is complete needs a plugin. Money
 * params are minor units × 10 000.
 */
export default definePlugin({
  id: 'workplace-time',
  version: '1.0.0',
  author: 'Wattline',
  description:
    'The first minutes free, then a rate per hour counted in completed blocks, with a minimum.',
  phase: 'PRICE',
  emits: [
    {
      code: 'WORKPLACE_TIME',
      kind: 'SURCHARGE',
      on: 'SESSION',
      bounds: [{ perHour: { param: 'ratePerHour' } }, { perSession: { param: 'minimum' } }],
    },
  ],
  // Nothing is cut: the line stands on the session as a whole and asks only how long it was.
  cuts: [],
  params: {
    type: 'object',
    properties: {
      freeMinutes: {
        type: 'integer',
        minimum: 0,
        maximum: 525_600,
        description: 'Minutes from the start of the session that cost nothing.',
      },
      ratePerHour: {
        type: 'integer',
        minimum: 0,
        maximum: 300_000_000_000,
        description: 'Minor units × 10 000 per hour: 1 USD is 1000000.',
      },
      blockMinutes: {
        type: 'integer',
        minimum: 1,
        maximum: 1440,
        description: 'A block is billed once it is complete.',
      },
      minimum: {
        type: 'integer',
        minimum: 0,
        maximum: 1_000_000_000_000,
        description: 'Minor units × 10 000 owed as soon as the free minutes are exceeded.',
      },
    },
    required: ['freeMinutes', 'ratePerHour', 'blockMinutes', 'minimum'],
    additionalProperties: false,
  },
  price: ({ session }, { freeMinutes, ratePerHour, blockMinutes, minimum }) => {
    const overSeconds = session.durationSeconds - freeMinutes * 60
    if (overSeconds <= 0) return { lines: [] }
    const billedMinutes = completedBlocks(overSeconds, blockMinutes * 60) * blockMinutes
    const line = {
      code: 'WORKPLACE_TIME',
      on: 'SESSION',
      labelKey: 'workplace-time.over',
      labelArgs: [billedMinutes, freeMinutes],
    } as const
    return {
      lines: surcharge(line, Math.max(minimum, mulDivHalfUp(ratePerHour, billedMinutes, 60))),
    }
  },
})
