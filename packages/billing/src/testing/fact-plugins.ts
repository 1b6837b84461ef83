/** Plugins for tests that read facts: a coupon, an allowance, and one that only looks. */

import {
  definePlugin,
  type Emit,
  type Plugin,
  type PluginInput,
  type Reads,
  type SeriesReads,
} from '@wattline/plugin-sdk'
import type { Instant } from '@wattline/units'

import type { ImportedSession } from '../sessions/import.js'
import { importSessions } from '../sessions/import.js'
import type { TestCore } from './test-core.js'
import type { World } from './world.js'

const author = { version: '1.0.0', author: 'Wattline', phase: 'PROMOTION' } as const
const noParams = { type: 'object', additionalProperties: false, properties: {} } as const
const less = { code: 'LESS', kind: 'DISCOUNT', on: 'ENERGY' } as const
const emits = [{ ...less, bounds: [{ shareOfBaseBp: 10_000 }] }] as const satisfies readonly Emit[]

const energyOf = ({ periods }: Pick<PluginInput, 'periods'>): number =>
  periods.reduce((sum, { base }) => sum + base.ENERGY, 0)

const lessBy = (amount: number) => ({
  lines: amount > 0 ? [{ ...less, amount: -amount, labelKey: 'less' }] : [],
})

/** With a coupon energy is free, as far as its budget goes. */
export const couponPlugin: Plugin = definePlugin({
  ...author,
  id: 'coupon',
  description: 'Free energy for a coupon.',
  reads: { code: { fact: 'coupon.code' }, most: { fact: 'coupon.maxAmount' } },
  emits,
  params: noParams,
  price: input => {
    const { code, most } = input.facts
    if (code === null) return { lines: [] }
    return lessBy(Math.min(energyOf(input), most ?? energyOf(input)))
  },
})

/** So many Wh a month are free, at the session's mean price. */
export const allowancePlugin: Plugin = definePlugin({
  ...author,
  id: 'allowance',
  description: 'Free energy each month.',
  reads: { free: { fact: 'allowance.energyWh', perMonthWh: { param: 'perMonthWh' } } },
  emits,
  params: {
    type: 'object',
    additionalProperties: false,
    properties: { perMonthWh: { type: 'integer', minimum: 0 } },
    required: ['perMonthWh'],
  },
  price: input => {
    const { energyWh } = input.session
    const free = Math.min(input.facts.free, energyWh)
    return lessBy(energyWh === 0 ? 0 : Math.floor((energyOf(input) * free) / energyWh))
  },
}) as Plugin

/** Reads what it is asked to, and changes no price; throws where `fails` says so. */
export function lookingPlugin(
  reads: Reads,
  series: SeriesReads = {},
  fails: (facts: PluginInput['facts']) => boolean = () => false,
): Plugin {
  return definePlugin({
    ...author,
    id: 'looking',
    description: 'Looks, and does nothing.',
    reads,
    series,
    emits,
    params: noParams,
    price: ({ facts }) => {
      if (fails(facts)) throw new Error('it was asked to')
      return { lines: [] }
    },
  }) as Plugin
}

/** Ended sessions of the world's driver, to be billed: 10 kWh in an hour unless said otherwise. */
export async function endedSessions(
  core: TestCore,
  w: World,
  rows: readonly (Partial<ImportedSession> & { readonly startedAt: Instant })[],
): Promise<string[]> {
  const { imported } = await importSessions(
    core,
    w.operatorId,
    rows.map(row => ({
      externalId: core.newId(),
      connectorId: w.connectorId,
      driverId: w.driverId,
      endedAt: row.startedAt.add({ hours: 1 }),
      energyWh: 10_000n,
      ...row,
    })),
  )
  return [...imported]
}
