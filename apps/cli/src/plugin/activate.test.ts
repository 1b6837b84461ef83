/**
 * Tries the way of a published plugin into a price, and back, as two people of an operator go it:
 * `activate`, `approve`, `history`, `rollback`, against a real gateway.
 */

import { issueKey, registerPlugin } from '@wattline/billing'
import { owl, type TestCore, testCore, type World, world } from '@wattline/billing/testing'
import type { Gateway } from '@wattline/gateway'

import { main as activate } from './activate.js'
import { main as approve } from './approve.js'
import { main as history } from './history.js'
import { main as rollback } from './rollback.js'
import { gatewayBeside } from './testing/gateway-beside.js'

let core: TestCore
let gateway: Gateway
let w: World
let colleague: string

beforeAll(async () => {
  core = await testCore()
  gateway = await gatewayBeside(core)
  process.env.WATTLINE_URL = gateway.url
})
beforeEach(async () => {
  w = await world(core, { secondPerson: 'required' })
  const { operatorId } = w
  process.env.WATTLINE_KEY = w.secrets.operator
  const key = await issueKey(core, { operatorId, role: 'operator', name: 'colleague' })
  colleague = key.secret
  await registerPlugin(core, operatorId, core.runner.add(owl))
})
afterAll(async () => {
  delete process.env.WATTLINE_URL
  delete process.env.WATTLINE_KEY
  await gateway.stop()
  await core.close()
})

async function run(command: typeof activate, ...args: string[]) {
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

/** Activates and approves it. Returns its id. */
async function bring(bp: number): Promise<string> {
  const from = core.clock.now().add({ minutes: 1 }).toString()
  const made = await run(
    activate,
    'night-owl@1.0.0',
    ...['--location', w.locationId, '--from', from, '--params', JSON.stringify({ bp }), '--json'],
  )
  const { id } = JSON.parse(made.printed) as { id: string }
  const later = core.clock.now().add({ minutes: 2 }).toString()
  expect(await run(approve, id, '--from', later, '--key', colleague)).toMatchObject({ code: 0 })
  core.clock.advance('PT3M')
  return id
}

test('from activation, by a second person, into force, and back in one step', async () => {
  const from = '2099-01-01T00:00:00Z'
  const place = ['--location', w.locationId]
  const params = ['--params', '{"bp": 2000}']
  const made = await run(activate, 'night-owl', ...place, ...params, '--from', from)
  expect(made).toMatchObject({ code: 0 })
  expect(made.printed).toMatch(/^waiting +live from 2099-01-01T00:00:00Z .* with night-owl 1\.0\.0/)
  expect(made.printed).toContain('    night-owl 1.0.0 {"bp":2000}\n')
  const id = /plugin approve (\S+)/.exec(made.printed)?.[1] ?? ''
  expect((await run(approve)).printed).toContain(`assignment ${id}\n`)
  const own = await run(approve, id)
  expect(own).toMatchObject({ code: 1, complained: expect.stringContaining('(APPROVAL_BY_MAKER)') })
  const approved = await run(approve, id, '--key', colleague)
  expect(approved.printed).toMatch(/^scheduled live from 2099-01-01T00:00:00Z/)
  expect((await run(approve)).printed).toBe('Nothing waits for approval.\n')
})

test('another activation of the same plugin takes its place, and a rollback brings it back', async () => {
  await bring(1000)
  const second = await bring(500)
  const place = ['--location', w.locationId]
  const told = await run(history, ...place)
  expect(told.printed.match(/night-owl 1\.0\.0 \{"bp":\d+\}/g)).toEqual([
    'night-owl 1.0.0 {"bp":500}',
    'night-owl 1.0.0 {"bp":1000}',
  ])
  expect(told.printed).toMatch(/^in force {2}live/)
  const back = await run(rollback, ...place)
  expect(back).toMatchObject({ code: 0, printed: expect.stringMatching(/^Ended from 20/) })
  expect(back.printed).toContain(`assignment ${second}\n`)
  expect(back.printed).toMatch(/instead: .* with night-owl 1\.0\.0\n$/)
})

test('a shadow bills nothing and waits for nobody, and a canary has its share', async () => {
  const from = ['--from', '2099-01-01T00:00:00Z']
  const shadow = await run(activate, 'night-owl', ...from, '--shadow')
  expect(shadow.printed).toMatch(/^scheduled shadow from/)
  const canary = await run(activate, 'night-owl', ...from, '--canary', '12.5')
  expect(canary.printed).toMatch(/^waiting +canary \(12\.5 % of connectors\) from/)
})

test('a failing draft, and what is not there, are told in words', async () => {
  const odd = await run(activate, 'night-owl', '--params', '{"cents": 3}')
  expect(odd).toMatchObject({ code: 1, complained: expect.stringContaining('(PLUGIN_') })
  const none = await run(activate, 'night-owl@2.0.0')
  expect(none.complained).toContain('no published plugin is named night-owl@2.0.0; those')
  const nowhere = await run(activate, 'night-owl', '--location', 'Atlantis')
  expect(nowhere.complained).toContain('there is no location “Atlantis”; those there are:\n')
  expect((await run(history)).printed).toMatch(/Nothing was assigned|from/)
})

test.each<[string, typeof activate, string[], RegExp]>([
  ['no plugin', activate, [], /name one plugin version/],
  ['two modes', activate, ['a', '--shadow', '--canary', '5'], /one of --shadow and --canary/],
  ['all as a share', activate, ['a', '--canary', '100'], /no share of a hundred/],
  ['odd parameters', activate, ['a', '--params', '{'], /--params: /],
  ['an odd failure', activate, ['a', '--on-failure', 'cry'], /neither continue nor park/],
  ['two to approve', approve, ['a', 'b'], /name one assignment/],
  ['two to roll back', rollback, ['a', 'b'], /name one assignment/],
  ['a word', history, ['a'], /not understood/],
])('%s is not understood', async (_what, command, args, fault) => {
  const { code, complained } = await run(command, ...args)
  expect(code).toBe(2)
  expect(complained).toMatch(fault)
})

test('help needs no gateway', async () => {
  for (const command of [activate, approve, rollback, history]) {
    const { code, printed } = await run(command, '--help')
    expect([code, printed.slice(0, 15)]).toEqual([0, 'wattline plugin'])
  }
})
