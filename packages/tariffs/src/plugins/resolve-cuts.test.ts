/** Tests that every kind of declared cut becomes a place of the session. */

import type { Cut, Manifest } from '@wattline/plugin-sdk'

import { resolveCuts } from './resolve-cuts.js'

const manifest = (...cuts: Cut[]): Manifest => ({
  id: 'night-saver',
  version: '1.0.0',
  contract: 1,
  author: 'Wattline',
  description: 'Cheaper at night.',
  phase: 'PROMOTION',
  reads: {},
  series: {},
  emits: [],
  cuts,
  params: {},
})

const given = { params: {}, facts: {}, series: {}, startSecond: 1000 }

test('constants, parameters and facts are resolved', () => {
  const cuts = resolveCuts(
    manifest(
      { clock: '22:00' },
      { clock: { param: 'until' } },
      { sinceStartSeconds: { param: 'grace' } },
      { sinceChargingEndedSeconds: 600 },
      { sessionWh: { fact: 'freeWh' } },
    ),
    { ...given, params: { until: '06:30', grace: 900 }, facts: { freeWh: 5000 } },
  )
  expect(cuts).toEqual([
    { kind: 'clock', secondOfDay: 79_200 },
    { kind: 'clock', secondOfDay: 23_400 },
    { kind: 'sinceStart', seconds: 900 },
    { kind: 'sinceChargingEnded', seconds: 600 },
    { kind: 'sessionWh', wh: 5000n },
  ])
})

test('a fact that is known to be nothing cuts nothing', () => {
  expect(
    resolveCuts(manifest({ sessionWh: { fact: 'freeWh' } }), { ...given, facts: { freeWh: null } }),
  ).toEqual([])
})

test('a series cuts where it takes another value inside the session', () => {
  const spot = [700, 1000, 1900, 2800].map(fromSecond => ({ fromSecond, amount: fromSecond }))
  expect(resolveCuts(manifest({ series: 'spot' }), { ...given, series: { spot } })).toEqual([
    { kind: 'sinceStart', seconds: 900 },
    { kind: 'sinceStart', seconds: 1800 },
  ])
})

test.each<[Cut, string]>([
  [{ clock: { param: 'from' } }, 'cuts[0] of plugin night-saver refers to parameter from'],
  [{ clock: '25:00' }, 'cuts[0] of plugin night-saver must be a time of day as HH:MM'],
  [{ series: 'spot' }, 'cuts[0] of plugin night-saver refers to series spot'],
  [{ sessionWh: { param: 'free' } }, 'cuts[0] of plugin night-saver refers to parameter free'],
])('%j without its parameter is named', (cut, message) => {
  expect(() => resolveCuts(manifest(cut), given)).toThrow(message)
})
