/** Tries `publish`, `list` and `show` as an operator runs them, against a real gateway. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

import { GateClosed, judgePublication, type PluginGate } from '@wattline/billing'
import { fakeReport, type TestCore, testCore, type World, world } from '@wattline/billing/testing'
import type { Gateway } from '@wattline/gateway'
import { bundlePlugin, lintBundle } from '@wattline/plugin-host'

import { main as list } from './list.js'
import { main as publish } from './publish.js'
import { main as show } from './show.js'
import { gatewayBeside } from './testing/gateway-beside.js'

const folder = mkdtempSync(join(tmpdir(), 'wattline-publish-'))
let core: TestCore
let gateway: Gateway
let w: World

beforeAll(async () => {
  core = await testCore()
  gateway = await gatewayBeside(core)
  process.env.WATTLINE_URL = gateway.url
})
beforeEach(async () => {
  w = await world(core)
  process.env.WATTLINE_KEY = w.secrets.operator
})
afterAll(async () => {
  delete process.env.WATTLINE_URL
  delete process.env.WATTLINE_KEY
  await gateway.stop()
  await core.close()
  rmSync(folder, { recursive: true })
})

const source = (version: string, code: string) => `
interface Line { readonly amount: number }
export default {
  manifest: {
    id: 'night-saver', version: '${version}', contract: 1, author: 'A', description: 'A discount.',
    phase: 'PROMOTION', reads: { tier: { fact: 'membership.tier' } }, series: {},
    emits: [{ code: 'OFF', kind: 'DISCOUNT', on: 'ENERGY', bounds: [{ shareOfBaseBp: 500 }] }],
    cuts: [{ clock: '22:00' }],
    params: { type: 'object', properties: {}, additionalProperties: false },
  },
  price: (): { lines: Line[] } => { ${code}; return { lines: [] } },
}`

/** A plugin's folder as `plugin new` lays it out. */
function write(name: string, version: string, code = ''): string {
  const place = join(folder, name, 'src')
  mkdirSync(place, { recursive: true })
  writeFileSync(join(folder, name, 'package.json'), '{}')
  writeFileSync(join(place, 'plugin.ts'), source(version, code))
  const golden = `[{ name: 'none', input: { periods: [] }, params: {}, lines: [] as object[] }]`
  writeFileSync(join(place, 'goldens.ts'), `export default ${golden}`)
  return join(folder, name)
}

/** A minute without a price. */
const shown = {
  session: {
    durationSeconds: 60,
    chargingSeconds: 60,
    parkedSeconds: 0,
    energyWh: 0,
    currency: 'EUR',
    minorPerUnit: 100,
  },
  periods: [],
  earlierLines: [],
  facts: {},
}

/** Lints, and takes the manifest from the bundle that this machine made of the same folder. */
const gateOf = (place: string): PluginGate => ({
  async judge(_operatorId, { bundle, goldens }) {
    const faults = lintBundle(bundle).map(({ message, line, column }) => ({
      step: 'lint' as const,
      message,
      place: { file: 'bundle', line, column },
      bill: { input: shown, params: {} },
    }))
    if (faults.length > 0) return { faults }
    const plugin = await bundlePlugin(join(place, 'src/plugin.ts'))
    expect(plugin.bundle).toBe(bundle)
    return { plugin, report: { ...fakeReport, goldens: goldens.length } }
  },
})

/** As a worker would, once something is handed in. */
async function judgeNext(gate: PluginGate): Promise<void> {
  for (;;) {
    const [row] = await core.owner.query<{ id: string }[]>(
      `select id from plugin_publication where state = 'checking' and operator_id = $1`,
      [w.operatorId],
    )
    if (row) {
      await judgePublication({ ...core, gate }, w.operatorId, row.id).catch(fault => {
        if (!(fault instanceof GateClosed)) throw fault
      })
      return
    }
    await wait(20)
  }
}

async function run(command: typeof publish, ...args: string[]) {
  const { jest } = import.meta
  const out = jest.spyOn(process.stdout, 'write').mockImplementation(() => true)
  const told = jest.spyOn(process.stderr, 'write').mockImplementation(() => true)
  try {
    const code = await command(args)
    const [printed = '', complained = ''] = [out, told].map(({ mock }) =>
      mock.calls.map(([text]) => String(text)).join(''),
    )
    return { code, printed, complained }
  } finally {
    jest.restoreAllMocks()
  }
}

/** Publishes while a worker judges beside. */
async function publishAnd(gate: PluginGate, ...args: string[]) {
  const [ran] = await Promise.all([run(publish, ...args), judgeNext(gate)])
  return ran
}

test('a plugin is published from its folder, listed, and shown by id and by hash', async () => {
  const place = write('good', '1.0.0')
  const { code, printed, complained } = await publishAnd(gateOf(place), place)
  expect([code, complained]).toEqual([0, expect.stringMatching(/^Handed in as publication .*\n$/)])
  expect(printed).toMatch(/^night-saver 1\.0\.0 is published\.\n {2}id {5}[0-9a-f-]{36}\n/)
  expect(printed).toMatch(
    /1 golden and 0 generated bills on in-process; fuel 1 of 10\n\nIt applies/,
  )
  const [, hash = ''] = /hash +([0-9a-f]{64})/.exec(printed) ?? []
  const [, id = ''] = /id +(\S+)/.exec(printed) ?? []

  expect((await run(list)).printed).toContain(`night-saver 1.0.0  PROMOTION`)
  expect(JSON.parse((await run(list, '--json', 'night-saver')).printed)).toMatchObject([
    { id, hash, version: '1.0.0' },
  ])
  expect((await run(list, 'other')).printed).toBe('No plugin is published.\n')

  const byHash = await run(show, hash)
  expect(byHash.printed).toContain('membership.tier as tier')
  expect(byHash.printed).toContain('of at most 500 basis points of the tariff’s own')
  expect(await run(show, id)).toEqual(byHash)
  expect((await run(show, '--source', id)).printed).toContain('id: "night-saver"')
  const publicationId = complained.split(' ')[4]?.replace(';', '') ?? ''
  expect(await run(show, publicationId)).toMatchObject({
    code: 0,
    printed: `${printed.split('\n\n')[0]}\n`,
  })
})

test('a refusal tells every reason with its place and bill, and fails', async () => {
  const place = write('bad', '1.0.0', 'const then = new Date(); const now = eval("1")')
  const { code, printed } = await publishAnd(gateOf(place), place)
  expect(code).toBe(1)
  expect(printed).toMatch(/^Refused, for 2 reasons:\n\n {2}lint {2}bundle:\d+:\d+: a plugin has/)
  expect(printed).toContain('no code from text')
  expect(printed).toContain('shown by a session of 1 min with 0 Wh, in EUR\n    parameters  {}')
})

test('the verdict as data', async () => {
  const place = write('data', '1.0.0')
  const { code, printed } = await publishAnd(gateOf(place), place, '--json')
  expect(code).toBe(0)
  expect(JSON.parse(printed)).toMatchObject({
    state: 'PUBLISHED',
    pluginVersion: { pluginId: 'night-saver', hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
  })
})

test('who does not wait, or cannot be judged, is told so', async () => {
  const place = write('slow', '1.0.0')
  expect(await run(publish, place, '--wait', '0')).toMatchObject({
    code: 3,
    printed: expect.stringMatching(/^Publication .* is still being checked\n$/),
  })
  w = await world(core)
  process.env.WATTLINE_KEY = w.secrets.operator
  const closed = { judge: () => Promise.reject(new GateClosed('no unshare')) }
  const { code, complained } = await publishAnd(closed, place, '--wait', '3')
  expect(code).toBe(3)
  expect(complained).toContain('It waits: plugins cannot be judged on this machine: no unshare\n')
})

test('a folder of which nothing can be made is named', async () => {
  const broken = write('broken', '1.0.0')
  writeFileSync(join(broken, 'src/plugin.ts'), 'export default {')
  expect(await run(publish, broken)).toMatchObject({
    code: 1,
    complained: expect.stringMatching(/plugin\.ts:1:16/),
  })
  writeFileSync(join(broken, 'src/plugin.ts'), 'export default {}')
  writeFileSync(join(broken, 'src/goldens.ts'), 'throw new Error("not today")')
  const { complained } = await run(publish, broken)
  expect(complained).toMatch(/goldens\.ts: .*not today/)
  expect((await run(publish, folder)).complained).toContain('is not there: a plugin has')
})

test('what a gateway says no to, and no gateway, are told in words', async () => {
  const place = write('no', '1.0.0')
  const partner = await run(publish, place, '--key', w.secrets.partner)
  expect(partner).toMatchObject({ code: 1 })
  expect(partner.complained).toContain('(ROLE_INSUFFICIENT)')
  const nowhere = await run(list, '--url', 'http://127.0.0.1:1')
  expect(nowhere).toMatchObject({ code: 1 })
  expect(nowhere.complained).toMatch(/no gateway answers at http:\/\/127\.0\.0\.1:1 .*npm start/)
  expect((await run(show, 'f'.repeat(64))).complained).toContain('no published version has')
  expect((await run(show, 'nothing')).complained).toContain('(NOT_FOUND)')
})

test.each<[string, typeof publish, string[], RegExp]>([
  ['two folders', publish, ['a', 'b'], /name one folder/],
  ['an odd wait', publish, ['--wait', 'long'], /no number of seconds/],
  ['an unknown option', publish, ['--fast'], /Unknown option/],
  ['an odd address', list, ['--url', 'here'], /no address/],
  ['two plugins', list, ['a', 'b'], /name one plugin/],
  ['no version', show, [], /name one/],
])('%s is not understood', async (_what, command, args, fault) => {
  const { code, complained } = await run(command, ...args)
  expect(code).toBe(2)
  expect(complained).toMatch(fault)
})

test('without a key nothing is asked, and help needs none', async () => {
  delete process.env.WATTLINE_KEY
  expect(await run(list)).toMatchObject({ code: 2, complained: expect.stringMatching(/--key/) })
  for (const command of [publish, list, show]) {
    const { code, printed } = await run(command, '--help')
    expect([code, printed.slice(0, 15)]).toEqual([0, 'wattline plugin'])
  }
})
