/**
 * `npm run bench -- backtest`: past sessions priced with a draft per second, readings read from
 * Postgres included, beside reading and rating the same sessions alone, in turn in the same run.
 *
 * The goal is 0.3 of reading and rating alone with a simple plugin in its rating cell, with the
 * JIT; the worker's own way from begin to end.
 */

import { fileURLToPath } from 'node:url'

import {
  type BacktestInput,
  type BacktestingCore,
  readBilled,
  registerPlugin,
  runBacktest,
  startBacktest,
} from '@wattline/billing'
import { BacktestScene, plainTariff } from '@wattline/billing/testing'
import { bundlePlugin, createRatingCells } from '@wattline/plugin-host'
import { compileTariff, parseTariff, rateSession, totalBill } from '@wattline/tariffs'
import { Temporal } from '@wattline/units'

import { pairedRatios, type Spread, show, spread } from '../rounds.js'
import { makePast, type Past } from './data.js'

const rounds = Number(process.env.BENCH_ROUNDS ?? 5)
const copies = Number(process.env.BENCH_COPIES ?? 30)
const goal = 0.3
/** As a back-test's. */
const pageSize = 2000

const from = Temporal.Instant.from('2025-01-01T00:00:00Z')
const until = Temporal.Instant.from('2026-01-01T00:00:00Z')

export async function benchBacktest(say: (line: string) => void): Promise<boolean> {
  const past = await makePast(copies)
  const cells = createRatingCells({ isJitless: false, batchSize: 1000, maxCells: 2 })
  const core: BacktestingCore = { ...past.core, backtestRunner: cells }
  try {
    const scene = new BacktestScene(past.core, past.w)
    const live = await scene.live()
    const draft = await draftWithPlugin(past)
    const asked = await scene.start({ from, until })
    say(`${past.sessions} sessions of ten readings, ${rounds} rounds in turn: per second.`)
    const alone: number[] = []
    const plain: number[] = []
    const plugin: number[] = []
    for (let round = 0; round <= rounds; round += 1) {
      const figures = [
        await perSecond(past, () => readAndRate(past, asked)),
        await perSecond(past, () => whole(core, past, live)),
        await perSecond(past, () => whole(core, past, draft)),
      ]
      // The first round warms up.
      if (round === 0) continue
      alone.push(figures[0] ?? 0)
      plain.push(figures[1] ?? 0)
      plugin.push(figures[2] ?? 0)
    }
    say(`  read and rated alone          ${thousands(spread(alone))}`)
    say(`  back-tested without a plugin  ${thousands(spread(plain))} ${ratio(plain, alone)}`)
    say(`  back-tested with off-peak     ${thousands(spread(plugin))} ${ratio(plugin, alone)}`)
    say(`  goal ${goal} of reading and rating alone`)
    return pairedRatios(plugin, alone).median >= goal
  } finally {
    await cells.close()
    await past.core.close()
  }
}

const thousands = ({ min, median, max }: Spread): string =>
  `${show({ min: min / 1000, median: median / 1000, max: max / 1000 }, 1)} k/s`.padEnd(24)

const ratio = (ours: readonly number[], peers: readonly number[]): string =>
  `${show(pairedRatios(ours, peers))} ×`

async function perSecond({ sessions }: Past, work: () => Promise<number>): Promise<number> {
  const before = performance.now()
  const seen = await work()
  if (seen !== sessions) throw new Error(`${seen} of ${sessions} sessions were priced`)
  return (sessions * 1000) / (performance.now() - before)
}

/** Cheaper at night, on the tariff that was billed by. */
async function draftWithPlugin({ core, w }: Past): Promise<BacktestInput['draft']> {
  const source = new URL('../../../../plugins/off-peak/src/plugin.ts', import.meta.url)
  const plugin = await bundlePlugin(fileURLToPath(source))
  const pluginVersionId = await registerPlugin(core, w.operatorId, plugin)
  const [tariff] = await core.owner.query<{ id: string }[]>('select id from tariff_version')
  const weekdays = [1, 2, 3, 4, 5, 6, 7]
  const params = { windowStart: '22:00', windowEnd: '06:00', weekdays, discountBp: 2500 }
  return {
    name: 'Nights',
    tariffVersionId: tariff?.id ?? '',
    plugins: [{ pluginVersionId, params, onFailure: 'park' }],
  }
}

/** The pages a back-test reads, the next one while this one is rated by the tariff alone. */
async function readAndRate({ core, w }: Past, backtestId: string): Promise<number> {
  const { tariff } = parseTariff(plainTariff)
  if (!tariff) throw new Error('the plain tariff parses')
  const compiled = compileTariff(tariff, 'Europe/Berlin')
  const read = (afterId: string | null) =>
    readBilled(core.db, { operatorId: w.operatorId, backtestId, afterId, size: pageSize })
  let seen = 0
  for (let reading: ReturnType<typeof read> | undefined = read(null); reading; ) {
    const page: Awaited<ReturnType<typeof read>> = await reading
    reading = page.length < pageSize ? undefined : read(page.at(-1)?.sessionId ?? null)
    for (const { facts } of page) {
      if (totalBill(rateSession(compiled, facts, []), []).lines.length > 0) seen += 1
    }
  }
  return seen
}

/** As the worker does it: jobs one after the other, until it is done. Returns sessions priced. */
async function whole(
  core: BacktestingCore,
  { core: { owner }, w }: Past,
  draft: BacktestInput['draft'],
): Promise<number> {
  const { operatorId } = w
  const ask = { draft, scope: {}, from, until, idempotencyKey: core.newId() }
  const { backtestId } = await startBacktest(core, w.operator, ask)
  for (;;) {
    await runBacktest(core, { operatorId, backtestId })
    const [row] = await owner.query<{ state: string; priced: number }[]>(
      `select state, (tally ->> 'priced')::integer as priced from backtest where id = $1`,
      [backtestId],
    )
    if (row?.state !== 'running') return row?.priced ?? 0
  }
}
