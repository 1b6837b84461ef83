/** Publishing tariffs, and which price list applies where and when. */

import { inScope } from '@wattline/database'
import type { Plugin } from '@wattline/plugin-sdk'
import { Temporal } from '@wattline/units'

import { registerPlugin } from '../plugins/register.js'
import { Refusal } from '../refusal.js'
import { addLocation } from '../sites/add.js'
import { publishTariff } from '../tariffs/publish.js'
import { type TestCore, testCore } from '../testing/test-core.js'
import { addPlug, plainTariff, refusalOf, type World, world } from '../testing/world.js'
import { assignPriceList } from './assign.js'
import { choosePriceList } from './choose.js'
import { loadPriceList } from './load.js'

let core: TestCore
let w: World
beforeAll(async () => {
  core = await testCore()
  w = await world(core)
})
afterAll(() => core.close())

const at = (text: string) => Temporal.Instant.from(text)
const publish = (document: unknown) =>
  publishTariff(core, w.operator, { document, idempotencyKey: core.newId() })

async function assign(name: string, startsAt: string, target: object = {}): Promise<string> {
  const { tariffVersionId } = await publish(plainTariff)
  const { priceListId } = await assignPriceList(core, w.operator, {
    name,
    tariffVersionId,
    plugins: [],
    startsAt: at(startsAt),
    idempotencyKey: core.newId(),
    ...target,
  })
  return priceListId
}

test('every fault of a malformed tariff is listed with its JSON path', async () => {
  const broken = {
    ...plainTariff,
    currency: 'EURO',
    elements: [
      {
        price_components: [{ type: 'ENERGY', price: 'cheap', step_size: 1 }],
        restrictions: { start_time: '25:00' },
      },
    ],
  }
  const error = await publish(broken).catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(Refusal)
  const { code, details } = error as Refusal
  expect(code).toBe('tariff-invalid')
  const paths = (details.faults as { path: string }[]).map(({ path }) => path)
  expect(paths).toEqual(
    expect.arrayContaining([
      '$.currency',
      '$.elements[0].price_components[0].price',
      '$.elements[0].restrictions.start_time',
    ]),
  )
})

test('a tariff in a currency the operator does not bill in is refused', async () => {
  expect(await refusalOf(publish({ ...plainTariff, currency: 'DKK' }))).toBe('tariff-invalid')
})

test('what a tariff may not mean is published with a session that shows it', async () => {
  const elements = [
    {
      price_components: [{ type: 'ENERGY', price: 0.5, step_size: 5000 }],
      restrictions: { start_date: '2020-01-01' },
    },
  ]
  const { warnings } = await publish({ ...plainTariff, id: 'STEPPED', elements })
  expect(warnings).toMatchObject([
    { code: 'step-over-use', severity: 'warning', elementIndex: 0, dimension: 'ENERGY' },
  ])
  expect(warnings[0]?.examples).toMatchObject([{ price: '12.50', currency: 'EUR' }])
})

test('a tariff is tried by the clocks of the operator’s own sites', async () => {
  const price_components = [{ type: 'ENERGY', price: 0.5, step_size: 1 }]
  const restrictions = { start_time: '01:00', end_time: '02:00' }
  const elements = [{ price_components, restrictions }, { price_components }]
  const zonesSkipping = async (id: string): Promise<unknown> => {
    const { warnings } = await publish({ ...plainTariff, id, elements })
    const skipped = warnings.filter(({ code }) => code === 'window-skipped')
    return skipped.flatMap(({ examples = [] }) => examples.map(({ timeZone }) => timeZone))
  }
  expect(await zonesSkipping('ONE-TO-TWO')).toEqual([])
  const { operatorId } = w
  const site = { operatorId, ocpiId: 'LONDON', name: 'Yard', city: 'London', country: 'GB' }
  await addLocation(core, { ...site, timeZone: 'Europe/London' })
  expect(await zonesSkipping('ONE-TO-TWO-AGAIN')).toEqual(['Europe/London'])
})

test('the same document is the same version; a changed one is the next', async () => {
  const [first, again] = [await publish(plainTariff), await publish(plainTariff)]
  const changed = await publish({ ...plainTariff, last_updated: '2026-02-01T00:00:00Z' })
  expect(again.tariffVersionId).toBe(first.tariffVersionId)
  expect(changed.number).toBe(first.number + 1)
})

test('the narrower place wins, then the later start', async () => {
  const connectorId = await addPlug(core, { ...w, maxPowerW: 11_000 })
  const site = await assign('Site', '2026-01-01T00:00:00Z', { locationId: w.locationId })
  const plug = await assign('Plug', '2026-02-01T00:00:00Z', { connectorId })
  const later = await assign('Later', '2026-03-01T00:00:00Z', { locationId: w.locationId })
  const chosen = async (id: string, when: string) => {
    const moment = { connectorId: id, driverId: null, at: at(when) }
    const found = await inScope(core.db, [w.operatorId], tx =>
      choosePriceList(tx, w.operatorId, moment),
    )
    return found.priceListId
  }
  expect(await chosen(connectorId, '2026-01-15T00:00:00Z')).toBe(site)
  expect(await chosen(connectorId, '2026-03-15T00:00:00Z')).toBe(plug)
  expect(await chosen(w.connectorId, '2026-02-15T00:00:00Z')).toBe(site)
  expect(await chosen(w.connectorId, '2026-03-01T00:00:00Z')).toBe(later)
  expect(await refusalOf(chosen(connectorId, '2013-01-01T00:00:00Z'))).toBe('price-list-missing')
})

test('a second list for the same place and instant is refused, also for “everywhere”', async () => {
  await assign('One', '2026-05-01T00:00:00Z')
  expect(await refusalOf(assign('Two', '2026-05-01T00:00:00Z'))).toBe('price-list-ambiguous')
})

test('a cap is part of what a price list is, and in the currency it prices in', async () => {
  const eur = (minor: bigint) => ({ minor, currency: 'EUR' })
  const free = await assign('Capped', '2026-07-01T00:00:00Z')
  const cap = await assign('Capped', '2026-07-02T00:00:00Z', { cap: eur(1500n) })
  const same = await assign('Capped', '2026-07-03T00:00:00Z', { cap: eur(1500n) })
  const hold = await assign('Capped', '2026-07-04T00:00:00Z', { leastHold: eur(5000n) })
  expect(new Set([free, cap, hold]).size).toBe(3)
  expect(same).toBe(cap)
  expect(await loadPriceList(core.db, w.operatorId, cap)).toMatchObject({ capMinor: 1500n })
  expect(await loadPriceList(core.db, w.operatorId, hold)).toMatchObject({
    capMinor: null,
    leastHoldMinor: 5000n,
  })
  for (const bad of [{ cap: { minor: 1500n, currency: 'DKK' } }, { leastHold: eur(0n) }]) {
    const refused = assign('Capped', '2026-07-05T00:00:00Z', bad)
    await expect(refused).rejects.toMatchObject({
      code: 'input-invalid',
      details: { faults: [{ path: Object.keys(bad)[0] }] },
    })
  }
})

const needsRate = (properties: object): Plugin => ({
  manifest: {
    id: 'needs-rate',
    version: '1.0.0',
    contract: 1,
    author: 'Wattline',
    description: 'For a test.',
    phase: 'SURCHARGE',
    reads: {},
    series: {},
    emits: [
      {
        code: 'X',
        kind: 'SURCHARGE',
        on: 'SESSION',
        bounds: [{ perSession: { param: 'rate' } }],
      },
    ],
    cuts: [],
    params: {
      type: 'object',
      additionalProperties: false,
      required: ['rate'],
      properties: { rate: { type: 'integer', minimum: 1 }, ...properties },
    },
  },
  price: () => ({ lines: [] }),
})

async function refused(plugin: Plugin, params: object): Promise<Refusal> {
  const pluginVersionId = await registerPlugin(core, w.operatorId, core.runner.add(plugin))
  const plugins = [{ pluginVersionId, params: { ...params }, onFailure: 'park' as const }]
  const assigned = assign('Params', '2026-06-01T00:00:00Z', { plugins })
  return (await assigned.catch((caught: unknown) => caught)) as Refusal
}

test('parameters that do not fit the plugin’s schema are refused with their place', async () => {
  const { code, details } = await refused(needsRate({}), { rate: 0 })
  expect(code).toBe('plugin-params-invalid')
  expect(details.faults).toMatchObject([{ path: 'plugins[0].params.rate' }])
})

test('no pattern is tried that could take long, and none on a long text', async () => {
  const version = (of: string, pattern: string): Plugin => {
    const plugin = needsRate({ code: { type: 'string', maxLength: 5, pattern } })
    return { ...plugin, manifest: { ...plugin.manifest, version: of } }
  }
  const slow = version('1.0.1', '^(?:a+)+$')
  const hostile = await refused(slow, { rate: 1, code: `${'a'.repeat(40)}!` })
  expect(hostile.details.faults).toMatchObject([
    { message: expect.stringContaining('could take too long') },
  ])
  const sound = version('1.0.2', '^a+-a+$')
  const long = await refused(sound, { rate: 1, code: `${'a'.repeat(5000)}!` })
  expect(long.details.faults).toEqual([
    { path: 'plugins[0].params', message: 'params.code has more than 200 characters' },
  ])
})
