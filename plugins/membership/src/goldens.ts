/** Golden sessions of the membership plugin: what is free, and what the rest costs a member. */

import { type Golden, sampleInput } from '@wattline/plugin-sdk'

const plans = {
  rates: [
    { tier: 'silver', ratePerKwh: 400_000 },
    { tier: 'gold', ratePerKwh: 300_000 },
  ],
  freeWhPerMonth: 50_000,
}

/** So many kWh at 0.50 EUR. */
const charged = (kwh: number) => ({ energyWh: kwh * 1000, base: { ENERGY: kwh * 500_000 } })
const member = (tier: string | null, freeWh = 0) => ({ tier, freeWh })

const rate = (periods: readonly number[], amount: number, labelArgs = ['gold', 300_000]) => ({
  code: 'MEMBER_RATE',
  kind: 'DISCOUNT' as const,
  on: 'ENERGY' as const,
  periods,
  amount,
  labelKey: 'membership.rate',
  labelArgs,
})
const free = (periods: readonly number[], amount: number, wh: number) => ({
  code: 'FREE_ENERGY',
  kind: 'DISCOUNT' as const,
  on: 'ENERGY' as const,
  periods,
  amount,
  labelKey: 'membership.free',
  labelArgs: ['gold', wh],
})

const goldens: readonly Golden<typeof plans>[] = [
  {
    name: 'gold pays 30 cents instead of 50',
    input: sampleInput([charged(10)], member('gold')),
    params: plans,
    lines: [rate([0], -2_000_000)],
  },
  {
    name: 'silver pays 40',
    input: sampleInput([charged(10)], member('silver')),
    params: plans,
    lines: [rate([0], -1_000_000, ['silver', 400_000])],
  },
  {
    name: 'the first kWh are free, the rest costs the member’s rate',
    input: sampleInput([charged(4), charged(6)], member('gold', 4000)),
    params: plans,
    lines: [free([0], -2_000_000, 4000), rate([1], -1_200_000)],
  },
  {
    name: 'all of it is free while the month lasts, across midnight',
    input: sampleInput([{ ...charged(10), minuteOfDay: 1410 }, charged(5)], member('gold', 15_000)),
    params: plans,
    lines: [free([0, 1], -7_500_000, 15_000)],
  },
  {
    name: 'a rate above the tariff’s changes nothing',
    input: sampleInput([{ energyWh: 10_000, base: { ENERGY: 2_500_000 } }], member('gold')),
    params: plans,
    lines: [],
  },
  {
    name: 'what off-peak took before is not given twice',
    input: {
      ...sampleInput([charged(10)], member('gold')),
      earlierLines: [{ plugin: 'off-peak', code: 'OFF_PEAK', on: 'ENERGY', amount: -1_250_000 }],
    },
    params: plans,
    lines: [rate([0], -750_000)],
  },
  {
    name: 'a tier without a rate, and nobody’s, have no line',
    input: sampleInput([charged(10)], member('bronze', 4000)),
    params: plans,
    lines: [],
  },
  {
    name: 'whoever is no member has none either',
    input: sampleInput([charged(10)], member(null, 4000)),
    params: plans,
    lines: [],
  },
  {
    name: 'an hour that the night has twice costs the same both times',
    input: sampleInput(
      [
        { ...charged(3), minuteOfDay: 120, weekday: 7, date: 20251026 },
        { ...charged(3), minuteOfDay: 120, weekday: 7, date: 20251026 },
      ],
      member('gold'),
    ),
    params: plans,
    lines: [rate([0, 1], -1_200_000)],
  },
  {
    name: 'a session without energy has no line',
    input: sampleInput([{}], member('gold', 4000)),
    params: plans,
    lines: [],
  },
]

export default goldens
