/** Tests what a session would have cost without a line, at another time, and with plugins. */

import type { Plugin } from '@wattline/plugin-sdk'
import { Temporal } from '@wattline/units'

import { importSessions } from '../sessions/import.js'
import { type TestCore, testCore } from '../testing/test-core.js'
import { refusalOf, type World, world } from '../testing/world.js'
import { type WhatIf, whatIf } from './what-if.js'

let core: TestCore
beforeAll(async () => {
  core = await testCore()
})
afterAll(() => core.close())

const element = (price: object, restrictions?: object) => ({
  price_components: [{ step_size: 1, vat: 19, ...price }],
  ...(restrictions && { restrictions }),
})

/** By night energy is cheap; a fee of 1.00; never more than 20.00 net, never less than 2.00. */
const tariff = {
  id: 'NIGHT',
  currency: 'EUR',
  min_price: { excl_vat: 2 },
  max_price: { excl_vat: 20 },
  elements: [
    element({ type: 'ENERGY', price: 0.2 }, { start_time: '22:00', end_time: '06:00' }),
    element({ type: 'ENERGY', price: 0.5 }),
    element({ type: 'FLAT', price: 1 }),
  ],
}

/** Takes a tenth off the energy: 10 kWh at 0.50 by 0.50. */
const saver: Plugin = {
  manifest: {
    id: 'saver',
    version: '1.0.0',
    contract: 1,
    author: 'Wattline',
    description: 'For a test.',
    phase: 'PROMOTION',
    reads: {},
    series: {},
    emits: [{ code: 'OFF', kind: 'DISCOUNT', on: 'ENERGY', bounds: [{ shareOfBaseBp: 5000 }] }],
    cuts: [],
    params: { type: 'object', additionalProperties: false, properties: {} },
  },
  price: () => ({
    lines: [{ code: 'OFF', kind: 'DISCOUNT', on: 'ENERGY', amount: -500_000, labelKey: 'off' }],
  }),
}

/** An hour from eleven in the morning, Berlin time. */
async function session(w: World, energyWh: bigint): Promise<string> {
  const startedAt = Temporal.Instant.from('2026-03-01T10:00:00Z')
  const { imported } = await importSessions(core, w.operatorId, [
    {
      externalId: core.newId(),
      connectorId: w.connectorId,
      driverId: w.driverId,
      startedAt,
      endedAt: startedAt.add({ hours: 1 }),
      energyWh,
    },
  ])
  return imported[0] ?? ''
}

async function netOf(w: World, energyWh: bigint, asked: WhatIf) {
  const sessionId = await session(w, energyWh)
  const { actual, otherwise } = await whatIf(core, [w.operatorId], { sessionId, ...asked })
  return [actual.netMinor, otherwise.netMinor, otherwise.lines.map(line => line.component)]
}

test.each<[string, bigint, WhatIf, unknown]>([
  ['without the fee', 10_000n, { withoutLine: 1 }, ['600', '500', ['ENERGY']]],
  [
    'without the price of energy',
    10_000n,
    { withoutLine: 2 },
    ['600', '200', ['FLAT', 'MIN_PRICE']],
  ],
  ['twelve hours later', 10_000n, { shiftMinutes: 720 }, ['600', '300', ['FLAT', 'ENERGY']]],
  ['without the least', 1000n, { withoutLine: 3 }, ['200', '150', ['FLAT', 'ENERGY']]],
  ['without the most', 100_000n, { withoutLine: 3 }, ['2000', '5100', ['FLAT', 'ENERGY']]],
  ['both', 10_000n, { withoutLine: 1, shiftMinutes: -720 }, ['600', '200', ['ENERGY']]],
])('%s', async (_, energyWh, asked, expected) => {
  expect(await netOf(await world(core, { tariff }), energyWh, asked)).toEqual(expected)
})

test('a line of a plugin goes with the plugin, and stays where the time changes', async () => {
  const w = await world(core, { tariff, plugins: [{ plugin: saver, params: {} }] })
  expect(await netOf(w, 10_000n, { withoutLine: 3 })).toEqual(['550', '600', ['FLAT', 'ENERGY']])
  expect(await netOf(w, 10_000n, { shiftMinutes: 720 })).toEqual([
    '550',
    '250',
    ['FLAT', 'ENERGY', 'ENERGY'],
  ])
})

test.each([
  ['nothing otherwise', {}],
  ['no such line', { withoutLine: 9 }],
  ['half a minute', { shiftMinutes: 0.5 }],
  ['more than a year', { shiftMinutes: 600_000 }],
])('%s is refused', async (_, asked) => {
  const w = await world(core, { tariff })
  const sessionId = await session(w, 10_000n)
  const answer = whatIf(core, [w.operatorId], { sessionId, ...asked })
  expect(await refusalOf(answer)).toBe('input-invalid')
})

test('the session of another operator is not found', async () => {
  const [ours, theirs] = [await world(core, { tariff }), await world(core, { tariff })]
  const sessionId = await session(theirs, 10_000n)
  const answer = whatIf(core, [ours.operatorId], { sessionId, shiftMinutes: 60 })
  expect(await refusalOf(answer)).toBe('not-found')
})
