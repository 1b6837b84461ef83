/**
 * The second engine: the answers of the rating cell to the byte, fuel that is always the same, and
 * an end to every session.
 */

import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import type { PluginOutcome, RunnablePlugin } from '@wattline/billing'
import { type Manifest, type PluginInput, sampleInput } from '@wattline/plugin-sdk'
import fc from 'fast-check'

import { bundlePlugins } from '../bundle/bundle.js'
import { lintBundle } from '../bundle/lint.js'
import { createRatingCells } from '../rating-cells.js'
import { createArchiveCells } from './archive-cells.js'

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const archive = createArchiveCells({ layers: 'author' })
const rating = createRatingCells()
afterAll(() => Promise.all([archive.close(), rating.close()]))

const manifest: Manifest = {
  id: 'try',
  version: '1.0.0',
  contract: 1,
  author: 'A',
  description: 'Charges a fee.',
  phase: 'SURCHARGE',
  reads: {},
  series: {},
  emits: [{ code: 'FEE', kind: 'SURCHARGE', on: 'SESSION', bounds: [{ perSession: 1_000_000 }] }],
  cuts: [],
  params: { type: 'object', properties: {}, additionalProperties: false },
}
const line = (amount: string, labelArgs = '[]') =>
  `{ lines: [{ code: 'FEE', kind: 'SURCHARGE', on: 'SESSION', amount: ${amount},
    labelKey: 'fee', labelArgs: ${labelArgs} }] }`
const pluginOf = (price: string, body = ''): RunnablePlugin => ({
  hash: '0'.repeat(64),
  bundle: `${body}\nexport default { price(input, params) { ${price} } }`,
  manifest,
})
const session = (durationSeconds: number) => sampleInput([{ durationSeconds }])
const jobOf = (plugin: RunnablePlugin, inputs: readonly PluginInput[], params = {}) => ({
  operatorId: 'a',
  plugin,
  params,
  inputs,
})
const fuelOf = async (plugin: RunnablePlugin, inputs: readonly PluginInput[]) =>
  (await archive.priceWithFuel(jobOf(plugin, inputs))).map(({ fuelUsed }) => fuelUsed)
const kindOf = (outcome?: PluginOutcome) =>
  outcome?.kind === 'FAILED' ? `${outcome.cause}: ${outcome.message}` : outcome?.kind

const period = fc.record({
  durationSeconds: fc.nat({ max: 100_000 }),
  energyWh: fc.nat({ max: 200_000 }),
  activity: fc.constantFrom('CHARGING' as const, 'PARKED' as const),
  minuteOfDay: fc.nat({ max: 1439 }),
  weekday: fc.integer({ min: 1, max: 7 }),
  base: fc.record({ ENERGY: fc.nat({ max: 100_000_000 }), TIME: fc.nat({ max: 100_000_000 }) }),
})
const clock = fc.constantFrom('00:00', '06:30', '22:00', '23:59')
const paramsOf: Readonly<Record<string, fc.Arbitrary<Record<string, unknown>>>> = {
  'off-peak': fc.record({
    windowStart: clock,
    windowEnd: clock,
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    discountBp: fc.integer({ min: 1, max: 10_000 }),
  }),
  'workplace-time': fc.record({
    freeMinutes: fc.nat({ max: 600 }),
    ratePerHour: fc.nat({ max: 1_000_000_000 }),
    blockMinutes: fc.integer({ min: 1, max: 1440 }),
    minimum: fc.nat({ max: 1_000_000_000 }),
  }),
}

test('first-party plugins answer in both engines alike, to the byte', async () => {
  const plugins = await bundlePlugins(join(root, 'plugins'))
  const known = plugins.filter(({ manifest: { id } }) => id in paramsOf)
  expect(known.length).toBeGreaterThanOrEqual(2)
  for (const plugin of known) {
    const params = paramsOf[plugin.manifest.id] as fc.Arbitrary<Record<string, unknown>>
    const inputs = fc.array(fc.array(period, { maxLength: 12 }), { minLength: 1, maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(params, inputs, async (given, periods) => {
        const job = jobOf(
          plugin,
          periods.map(each => sampleInput(each)),
          given,
        )
        const [here, there] = await Promise.all([archive.run(job), rating.run(job)])
        expect(JSON.stringify(here)).toBe(JSON.stringify(there))
      }),
      { numRuns: 40 },
    )
  }
})

test('the rest of the language that the lint allows means the same', async () => {
  const body = `
    class Tier extends Error { constructor(at) { super('tier'); this.name = 'Tier'; this.at = at } }
    const own = { toString() { return 'own' }, valueOf: () => 3 }
    own.toString = () => 'assigned'
    const list = [10, 9, 1, 100, 21]`
  const args = [
    `[...list].sort().join()`,
    `[...list].sort((a, b) => a - b).join()`,
    `String(own) + (own + 1)`,
    `((() => { try { throw new Tier(4) } catch (e) { return e.name + e.at + e.message } })())`,
    `(0.000001234).toString() + (1e21).toString()`,
    `(255).toString(16) + (1.005).toFixed(2) + (123.456).toPrecision(4)`,
    `JSON.stringify({ b: [1, null, 'ü'], a: { c: 1n < 2 }, 1: 0 })`,
    `'a-b-c'.replace(/(\\w)-/g, '$1+') + 'aXbX'.split('X').length`,
    `/^(?<y>\\d+)/.exec('20x').groups.y`,
    `String((123456789n * 987654321n) % 1000007n) + (-7n / 2n)`,
    `[...new Map([['x', 1], ['y', 2]]).entries()].flat().join('')`,
    `Object.entries({ b: 1, a: 2, 2: 3, 1: 4 }).flat().join('')`,
    `String(Math.round(-2.5)) + Math.trunc(-0.5) + Math.imul(0xffffffff, 5) + Math.clz32(7)`,
    `'straße'.toUpperCase() + 'İ'.toLowerCase().length`,
    `[3, 1, 2].toString() + [1, [2, [3]]].flat(Infinity) + Array.from([1], i => i * 9)`,
    `String(0.1 + 0.2) + 7 % -3 + (-7 % 3) + (2147483648 | 0)`,
    `parseInt('12px') + parseFloat('1.50e2x') + Number('0x1f') + Number('') + isNaN('x')`,
  ]
  for (const arg of args) {
    const plugin = pluginOf(`return ${line('5', `[String(${arg})]`)}`, body)
    expect({ arg, faults: lintBundle(plugin.bundle) }).toEqual({ arg, faults: [] })
    const job = jobOf(plugin, [session(1)])
    const [[here], [there]] = await Promise.all([archive.run(job), rating.run(job)])
    expect(here).toEqual(there)
    expect(kindOf(here)).toBe('APPLIED')
  }
})

describe('fuel', () => {
  const loop = pluginOf(
    `let n = 0; for (let at = 0; at < input.session.durationSeconds; at += 1) n += at
    return ${line('1 + n % 7')}`,
  )

  test('is the same in whatever batch, order and company a session is priced', async () => {
    const sizes = [0, 1, 500, 1000, 2, 20_000, 1000]
    const once = await fuelOf(loop, sizes.map(session))
    const back = await fuelOf(loop, sizes.map(session).reverse())
    const alone = []
    for (const size of sizes) alone.push(...(await fuelOf(loop, [session(size)])))
    expect(back.reverse()).toEqual(once)
    expect(alone).toEqual(once)
    const [none = 0, one = 0, , thousand = 0] = once
    expect(thousand - none).toBe(1000 * (one - none))
    expect(one).toBeGreaterThan(none)
  })

  test.each([
    ['a loop', 'for (;;) {}'],
    ['a loop that catches', 'for (;;) { try { for (;;) {} } catch {} finally { for (;;) {} } }'],
    ['calls', 'const f = () => [1].forEach(f); for (;;) try { f() } catch {}'],
    ['an expression', `/^(a+)+$/.test('a'.repeat(60) + 'b')`],
  ])('ends %s without end, and its neighbours are priced', async (_, attack) => {
    const plugin = pluginOf(
      `if (input.session.durationSeconds === 2) { ${attack} }
      return ${line('input.session.durationSeconds')}`,
    )
    const [first, attacked, last] = await archive.priceWithFuel(
      jobOf(plugin, [session(1), session(2), session(3)]),
    )
    expect([kindOf(first?.outcome), kindOf(last?.outcome)]).toEqual(['APPLIED', 'APPLIED'])
    const message = 'timeout: the plugin used more than 1000000 ticks of fuel'
    expect(kindOf(attacked?.outcome)).toBe(message)
    expect(attacked?.fuelUsed).toBe(archive.fuelAllowed)
  })
})
