/** Golden sessions of the roaming-markup plugin: who pays it, and how much. */

import { type Golden, sampleInput } from '@wattline/plugin-sdk'

const markup = { shareBp: 500, markupPerKwh: 40_000, partners: [] }
const oneOnly = { ...markup, markupPerKwh: 0, partners: ['hub-1'] }
const capped = { ...markup, mostPerSession: 300_000 }

/** 10 kWh for 4.00 EUR. */
const charged = { energyWh: 10_000, base: { ENERGY: 4_000_000 } }
const paidBy = (payer: 'DRIVER' | 'FLEET' | 'ROAMING', partner: string | null) => ({
  payer,
  partner,
})
const roaming = paidBy('ROAMING', 'hub-1')

const share = (amount: number) => ({
  code: 'ROAMING_SHARE',
  kind: 'SURCHARGE' as const,
  on: 'SESSION' as const,
  amount,
  labelKey: 'roaming-markup.share',
  labelArgs: [500],
})
const energy = (amount: number) => ({
  code: 'ROAMING_ENERGY',
  kind: 'SURCHARGE' as const,
  on: 'ENERGY' as const,
  amount,
  labelKey: 'roaming-markup.energy',
  labelArgs: [40_000],
})

const goldens: readonly Golden<
  Omit<typeof markup, 'partners'> & {
    readonly partners: readonly string[]
    readonly mostPerSession?: number
  }
>[] = [
  {
    name: 'a roaming partner pays a share and a rate per kWh on top',
    input: sampleInput([charged], roaming),
    params: markup,
    lines: [share(200_000), energy(400_000)],
  },
  {
    name: 'one’s own driver pays none',
    input: sampleInput([charged], paidBy('DRIVER', null)),
    params: markup,
    lines: [],
  },
  {
    name: 'nor does a fleet',
    input: sampleInput([charged], paidBy('FLEET', 'hub-1')),
    params: markup,
    lines: [],
  },
  {
    name: 'a chosen partner pays it',
    input: sampleInput([charged], roaming),
    params: oneOnly,
    lines: [share(200_000)],
  },
  {
    name: 'a partner that was not chosen does not',
    input: sampleInput([charged], paidBy('ROAMING', 'hub-2')),
    params: oneOnly,
    lines: [],
  },
  {
    name: 'both together keep under their cap, by largest remainder',
    input: sampleInput([charged], roaming),
    params: capped,
    lines: [share(100_000), energy(200_000)],
  },
  {
    name: 'across midnight it is one markup',
    input: sampleInput([{ ...charged, minuteOfDay: 1410 }, charged], roaming),
    params: markup,
    lines: [share(400_000), energy(800_000)],
  },
  {
    name: 'and over the hour that a spring night leaves out',
    input: sampleInput(
      [
        { ...charged, minuteOfDay: 60, weekday: 7, date: 20260329 },
        { ...charged, minuteOfDay: 180, weekday: 7, date: 20260329 },
      ],
      roaming,
    ),
    params: markup,
    lines: [share(400_000), energy(800_000)],
  },
  {
    name: 'without energy there is still the share of a fee',
    input: sampleInput([{ base: { FLAT: 2_000_000 } }], roaming),
    params: markup,
    lines: [share(100_000)],
  },
  {
    name: 'nothing on nothing is no line',
    input: sampleInput([{}], roaming),
    params: markup,
    lines: [],
  },
]

export default goldens
