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
  reads: [],
  emits: [],
  cuts,
  params: {},
})

test('constants, parameters and facts are resolved', () => {
  const cuts = resolveCuts(
    manifest(
      { clock: '22:00' },
      { clock: { param: 'until' } },
      { sinceStartSeconds: { param: 'grace' } },
      { sinceChargingEndedSeconds: 600 },
      { sessionWh: { fact: 'freeWh' } },
    ),
    { until: '06:30', grace: 900 },
    { freeWh: 5000 },
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
  expect(resolveCuts(manifest({ sessionWh: { fact: 'freeWh' } }), {}, { freeWh: null })).toEqual([])
})

test.each<[Cut, string]>([
  [{ clock: { param: 'from' } }, 'cuts[0] of plugin night-saver refers to parameter from'],
  [{ clock: '25:00' }, 'cuts[0] of plugin night-saver must be a time of day as HH:MM'],
  [{ sessionWh: { param: 'free' } }, 'cuts[0] of plugin night-saver refers to parameter free'],
])('%j without its parameter is named', (cut, message) => {
  expect(() => resolveCuts(manifest(cut), {}, {})).toThrow(message)
})
