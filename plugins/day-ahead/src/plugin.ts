/** Prices each kWh at the spot price of its quarter of an hour, plus a margin. */

import {
  definePlugin,
  energyOf,
  mulDivHalfUp,
  type PluginPeriod,
  periodsWhere,
  perKwhOn,
  sumProducts,
  surcharge,
} from '@wattline/plugin-sdk'

const perKwhParam = { type: 'integer', minimum: 0, maximum: 10_000_000_000 } as const
const spotOf = ({ series }: PluginPeriod): number | null => series.spot ?? null

/**
 * The tariff beside it prices energy at 0. Each instant at which the series changes is a cut, so
 * the spot price of a period is one.
 */
export default definePlugin({
  id: 'day-ahead',
  version: '1.0.0',
  author: 'Wattline',
  description: 'The spot price of an area plus a margin per kWh, with a floor and a cap.',
  phase: 'PRICE',
  series: { spot: { name: { param: 'area' } } },
  emits: [
    {
      code: 'SPOT_ENERGY',
      kind: 'SURCHARGE',
      on: 'ENERGY',
      bounds: [{ perKwh: { param: 'capPerKwh' } }],
    },
    {
      code: 'FALLBACK_ENERGY',
      kind: 'SURCHARGE',
      on: 'ENERGY',
      bounds: [{ perKwh: { param: 'fallbackPerKwh' } }],
    },
  ],
  cuts: [{ series: 'spot' }],
  params: {
    type: 'object',
    properties: {
      area: {
        type: 'string',
        minLength: 1,
        maxLength: 100,
        description: 'The price series of the bidding area, on the side of tax the tariff states.',
      },
      marginPerKwh: {
        ...perKwhParam,
        description: 'Minor units × 10 000 on top of the spot price: 0.08 EUR is 80000.',
      },
      floorPerKwh: {
        ...perKwhParam,
        description: 'The least a kWh costs, margin included; 0 where spot prices are negative.',
      },
      capPerKwh: { ...perKwhParam, description: 'The most a kWh costs, margin included.' },
      fallbackPerKwh: {
        ...perKwhParam,
        description: 'What a kWh costs where the series says nothing.',
      },
    },
    required: ['area', 'marginPerKwh', 'floorPerKwh', 'capPerKwh', 'fallbackPerKwh'],
    additionalProperties: false,
  },
  price: ({ periods }, { marginPerKwh, floorPerKwh, capPerKwh, fallbackPerKwh }) => {
    const rateOf = (spot: number): number =>
      Math.min(Math.max(spot + marginPerKwh, floorPerKwh), capPerKwh)
    const priced = periodsWhere(periods, each => each.energyWh > 0 && spotOf(each) !== null)
    const unknown = periodsWhere(periods, each => each.energyWh > 0 && spotOf(each) === null)
    const products = periods.map(each => {
      const spot = spotOf(each)
      return [spot === null ? 0 : rateOf(spot), each.energyWh] as const
    })
    const amount = sumProducts(products, 1000)
    const energyWh = energyOf(periods, priced)
    const spot = {
      code: 'SPOT_ENERGY',
      on: 'ENERGY',
      periods: priced,
      labelKey: 'day-ahead.spot',
      labelArgs: [energyWh === 0 ? 0 : mulDivHalfUp(amount, 1000, energyWh)],
    } as const
    const fallback = {
      code: 'FALLBACK_ENERGY',
      on: 'ENERGY',
      periods: unknown,
      labelKey: 'day-ahead.fallback',
      labelArgs: [fallbackPerKwh],
    } as const
    return {
      lines: [...surcharge(spot, amount), ...perKwhOn({ periods }, fallback, fallbackPerKwh)],
    }
  },
})
