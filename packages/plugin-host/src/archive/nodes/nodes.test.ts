/**
 * Every Node that Wattline runs on: V8 with and without its JIT and the archive engine find the
 * same language, give the same answers, take the same fuel, and contain the same attacks.
 */

import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import type { PluginOutcome, PluginRunner, RunnablePlugin } from '@wattline/billing'
import { type Manifest, type PluginInput, sampleInput } from '@wattline/plugin-sdk'
import fc from 'fast-check'
import { attacks } from '../../attacks/loads.js'
import { tryNaked } from '../../attacks/naked.js'
import { nakedTries } from '../../attacks/naked-tries.js'
import { faultsOf, tryAttack } from '../../attacks/try.js'
import { bundlePlugins } from '../../bundle/bundle.js'
import { launcherOfThisMachine, type NodeBinary } from '../../pool/launch.js'
import { createRatingCells } from '../../rating-cells.js'
import { createArchiveCells } from '../archive-cells.js'
import { installNodes } from './install.js'
import { reachable, surfaceBundle } from './surface.js'

const root = fileURLToPath(new URL('../../../../../', import.meta.url))
const nodes = await installNodes()
const timeoutMs = 300_000
const withNodes = (title: string, run: (nodes: readonly NodeBinary[]) => Promise<void>) =>
  nodes === undefined
    ? test.skip(`skipped: no npm registry: ${title}`, () => undefined)
    : test(title, () => run(nodes), timeoutMs)

/** One runner after the other, each closed before the next starts. */
async function onEach<T>(
  found: readonly NodeBinary[],
  see: (cells: PluginRunner) => Promise<T>,
): Promise<Map<string, T>> {
  const seen = new Map<string, T>()
  for (const node of found) {
    const made = [
      createRatingCells({ node }),
      createRatingCells({ node, isJitless: false }),
      createArchiveCells({ layers: 'author', node }),
    ]
    for (const cells of made) {
      seen.set(`node ${node.version}: ${cells.engine}`, await see(cells))
      await cells.close()
    }
  }
  return seen
}

const manifest: Manifest = {
  id: 'surface',
  version: '1.0.0',
  contract: 1,
  author: 'A',
  description: 'Tells what it finds.',
  phase: 'SURCHARGE',
  reads: {},
  series: {},
  emits: [{ code: 'FEE', kind: 'SURCHARGE', on: 'SESSION', bounds: [{ perSession: 100 }] }],
  cuts: [],
  params: { type: 'object', properties: {}, additionalProperties: false },
}
const argsOf = (outcome?: PluginOutcome) =>
  outcome?.kind === 'APPLIED' ? outcome.lines.flatMap(line => line.labelArgs ?? []) : []

withNodes('a plugin finds the same language on each, name for name', async found => {
  const surfaces = await onEach(found, async cells => {
    const names = Object.keys(reachable)
    const plugin = { hash: '0', bundle: surfaceBundle, manifest }
    const inputs = names.map(name => sampleInput([{}], { name }))
    const outcomes = await cells.run({ operatorId: 'a', plugin, params: {}, inputs })
    expect(outcomes.filter(({ kind }) => kind !== 'APPLIED')).toEqual([])
    const told = Object.fromEntries(outcomes.map((each, at) => [names[at], argsOf(each)]))
    return told
  })
  expect(surfaces.size).toBe(9)
  const [first] = surfaces.values()
  expect(JSON.stringify(first)).toContain('flatMap')
  for (const [engine, surface] of surfaces)
    expect({ engine, surface }).toEqual({ engine, surface: first })
})

const period = fc.record({
  durationSeconds: fc.nat({ max: 40_000 }),
  energyWh: fc.nat({ max: 200_000 }),
  activity: fc.constantFrom('CHARGING' as const, 'PARKED' as const),
  minuteOfDay: fc.nat({ max: 1439 }),
  weekday: fc.integer({ min: 1, max: 7 }),
  base: fc.record({ ENERGY: fc.nat({ max: 100_000_000 }), TIME: fc.nat({ max: 10_000_000 }) }),
})
const sessions: readonly PluginInput[] = fc
  .sample(fc.array(period, { maxLength: 12 }), { numRuns: 300, seed: 7 })
  .map(periods => sampleInput(periods))
const paramsOf: Readonly<Record<string, Record<string, unknown>>> = {
  'off-peak': {
    windowStart: '21:30',
    windowEnd: '06:00',
    weekdays: [1, 2, 6],
    discountBp: 3333,
  },
  'workplace-time': {
    freeMinutes: 30,
    ratePerHour: 1_234_567,
    blockMinutes: 7,
    minimum: 500_000,
  },
}

async function answersOf(cells: PluginRunner, plugins: readonly RunnablePlugin[]) {
  const hash = createHash('sha256')
  let applied = 0
  for (const plugin of plugins) {
    const params = paramsOf[plugin.manifest.id] ?? {}
    const outcomes = await cells.run({ operatorId: 'a', plugin, params, inputs: sessions })
    applied += outcomes.filter(outcome => outcome.kind === 'APPLIED').length
    hash.update(JSON.stringify(outcomes))
  }
  return { hash: hash.digest('hex'), applied }
}

withNodes('the same sessions have the same answers on each', async found => {
  const known = (await bundlePlugins(join(root, 'plugins'))).filter(
    ({ manifest: { id } }) => id in paramsOf,
  )
  const answers = await onEach(found, cells => answersOf(cells, known))
  const [first] = answers.values()
  expect(first?.applied).toBeGreaterThan(200)
  for (const [engine, answer] of answers)
    expect({ engine, answer }).toEqual({ engine, answer: first })
})

withNodes('the same sessions take the same fuel on each', async found => {
  const [plugin] = await bundlePlugins(join(root, 'plugins'))
  const params = paramsOf['off-peak'] ?? {}
  const fuels = []
  for (const node of found) {
    const cells = createArchiveCells({ layers: 'author', node })
    const job = { operatorId: 'a', plugin: plugin as RunnablePlugin, params, inputs: sessions }
    fuels.push((await cells.priceWithFuel(job)).map(({ fuelUsed }) => fuelUsed))
    await cells.close()
  }
  const [first = []] = fuels
  expect(Math.min(...first)).toBeGreaterThan(0)
  for (const fuel of fuels) expect(fuel).toEqual(first)
})

/** Short, since that an attack is contained does not depend on how long it may last. */
const deadline = { baseMs: 60, perSessionMs: 2 }
const patient = { baseMs: 20_000, perSessionMs: 0 }

async function faultsOn(node: NodeBinary): Promise<string[]> {
  const live = createRatingCells({ node, deadline })
  const slow = createRatingCells({ node, deadline: patient })
  const archive = createArchiveCells({
    layers: 'author',
    node,
    deadline: { baseMs: 600, perSessionMs: 50 },
  })
  const faults: string[] = []
  for (const attack of attacks) {
    const cells = attack.kind === 'memory' ? slow : live
    faults.push(...faultsOf(attack, 'v8', await tryAttack(attack, cells)))
    faults.push(...faultsOf(attack, 'quickjs', await tryAttack(attack, archive)))
  }
  await Promise.all([live, slow, archive].map(cells => cells.close()))
  return faults
}

withNodes('the other Nodes contain every attack as this one does', async found => {
  const others = found.filter(({ version }) => version !== process.versions.node)
  expect(others.length).toBeGreaterThanOrEqual(2)
  expect((await Promise.all(others.map(faultsOn))).flat()).toEqual([])
})

withNodes('plain code in the process meets the same walls on each', async found => {
  for (const node of found) {
    const { layers } = await launcherOfThisMachine(node)
    const results = await tryNaked(node)
    const isStanding = (name?: string) => layers.some(each => each.name === name && each.isActive)
    const open = nakedTries.filter(
      ({ stoppedBy }, at) => isStanding(stoppedBy) && !results[at]?.isStopped,
    )
    expect({ node: node.version, open }).toEqual({ node: node.version, open: [] })
  }
})
