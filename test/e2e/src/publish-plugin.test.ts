/**
 * An operator's plugin from its folder to a bill, through the command line, a whole worker and the
 * real gate; and that bill again, to the byte, when its plugin has a successor.
 */

import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

import {
  assignPriceList,
  billSessions,
  type Core,
  importSessions,
  type PluginRunner,
  readInvoices,
  whyCharged,
} from '@wattline/billing'
import { type TestCore, testCore, type World, world } from '@wattline/billing/testing'
import { type Gateway, startGateway } from '@wattline/gateway'
import { createArchiveCells, createRatingCells } from '@wattline/plugin-host'
import { Temporal } from '@wattline/units'
import { prepareQueues, startWorker, type Worker } from '@wattline/worker'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const command = join(root, 'apps/cli/bin/wattline.mjs')
/** Each upload is judged for some seconds, by all cores there are. */
const judgingMs = 120_000
const folder = mkdtempSync(join(tmpdir(), 'wattline-operator-'))
const [cells, archive] = [createRatingCells(), createArchiveCells()]

let scene: TestCore
let w: World
let gateway: Gateway
let worker: Worker

beforeAll(async () => {
  scene = await testCore()
  w = await world(scene)
  await prepareQueues(scene.urls.ownerUrl)
  const { gatewayUrl, workerUrl } = scene.urls
  gateway = await startGateway(
    {
      databaseUrl: gatewayUrl,
      host: '127.0.0.1',
      port: 0,
      hmacKeys: ['0'.repeat(64)],
      webhookUser: 'adyen',
      webhookPassword: 'hook',
      merchantAccounts: [],
      environment: 'TEST',
      mode: 'development',
      allowLocalNotices: false,
      logLevel: 'silent',
      operationsPerSecond: 1000,
      poolSize: 4,
    },
    { clock: scene.clock, runner: cells },
  )
  const adyen = { baseUrl: 'http://127.0.0.1:9', apiKey: 'none', timeoutMs: 1000 }
  worker = await startWorker(
    {
      databaseUrl: workerUrl,
      queueDatabaseUrl: workerUrl,
      adyen: { environment: 'TEST', ...adyen },
      logLevel: 'silent',
      mode: 'development',
    },
    {
      clock: { now: () => Temporal.Now.instant() },
      log: { info: () => {}, warn: () => {}, error: () => {} },
    },
  )
  mkdirSync(join(folder, 'node_modules/@wattline'), { recursive: true })
  const sdk = join(folder, 'node_modules/@wattline/plugin-sdk')
  symlinkSync(join(root, 'packages/plugin-sdk'), sdk)
})

afterAll(async () => {
  await worker?.stop()
  await gateway?.stop()
  await Promise.all([cells.close(), archive.close()])
  await scene?.close()
  rmSync(folder, { recursive: true })
})

const source = (version: string, amount: number, price: string) => `
import { definePlugin } from '@wattline/plugin-sdk'

export default definePlugin({
  id: 'service-fee', version: '${version}', author: 'Stadtwerk', description: 'A fee for energy.',
  phase: 'SURCHARGE',
  emits: [{ code: 'FEE', kind: 'SURCHARGE', on: 'SESSION', bounds: [{ perSession: 1_000_000 }] }],
  params: { type: 'object', properties: {}, additionalProperties: false },
  price: input => {
    const line = { code: 'FEE', kind: 'SURCHARGE', on: 'SESSION', labelKey: 'fee' } as const
    ${price}
    return { lines: input.session.energyWh > 0 ? [{ ...line, amount: ${amount} }] : [] }
  },
})`

const goldens = (amount: number) => `
import { sampleInput } from '@wattline/plugin-sdk'

const charged = { energyWh: 5000, base: { ENERGY: 2_000_000 } }
const fee = [
  { code: 'FEE', kind: 'SURCHARGE', on: 'SESSION', labelKey: 'fee', amount: ${amount} },
]
const night = { ...charged, minuteOfDay: 120, weekday: 7, date: 20251026 }
const evening = { ...charged, minuteOfDay: 1380 }
const morning = { ...charged, minuteOfDay: 0, weekday: 2, date: 20250603 }
export default [
  { name: 'an hour', input: sampleInput([charged]), params: {}, lines: fee },
  { name: 'no energy', input: sampleInput([{}]), params: {}, lines: [] },
  { name: 'over midnight', input: sampleInput([evening, morning]), params: {}, lines: fee },
  { name: 'an autumn night', input: sampleInput([night, night]), params: {}, lines: fee },
]`

/** Writes the plugin's folder and publishes it, as the operator would. */
async function publish(version: string, amount: number, price = '') {
  const place = join(folder, version)
  mkdirSync(join(place, 'src'), { recursive: true })
  cpSync(join(root, 'plugins/off-peak/package.json'), join(place, 'package.json'))
  writeFileSync(join(place, 'src/plugin.ts'), source(version, amount, price))
  writeFileSync(join(place, 'src/goldens.ts'), goldens(amount))
  const env = { ...process.env, WATTLINE_KEY: w.secrets.operator, WATTLINE_URL: gateway.url }
  const line = [command, 'plugin', 'publish', place, '--json']
  const ran = await promisify(execFile)(process.execPath, line, { env }).catch(
    (failed: { stdout: string; code: number }) => failed,
  )
  const code = 'code' in ran ? ran.code : 0
  const { faults, report, pluginVersion } = JSON.parse(ran.stdout)
  return { code, faults, report, versionId: pluginVersion?.id as string }
}

const as = (runner: PluginRunner): Core => ({ ...scene, runner })
const first = Temporal.Instant.from('2026-02-01T10:00:00Z')

/** Ten kWh, 5.00 EUR by the tariff alone, on a day from which a list with this version applies. */
async function bill(pluginVersionId: string, days: number) {
  const startedAt = first.add({ hours: 24 * days })
  const [tariff] = await scene.owner.query<{ id: string }[]>('select id from tariff_version')
  await assignPriceList(scene, w.operator, {
    name: `From day ${days}`,
    tariffVersionId: tariff?.id ?? '',
    plugins: [{ pluginVersionId, params: {}, onFailure: 'park' }],
    startsAt: startedAt,
    idempotencyKey: `day ${days}`,
  })
  const { connectorId, driverId, operatorId } = w
  const ends = { startedAt, endedAt: startedAt.add({ hours: 1 }) }
  const visit = { externalId: `${days}`, connectorId, driverId, energyWh: 10_000n, ...ends }
  const { imported } = await importSessions(scene, operatorId, [visit])
  const [sessionId = ''] = imported
  await billSessions(as(cells), operatorId, imported)
  const { invoice } = await whyCharged(as(cells), [operatorId], sessionId)
  const [read] = await readInvoices(scene.db, [operatorId], [invoice?.id ?? ''])
  return { sessionId, netMinor: read?.netMinor, plugin: read?.lines.at(-1)?.pluginVersion }
}

const changes = async (runner: PluginRunner, { sessionId }: { sessionId: string }) =>
  (await whyCharged(as(runner), [w.operatorId], sessionId)).changes

test(
  'published, billed, superseded, and the old bill rated again on both engines',
  async () => {
    const one = await publish('1.0.0', 500_000)
    expect(one).toMatchObject({ code: 0, faults: [] })
    expect(one.report.engines.length).toBeGreaterThan(1)
    const old = await bill(one.versionId, 0)
    expect(old).toMatchObject({ netMinor: 550n, plugin: '1.0.0' })

    const two = await publish('1.1.0', 900_000)
    expect(two).toMatchObject({ code: 0, faults: [] })
    expect(await bill(two.versionId, 1)).toMatchObject({ netMinor: 590n, plugin: '1.1.0' })

    expect(await changes(cells, old)).toEqual([])
    expect(await changes(archive, old)).toEqual([])
  },
  judgingMs,
)

test(
  'the same version with other content is refused, and so is what the lint finds',
  async () => {
    const again = await publish('1.0.0', 600_000)
    expect(again).toMatchObject({ code: 1, faults: [{ step: 'MANIFEST' }] })
    expect(again.faults[0].message).toContain('raise its version')
    const clock = await publish('2.0.0', 500_000, 'const now = Date.now(); const all = 2 ** 3')
    expect(clock.code).toBe(1)
    expect(clock.faults).toMatchObject([
      { step: 'LINT', place: { file: 'src/plugin.ts', line: 11 } },
      { step: 'LINT', place: { file: 'src/plugin.ts', line: 11 } },
    ])
  },
  judgingMs,
)
