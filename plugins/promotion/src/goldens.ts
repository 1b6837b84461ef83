/** Golden sessions of the promotion plugin: what one use of a coupon is worth. */

import { type Golden, sampleInput } from '@wattline/plugin-sdk'

const tenth = { campaign: 'summer', shareBp: 1000, fixedAmount: 0 }
const fiveOff = { campaign: 'summer', shareBp: 0, fixedAmount: 5_000_000 }
const both = { campaign: 'summer', shareBp: 1000, fixedAmount: 1_000_000 }

/** 10 kWh for 4.00 EUR, and 2.00 EUR to begin with. */
const charged = { energyWh: 10_000, base: { ENERGY: 4_000_000, FLAT: 2_000_000 } }
const coupon = (campaign: string | null, maxAmount: number | null = null) => ({
  coupon: campaign === null ? null : 'SUN-26',
  campaign,
  maxAmount,
})

const line = (amount: number) => ({
  code: 'COUPON',
  kind: 'DISCOUNT' as const,
  on: 'SESSION' as const,
  amount,
  labelKey: 'promotion.coupon',
  labelArgs: ['SUN-26'],
})

const goldens: readonly Golden<typeof tenth>[] = [
  {
    name: 'a tenth is taken off the whole bill',
    input: sampleInput([charged], coupon('summer')),
    params: tenth,
    lines: [line(-600_000)],
  },
  {
    name: 'share and fixed amount come together',
    input: sampleInput([charged], coupon('summer')),
    params: both,
    lines: [line(-1_600_000)],
  },
  {
    name: 'never more than the budget has left for this session',
    input: sampleInput([charged], coupon('summer', 250_000)),
    params: tenth,
    lines: [line(-250_000)],
  },
  {
    name: 'a budget that is used up gives nothing',
    input: sampleInput([charged], coupon('summer', 0)),
    params: tenth,
    lines: [],
  },
  {
    name: 'five euros off three make it free, and no less',
    input: sampleInput([{ energyWh: 7500, base: { ENERGY: 3_000_000 } }], coupon('summer')),
    params: fiveOff,
    lines: [line(-3_000_000)],
  },
  {
    name: 'another campaign’s coupon counts for nothing here',
    input: sampleInput([charged], coupon('winter')),
    params: tenth,
    lines: [],
  },
  {
    name: 'nor does no coupon',
    input: sampleInput([charged], coupon(null)),
    params: tenth,
    lines: [],
  },
  {
    name: 'one use is one use, across midnight',
    input: sampleInput([{ ...charged, minuteOfDay: 1410 }, charged], coupon('summer')),
    params: fiveOff,
    lines: [line(-5_000_000)],
  },
  {
    name: 'and over an hour that the night has twice',
    input: sampleInput(
      [
        { ...charged, minuteOfDay: 120, weekday: 7, date: 20251026 },
        { ...charged, minuteOfDay: 120, weekday: 7, date: 20251026 },
      ],
      coupon('summer'),
    ),
    params: tenth,
    lines: [line(-1_200_000)],
  },
  {
    name: 'without energy the fee to begin with is still lowered',
    input: sampleInput([{ base: { FLAT: 2_000_000 } }], coupon('summer')),
    params: tenth,
    lines: [line(-200_000)],
  },
]

export default goldens
