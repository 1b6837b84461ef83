/** Tests that equal questions are asked once, and that each plugin is told what it asked. */

import type { Plugin } from '@wattline/plugin-sdk'
import { nothingTold } from '@wattline/tariffs'

import type { LoadedPriceList } from '../price-lists/load.js'
import { allowancePlugin, couponPlugin, lookingPlugin } from '../testing/fact-plugins.js'
import { factsAsked, questionsOf, seriesAsked, toldOf } from './questions.js'

const listOf = (...plugins: readonly [Plugin, Record<string, unknown>?][]) =>
  ({
    id: 'list',
    plugins: plugins.map(([{ manifest }, params = {}]) => ({ plugin: { manifest }, params })),
  }) as unknown as LoadedPriceList

const deaf = lookingPlugin({})

test('a question that two plugins ask is asked once', () => {
  const a = lookingPlugin({ count: { fact: 'driver.sessions', days: 30 } })
  const b = lookingPlugin(
    { visits: { fact: 'driver.sessions', days: 30 }, all: { fact: 'driver.sessions', days: 90 } },
    { spot: { name: 'day-ahead' } },
  )
  expect(questionsOf(listOf([a], [b]))).toEqual([
    { key: 'driver.sessions 30', fact: 'driver.sessions', days: 30 },
    { key: 'driver.sessions 90', fact: 'driver.sessions', days: 90 },
    { key: 'series day-ahead', fact: 'series', name: 'day-ahead' },
  ])
  expect(questionsOf(listOf([deaf]))).toEqual([])
})

test('figures and names may be parameters; one that is missing is named', () => {
  const manifest = {
    ...allowancePlugin.manifest,
    series: { spot: { name: { param: 'market' } } },
  }
  const asking = { plugin: { manifest }, params: { perMonthWh: 20_000, market: 'de' } }
  const key = 'allowance.energyWh allowance.free 20000'
  const fact = 'allowance.energyWh'
  const question = { key, fact, perMonthWh: 20_000, name: 'allowance.free' }
  expect(factsAsked(asking)).toEqual([['free', question]])
  expect(seriesAsked(asking)).toEqual([['spot', { key: 'series de', fact: 'series', name: 'de' }]])
  const empty = { ...asking, params: {} }
  expect(() => factsAsked(empty)).toThrow('reads.free.perMonthWh of allowance')
  expect(() => seriesAsked(empty)).toThrow('series.spot.name of allowance must be a text')
})

test('each plugin is told under its own names; what is not known is null', () => {
  const a = lookingPlugin(
    { level: { fact: 'membership.tier' }, seen: { fact: 'driver.sessions', days: 7 } },
    { spot: { name: 'x' }, grid: { name: 'y' } },
  )
  const told = toldOf(listOf([deaf], [a]), {
    'membership.tier': 'gold',
    'series x': [
      [60, 5],
      [120, null],
    ],
    'series y': null,
  })
  expect(told).toEqual([
    nothingTold,
    {
      facts: { level: 'gold', seen: null },
      series: {
        spot: [
          { fromSecond: 60, amount: 5 },
          { fromSecond: 120, amount: null },
        ],
        grid: [],
      },
    },
  ])
  expect(told[0]).toBe(nothingTold)
})

test('a coupon with a budget is told to those alone who ask how much they may take', () => {
  const careless = lookingPlugin({ code: { fact: 'coupon.code' } })
  const list = listOf([careless], [couponPlugin])
  expect(questionsOf(list).map(({ key }) => key)).toEqual(['coupon.code', 'coupon.maxAmount'])
  expect(questionsOf(listOf([careless]))).toHaveLength(2)
  const factsWith = (most: number | null) =>
    toldOf(list, { 'coupon.code': 'X', 'coupon.maxAmount': most }).map(({ facts }) => facts)
  expect(factsWith(500)).toEqual([{ code: null }, { code: 'X', most: 500 }])
  expect(factsWith(null)).toEqual([{ code: 'X' }, { code: 'X', most: null }])
})
