/** Bills priced through the real rating cell by plugins that loop, hoard or read the clock. */

import {
  assignPriceList,
  billSessions,
  type Core,
  importSessions,
  type OnFailure,
  readInvoices,
  registerPlugin,
} from '@wattline/billing'
import { type TestCore, testCore, type World, world } from '@wattline/billing/testing'
import { createRatingCells, hashPlugin } from '@wattline/plugin-host'
import type { Manifest, Phase } from '@wattline/plugin-sdk'
import { Temporal } from '@wattline/units'

const cells = createRatingCells({
  deadline: { baseMs: 100, perSessionMs: 2 },
  layers: 'author',
})
let scene: TestCore
let core: Core
let w: World
beforeAll(async () => {
  scene = await testCore()
  core = { ...scene, runner: cells }
  w = await world(scene)
})
afterAll(async () => {
  await cells.close()
  await scene.close()
})

const startedAt = Temporal.Instant.from('2026-03-01T10:00:00Z')
let published = 0

const manifestOf = (phase: Phase): Manifest => ({
  id: `hostile-${published}`,
  version: '1.0.0',
  contract: 1,
  author: 'Mallory',
  description: 'Does something else.',
  phase,
  reads: {},
  series: {},
  emits: [{ code: 'FEE', kind: 'SURCHARGE', on: 'SESSION', bounds: [{ perSession: 1_000_000 }] }],
  cuts: [],
  params: { type: 'object', properties: {}, additionalProperties: false },
})

interface Hostile {
  readonly body: string
  readonly phase?: Phase
  readonly onFailure?: OnFailure
}

/** Bills ten kWh, 5.00 EUR net by the tariff alone, under a price list with the plugin. */
async function bill({ body, phase = 'SURCHARGE', onFailure = 'continue' }: Hostile) {
  published += 1
  const manifest = manifestOf(phase)
  const bundle = `const plugin = { price: (input, params) => { ${body} } }\nexport { plugin as default }\n`
  const hash = hashPlugin(manifest, bundle)
  const pluginVersionId = await registerPlugin(core, w.operatorId, { hash, bundle, manifest })
  const tariffs = await scene.owner.query<{ id: string }[]>('select id from tariff_version')
  const from = startedAt.add({ hours: published })
  await assignPriceList(core, w.operator, {
    name: `With ${manifest.id}`,
    tariffVersionId: tariffs[0]?.id ?? '',
    plugins: [{ pluginVersionId, params: {}, onFailure }],
    startsAt: from,
    idempotencyKey: manifest.id,
  })
  const { imported } = await importSessions(core, w.operatorId, [
    {
      externalId: manifest.id,
      connectorId: w.connectorId,
      driverId: w.driverId,
      startedAt: from,
      endedAt: from.add({ hours: 1 }),
      energyWh: 10_000n,
    },
  ])
  const [result] = await billSessions(core, w.operatorId, imported)
  const ids = result?.invoiceId ? [result.invoiceId] : []
  const [invoice] = await readInvoices(core.db, [w.operatorId], ids)
  return { result, invoice, told: await toldOf(imported[0] ?? '', manifest.id) }
}

/** What staff finds on the session, and what the operator is told of the plugin. */
async function toldOf(sessionId: string, pluginId: string) {
  const findings = await scene.owner.query<{ detail: object }[]>(
    `select detail from irregularity where session_id = $1 and code = 'plugin-failed'`,
    [sessionId],
  )
  const notices = await scene.owner.query<{ payload: { causes: string[] } }[]>(
    `select payload from notice where kind = 'plugin-failed' and payload ->> 'pluginId' = $1`,
    [pluginId],
  )
  return { findings, notices }
}

const attacks: [title: string, body: string, cause: string][] = [
  ['loops without end', 'for (;;) {}', 'timeout'],
  [
    'allocates without end',
    'const held = []; for (;;) held.push(new Array(1e6).fill(1))',
    'memory|timeout',
  ],
  ['reads the clock', 'return { lines: [], at: Date.now() }', 'threw|load'],
  ['throws what no row can hold', "throw new Error('\\0 \\ud800')", 'threw'],
  [
    'answers what its manifest does not name',
    `const line = { code: 'OTHER', kind: 'SURCHARGE', on: 'SESSION', amount: 1, labelKey: 'x' }
    return { lines: [line] }`,
    'bad-output',
  ],
]

test.each(attacks)(
  'a plugin that %s leaves the bill at the tariff’s price',
  async (_title, body, cause) => {
    const { result, invoice, told } = await bill({ body })
    expect(result?.outcome).toBe('issued')
    expect(invoice?.netMinor).toBe(500n)
    const { plugins } = (invoice?.proof ?? {}) as { plugins?: { outcome: string; cause: string }[] }
    const [record] = plugins ?? []
    expect(record?.outcome).toBe('FAILED')
    expect(record?.cause).toMatch(new RegExp(`^(${cause})$`))
    expect(told.findings).toMatchObject([
      { detail: { plugins: [{ cause: record?.cause, effect: 'raise' }] } },
    ])
    expect(told.notices).toMatchObject([{ payload: { causes: [record?.cause], sessions: 1 } }])
  },
)

test.each(attacks)(
  'a plugin that %s parks the bill where the price list says so',
  async (_title, body) => {
    const { result, told } = await bill({ body, onFailure: 'park' })
    expect(result?.outcome).toBe('parked')
    expect(told.findings).toHaveLength(1)
    expect(told.notices).toHaveLength(1)
  },
)

test('a plugin without which there is no price always parks', async () => {
  const { result } = await bill({ body: 'for (;;) {}', phase: 'PRICE' })
  expect(result?.outcome).toBe('parked')
})

test('afterwards the host prices as before', async () => {
  const body = `return { lines: [{ code: 'FEE', kind: 'SURCHARGE', on: 'SESSION', amount: 1000000, labelKey: 'fee' }] }`
  const { invoice } = await bill({ body })
  expect(invoice?.netMinor).toBe(600n)
})
