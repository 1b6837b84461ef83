/** Golden sessions of the loyalty plugin: which tier a driver has reached, and what it is worth. */

import { type Golden, sampleInput } from '@wattline/plugin-sdk'

const visits = {
  days: 30,
  countBy: 'SESSIONS' as const,
  tiers: [
    { from: 5, shareBp: 500 },
    { from: 10, shareBp: 1000 },
  ],
}
const kwh = { ...visits, countBy: 'KWH' as const, tiers: [{ from: 200, shareBp: 800 }] }

/** 10 kWh for 4.00 EUR, and 1.00 EUR of time that no loyalty lowers. */
const charged = { energyWh: 10_000, base: { ENERGY: 4_000_000, TIME: 1_000_000 } }
const driver = (sessions: number, kWh = 0) => ({ sessions, energyWh: kWh * 1000 + 999 })

const line = (amount: number, labelArgs: readonly number[], labelKey = 'loyalty.sessions') => ({
  code: 'LOYALTY',
  kind: 'DISCOUNT' as const,
  on: 'ENERGY' as const,
  amount,
  labelKey,
  labelArgs,
})

const goldens: readonly Golden<typeof visits | typeof kwh>[] = [
  {
    name: 'the tenth visit reaches the second tier',
    input: sampleInput([charged], driver(10)),
    params: visits,
    lines: [line(-400_000, [1000, 10, 30])],
  },
  {
    name: 'the ninth is still in the first',
    input: sampleInput([charged], driver(9)),
    params: visits,
    lines: [line(-200_000, [500, 9, 30])],
  },
  {
    name: 'the fourth has reached none',
    input: sampleInput([charged], driver(4)),
    params: visits,
    lines: [],
  },
  {
    name: 'whole kWh count, and 199.999 are not 200',
    input: sampleInput([charged], driver(50, 199)),
    params: kwh,
    lines: [],
  },
  {
    name: 'two hundred kWh are, on both sides of midnight',
    input: sampleInput([{ ...charged, minuteOfDay: 1410 }, charged], driver(1, 200)),
    params: kwh,
    lines: [line(-640_000, [800, 200, 30], 'loyalty.kwh')],
  },
  {
    name: 'the hour that a spring night leaves out changes nothing',
    input: sampleInput(
      [
        { ...charged, minuteOfDay: 60, weekday: 7, date: 20260329 },
        { ...charged, minuteOfDay: 180, weekday: 7, date: 20260329 },
      ],
      driver(5),
    ),
    params: visits,
    lines: [line(-400_000, [500, 5, 30])],
  },
  {
    name: 'a share is taken of what a coupon has left',
    input: {
      ...sampleInput([charged], driver(10)),
      earlierLines: [{ plugin: 'promotion', code: 'COUPON', on: 'SESSION', amount: -2_500_000 }],
    },
    params: visits,
    lines: [line(-200_000, [1000, 10, 30])],
  },
  {
    name: 'a session without energy has no line',
    input: sampleInput([{}], driver(10)),
    params: visits,
    lines: [],
  },
]

export default goldens
