/**
 * What tests of back-tests and shadows share: plugins that lower prices or fail, and back-tests run
 * by hand.
 */

import { inScope } from '@wattline/database'
import type { Manifest, Plugin, PluginAnswer, PluginInput } from '@wattline/plugin-sdk'

import { Backtest } from '../backtests/backtest.entity.js'
import { runBacktest, type Stride } from '../backtests/run.js'
import { type BacktestInput, startBacktest } from '../backtests/start.js'
import { registerPlugin } from '../plugins/register.js'
import { PriceList } from '../price-lists/price-list.entity.js'
import { publishTariff } from '../tariffs/publish.js'
import { pastFrom, pastUntil } from './past.js'
import type { TestCore } from './test-core.js'
import { plainTariff, type World } from './world.js'

const manifest: Manifest = {
  id: 'night-owl',
  version: '1.0.0',
  contract: 1,
  author: 'Wattline',
  description: 'For a test.',
  phase: 'PROMOTION',
  reads: {},
  series: {},
  emits: [{ code: 'OFF', kind: 'DISCOUNT', on: 'ENERGY', bounds: [{ shareOfBaseBp: 9000 }] }],
  cuts: [{ clock: '02:30' }],
  params: {
    type: 'object',
    additionalProperties: false,
    properties: { bp: { type: 'integer', default: 1000 } },
  },
}

/** A share off the energy of every session. */
const shareOff = (input: PluginInput, bp: number): PluginAnswer => {
  const base = input.periods.reduce((sum, period) => sum + period.base.ENERGY, 0)
  const amount = -Math.floor((base * bp) / 10_000)
  if (amount === 0) return { lines: [] }
  return { lines: [{ code: 'OFF', kind: 'DISCOUNT', on: 'ENERGY', amount, labelKey: 'off' }] }
}

export const owl: Plugin = {
  manifest,
  price: (input, params) => shareOff(input, Number(params.bp)),
}

/** A share off for drivers who charged in the thirty days before. */
export const regular: Plugin = {
  manifest: {
    ...manifest,
    id: 'regular',
    reads: { visits: { fact: 'driver.sessions', days: 30 } },
  },
  price: (input, params) =>
    Number(input.facts.visits) > 0 ? shareOff(input, Number(params.bp)) : { lines: [] },
}

/** A share off what falls under the driver's allowance: claimed by a bill, and gone with it. */
export const allowed: Plugin = {
  manifest: {
    ...manifest,
    id: 'allowed',
    reads: { leftWh: { fact: 'allowance.energyWh', perMonthWh: 12_000 } },
  },
  price: (input, params) =>
    Number(input.facts.leftWh) > 0 ? shareOff(input, Number(params.bp)) : { lines: [] },
}

export const failing = (id: string, fails: (input: PluginInput) => boolean): Plugin => ({
  manifest: { ...manifest, id },
  price(input) {
    if (fails(input)) throw new Error('out of wits')
    return { lines: [] }
  },
})

/** 0.60 EUR/kWh, and parking for nothing. */
export const dearTariff = {
  ...plainTariff,
  elements: [{ price_components: [{ type: 'ENERGY', price: 0.6, vat: 19, step_size: 1 }] }],
}

/** Back-tests of one world. */
export class BacktestScene {
  constructor(
    readonly core: TestCore,
    readonly w: World,
  ) {}

  /** The price list the world is billed by. */
  async live(): Promise<{ priceListId: string }> {
    const [list] = await inScope(this.core.db, [this.w.operatorId], tx => tx.find(PriceList))
    return { priceListId: list?.id ?? '' }
  }

  async start(input: Partial<BacktestInput> = {}): Promise<string> {
    const { backtestId } = await startBacktest(this.core, this.w.operator, {
      draft: await this.live(),
      scope: {},
      from: pastFrom,
      until: pastUntil,
      idempotencyKey: this.core.newId(),
      ...input,
    })
    return backtestId
  }

  /** One job's worth; two sessions a page unless told otherwise. */
  run(backtestId: string, stride: Stride = { pageSize: 2, pagesAJob: 100 }, core = this.core) {
    return runBacktest(core, { operatorId: this.w.operatorId, backtestId }, stride)
  }

  read(id: string): Promise<Backtest> {
    return inScope(this.core.db, [this.w.operatorId], tx => tx.findOneByOrFail(Backtest, { id }))
  }

  /** Asked for, run and read. */
  async backtest(input: Partial<BacktestInput> = {}, stride?: Stride): Promise<Backtest> {
    const id = await this.start(input)
    await this.run(id, stride)
    return this.read(id)
  }

  async publish(document: object): Promise<string> {
    const ask = { document, idempotencyKey: this.core.newId() }
    return (await publishTariff(this.core, this.w.operator, ask)).tariffVersionId
  }

  register(plugin: Plugin): Promise<string> {
    return registerPlugin(this.core, this.w.operatorId, this.core.runner.add(plugin))
  }

  shares(backtestId: string): Promise<unknown[]> {
    return this.core.owner.query(
      `select kind, subject_id, currency, sessions, billed_minor, draft_minor
       from backtest_share where backtest_id = $1 order by 1, 2, 3`,
      [backtestId],
    )
  }
}
