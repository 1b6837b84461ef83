/**
 * The runner as its callers see it: warm cells, several plugins and operators, lost cells, an end.
 */

import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import type { PluginRunner, RunnablePlugin } from '@wattline/billing'
import { sampleInput } from '@wattline/plugin-sdk'

import { bundlePlugins } from './bundle/bundle.js'
import { LayersMissing } from './need-layers.js'
import { launcherOfThisMachine } from './pool/launch.js'
import { CellsClosed } from './pool/seats.js'
import { hasProc } from './pool/watch.js'
import { createRatingCells } from './rating-cells.js'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const built = new URL('../dist/index.js', import.meta.url)
const open: PluginRunner[] = []
const createCells: typeof createRatingCells = options => {
  const cells = createRatingCells(options)
  open.push(cells)
  return cells
}
/** For plugins made here, which may not run on every machine. */
const layers = 'author'
afterEach(() => Promise.all(open.splice(0).map(cells => cells.close())))

let offPeak: RunnablePlugin
let workplaceTime: RunnablePlugin
beforeAll(async () => {
  const plugins = await bundlePlugins(join(root, 'plugins'))
  const named = (id: string) => plugins.find(each => each.manifest.id === id) as RunnablePlugin
  offPeak = named('off-peak')
  workplaceTime = named('workplace-time')
})

const nights = { windowStart: '22:00', windowEnd: '06:00', weekdays: [1], discountBp: 2500 }
const hours = { freeMinutes: 60, ratePerHour: 1_000_000, blockMinutes: 5, minimum: 500_000 }
const night = (ENERGY: number) =>
  sampleInput([{ minuteOfDay: 1380, energyWh: 1000, durationSeconds: 7200, base: { ENERGY } }])
const amounts = async (cells: PluginRunner, plugin: RunnablePlugin, sizes: number[]) => {
  const params = plugin === offPeak ? nights : hours
  const inputs = sizes.map(night)
  const outcomes = await cells.run({ operatorId: 'a', plugin, params, inputs })
  return outcomes.map(outcome =>
    outcome.kind === 'APPLIED' ? outcome.lines[0]?.amount : outcome.kind,
  )
}

/** Processes that this one started and that still run. */
function childrenOf(pid: number | string): number[] {
  const path = `/proc/${pid}/task/${pid}/children`
  return existsSync(path)
    ? readFileSync(path, 'utf8').trim().split(' ').filter(Boolean).map(Number)
    : []
}
async function until<T>(look: () => T | undefined): Promise<T> {
  for (;;) {
    const found = look()
    if (found !== undefined) return found
    await new Promise(resolve => setTimeout(resolve, 5))
  }
}

test('the engine names SES, Node and the mode, as it stands on bills', () => {
  const node = `ses 2.3.0 / node ${process.versions.node}`
  expect(createCells().engine).toBe(`${node} / jitless`)
  expect(createCells({ isJitless: false }).engine).toBe(`${node} / jit`)
})

test.each([true, false])(
  'first-party plugins price in one warm cell (jitless %p)',
  async isJitless => {
    const cells = createCells({ isJitless })
    expect(await amounts(cells, offPeak, [4000, 0, 8000])).toEqual([-1000, 'NO_LINES', -2000])
    expect(await amounts(cells, workplaceTime, [0])).toEqual([1_000_000])
    expect(await amounts(cells, offPeak, [400])).toEqual([-100])
    expect(await amounts(cells, offPeak, [])).toEqual([])
  },
)

test('answers keep the order of their inputs over many batches', async () => {
  const sizes = Array.from({ length: 257 }, (_, at) => (at + 1) * 4)
  const expected = sizes.map(size => -size / 4)
  expect(await amounts(createCells({ batchSize: 10 }), offPeak, sizes)).toEqual(expected)
})

test('many operators at once share few cells and all get their prices', async () => {
  const cells = createCells({ maxCells: 2 })
  const jobs = Array.from({ length: 6 }, (_, at) =>
    cells.run({
      operatorId: `operator-${at % 3}`,
      plugin: offPeak,
      params: nights,
      inputs: [night(at * 4 + 4)],
    }),
  )
  const outcomes = (await Promise.all(jobs)).flat()
  expect(outcomes.map(outcome => outcome.kind === 'APPLIED' && outcome.lines[0]?.amount)).toEqual([
    -1, -2, -3, -4, -5, -6,
  ])
})

test('a lost batch between others keeps its place', async () => {
  const cells = createCells({ layers, batchSize: 4, deadline: { baseMs: 60, perSessionMs: 0 } })
  const bundle = `export default { price: ({ session, periods: [{ base }] }) => {
    if (base.ENERGY === 24) for (;;) {}
    const line = { code: 'OFF_PEAK', kind: 'DISCOUNT', on: 'ENERGY', labelKey: 'x' }
    return { lines: [{ ...line, amount: -base.ENERGY / 4 }] }
  } }`
  const plugin = { ...offPeak, bundle }
  const inputs = Array.from({ length: 14 }, (_, at) => night((at + 1) * 4))
  const outcomes = await cells.run({ operatorId: 'a', plugin, params: nights, inputs })
  expect(outcomes.map(outcome => outcome.kind === 'APPLIED' && outcome.lines[0]?.amount)).toEqual(
    inputs.map((_, at) => (at === 5 ? false : -at - 1)),
  )
  expect(outcomes[5]).toMatchObject({ kind: 'FAILED', cause: 'timeout' })
})

describe('on a machine without the network layer', () => {
  const launcher = async () => {
    const { layers, ...rest } = await launcherOfThisMachine()
    const missing = { name: 'network', isActive: false, detail: 'unshare is missing' } as const
    return { ...rest, layers: layers.map(layer => (layer.name === 'network' ? missing : layer)) }
  }
  const others = () => ({ ...offPeak, bundle: `${offPeak.bundle}\nconst more = 1` })

  test('plugins of this build run', async () => {
    expect(await amounts(createCells({ launcher }), offPeak, [4000])).toEqual([-1000])
  })

  test('others are refused with the reason, and nothing is recorded of them', async () => {
    const job = { operatorId: 'a', plugin: others(), params: nights, inputs: [night(4)] }
    const refused = createCells({ launcher }).run(job)
    await expect(refused).rejects.toThrow(LayersMissing)
    await expect(refused).rejects.toThrow(
      /off-peak 1\.0\.0 may not run on this machine: .*network: unshare is missing.*doctor/,
    )
  })

  test('their author may try them, under an engine whose name says so', async () => {
    const cells = createCells({ launcher, layers: 'author' })
    expect(cells.engine).toMatch(/ \/ jitless \/ author$/)
    const job = { operatorId: 'a', plugin: others(), params: nights, inputs: [night(4000)] }
    expect(await cells.run(job)).toMatchObject([{ kind: 'APPLIED' }])
  })
})

test('nothing is recorded for a job that the closing cut short', async () => {
  const cells = createCells({ layers, deadline: { baseMs: 60_000, perSessionMs: 0 } })
  const bundle = 'export default { price() { for (;;) {} } }'
  const plugin = { ...offPeak, bundle }
  const cut = cells.run({ operatorId: 'a', plugin, params: {}, inputs: [night(1)] })
  const refused = expect(cut).rejects.toThrow(CellsClosed)
  await cells.close()
  await refused
  await expect(amounts(cells, offPeak, [1])).rejects.toThrow(CellsClosed)
})

const onLinux = hasProc ? describe : describe.skip

onLinux('a cell that is killed from outside', () => {
  const endless = { baseMs: 60_000, perSessionMs: 0 }
  const loop = () => ({ ...offPeak, bundle: 'export default { price() { for (;;) {} } }' })

  test('while it waits is replaced', async () => {
    const before = new Set(childrenOf(process.pid))
    const cells = createCells()
    await amounts(cells, offPeak, [4])
    const [pid] = childrenOf(process.pid).filter(child => !before.has(child))
    process.kill(pid as number, 'SIGKILL')
    expect(await amounts(cells, offPeak, [8])).toEqual([-2])
  })

  test('while it prices is tried once more, and then given up by name', async () => {
    const seen = new Set(childrenOf(process.pid))
    const cells = createCells({ layers, deadline: endless })
    await amounts(cells, offPeak, [4])
    const pricing = cells.run({ operatorId: 'a', plugin: loop(), params: {}, inputs: [night(1)] })
    for (const _ of ['first', 'second']) {
      const pid = await until(() => childrenOf(process.pid).find(child => !seen.has(child)))
      seen.add(pid)
      await until(() => (/^R/.test(stateOf(pid)) && cpuTicks(pid) > 15 ? true : undefined))
      process.kill(pid, 'SIGKILL')
    }
    expect(await pricing).toEqual([
      {
        kind: 'FAILED',
        cause: 'cell-lost',
        message: 'the cell ended twice while it priced this session',
      },
    ])
  })

  test('leaves its operator a blank one, started before', async () => {
    const before = new Set(childrenOf(process.pid))
    const cells = createCells({ blankCells: 1 })
    const own = () => childrenOf(process.pid).filter(child => !before.has(child))
    await amounts(cells, offPeak, [4])
    const [first, blank] = await until(() => (own().length === 2 ? own() : undefined))
    process.kill(first as number, 'SIGKILL')
    await until(() => (stateOf(first as number) === '' ? true : undefined))
    expect(await amounts(cells, offPeak, [8])).toEqual([-2])
    expect(own()).toContain(blank)
    await cells.close()
    await until(() => (own().length === 0 ? true : undefined))
  })

  test('and blank ones do not keep a host alive that is done', async () => {
    const host = `
      import { bundlePlugins, createRatingCells } from '${built}'
      const [plugin] = await bundlePlugins('${join(root, 'plugins')}')
      const cells = createRatingCells({ blankCells: 2 })
      const job = { operatorId: 'a', plugin, params: ${JSON.stringify(nights)} }
      await cells.run({ ...job, inputs: [${JSON.stringify(night(4))}] })`
    const child = spawn(process.execPath, ['--input-type=module', '--eval', host], {
      stdio: 'ignore',
    })
    expect(await new Promise(resolve => child.on('exit', resolve))).toBe(0)
  })

  test('does not outlive its host, even in an endless loop', async () => {
    const host = `
      import { createRatingCells } from '${built}'
      const bundle = 'export default { price() { for (;;) {} } }'
      const plugin = { hash: '', bundle, manifest: {} }
      const input = ${JSON.stringify(night(1))}
      const deadline = { baseMs: 60_000, perSessionMs: 0 }
      const cells = createRatingCells({ deadline, layers: 'author' })
      await cells.run({ operatorId: 'a', plugin, params: {}, inputs: [input] })`
    const child = spawn(process.execPath, ['--input-type=module', '--eval', host], {
      stdio: 'ignore',
    })
    const hostPid = child.pid as number
    const cell = await until(() => childrenOf(hostPid).find(pid => cpuTicks(pid) > 15))
    child.kill('SIGKILL')
    await until(() => (stateOf(cell) === '' ? true : undefined))
    expect(stateOf(cell)).toBe('')
  })
})

function fieldsOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  } catch {
    return []
  }
}
const stateOf = (pid: number) => (fieldsOf(pid)[0] ?? '').replace('Z', '')
const cpuTicks = (pid: number) => Number(fieldsOf(pid)[11] ?? 0)
