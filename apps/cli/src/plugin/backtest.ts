/**
 * `wattline plugin backtest`: prices past sessions with a draft, waits, and tells what it means.
 */

import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'

import { readJson, UnreadableFile } from '../documents/read-json.js'
import { clock } from '../world/clock.js'
import { askGateway, Declined, type Door } from './ask-gateway.js'
import { type Backtest, progressQuery, resultQuery, startMutation } from './backtest-queries.js'
import { draftWith, readWithPlugin, withPluginUsage } from './draft-with.js'
import { findPlace, type Place } from './place.js'
import { doorUsage, type ReadCommand, readCommand } from './read-door.js'
import { tellBacktest } from './tell-backtest.js'

const usualWaitSeconds = 600

export const usage = `wattline plugin backtest ID@VERSION [--params JSON] [--location PLACE]
wattline plugin backtest --price-list ID | --draft FILE [--from WHEN] [--until WHEN]

Prices the operator’s billed sessions that started in this time with a draft, compares each with
what was billed, and tells what would have changed, for whom, and which cases changed most. Nothing
is billed by it.

With ID@VERSION the draft is what bills at the place now with this plugin version in it.

${withPluginUsage}
  --price-list  a price list that exists; the live one differs by exactly nothing
  --draft       a JSON file: {"tariffVersionId": "…", "plugins": [{"pluginVersionId": "…",
                "params": {…}, "onFailure": "CONTINUE"}], "cap": {"amount": "…", "currency": "…"}}
  --from        2026-01-01, or an instant such as 2026-01-01T00:00:00+01:00; a day begins in UTC;
                90 days ago without it
  --until       the same: sessions that started before then; now without it
  --location    only sessions at this location, by its id, OCPI id or name; or
  --connector   only those at this connector; or
  --tariff      only those billed by a tariff with this OCPI id
  --operator    the operator’s id, where the key sees several
  --wait        seconds to wait for the result; ${usualWaitSeconds} without it
${doorUsage}

Exit code: 0 done, 1 failed or refused, 2 not understood, 3 still running.`

const text = { type: 'string' } as const
const options = {
  params: text,
  'on-failure': text,
  'price-list': text,
  draft: text,
  from: text,
  until: text,
  location: text,
  connector: text,
  tariff: text,
  operator: text,
  wait: text,
} as const

export async function main(args: readonly string[]): Promise<number> {
  const read = await readCommand(args, options)
  if (read === 'help') {
    process.stdout.write(`${usage}\n`)
    return 0
  }
  const fault = 'fault' in read ? read.fault : faultOf(read)
  if ('fault' in read || fault) {
    process.stderr.write(`wattline plugin backtest: ${fault}\n\n${usage}\n`)
    return 2
  }
  try {
    const backtest = await run(read)
    const { url } = read.door
    process.stdout.write(
      read.isJson ? `${JSON.stringify(backtest)}\n` : tellBacktest(backtest, url),
    )
    return exitCodes[backtest.state]
  } catch (fault) {
    if (!(fault instanceof Declined || fault instanceof UnreadableFile)) throw fault
    process.stderr.write(`wattline plugin backtest: ${fault.message}\n`)
    return 1
  }
}

const exitCodes: Readonly<Record<Backtest['state'], number>> = {
  DONE: 0,
  FAILED: 1,
  CANCELLED: 1,
  WAITING: 3,
  RUNNING: 3,
}

function faultOf({ words, values }: ReadCommand): string | undefined {
  const [name, another] = words
  if (another !== undefined) return `“${another}” is not understood.`
  if ([name, values['price-list'], values.draft].filter(Boolean).length !== 1) {
    return 'name one of ID@VERSION, --price-list and --draft.'
  }
  const plugin = readWithPlugin(name ?? '', values)
  if (typeof plugin === 'string') return plugin
  if (!(Number(values.wait ?? 0) >= 0)) return `--wait ${values.wait} is no number of seconds.`
  return undefined
}

/** @throws Declined, UnreadableFile */
async function run(read: ReadCommand): Promise<Backtest> {
  const { door, values } = read
  const { tariff, operator } = values
  const place = await findPlace(door, values)
  const draft = await draftOf(read, place)
  const now = clock.now()
  const { startBacktest } = await askGateway<{ startBacktest: { backtest: { id: string } } }>(
    door,
    startMutation,
    {
      input: {
        operatorId: operator,
        draft,
        scope: { ...place, tariffId: tariff },
        from: values.from ? instantOf(values.from) : now.subtract({ hours: 24 * 90 }).toString(),
        until: values.until ? instantOf(values.until) : now.toString(),
        idempotencyKey: randomUUID(),
      },
    },
  )
  const { id } = startBacktest.backtest
  process.stderr.write(`Asked for as back-test ${id} …\n`)
  await awaitEnd(door, id, Number(values.wait ?? usualWaitSeconds) * 1000)
  const { backtest } = await askGateway<{ backtest: Backtest }>(door, resultQuery, { id })
  return backtest
}

/** @throws Declined, UnreadableFile */
async function draftOf({ door, words, values }: ReadCommand, place: Place): Promise<unknown> {
  const [name] = words
  if (values['price-list']) return { priceListId: values['price-list'] }
  if (name === undefined) return readJson(String(values.draft))
  const plugin = readWithPlugin(name, values)
  if (typeof plugin === 'string') throw new Error(plugin)
  return (await draftWith(door, place, plugin)).input
}

/** A plain date is the beginning of that day in UTC. */
function instantOf(given: string | boolean | undefined): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(String(given)) ? `${given}T00:00:00Z` : String(given)
}

type Progress = Pick<Backtest, 'state' | 'sessionsExpected' | 'sessionsDone'>

const pauseMs = 500

/** Says how far it has come, whenever it came further. @throws Declined */
async function awaitEnd(door: Door, id: string, atMostMs: number): Promise<void> {
  const deadline = performance.now() + atMostMs
  let told = 0
  for (;;) {
    const { backtest } = await askGateway<{ backtest: Progress }>(door, progressQuery, { id })
    const { state, sessionsExpected, sessionsDone } = backtest
    if (sessionsDone > told) {
      process.stderr.write(`${sessionsDone} of ${sessionsExpected ?? '?'} sessions\n`)
    }
    told = sessionsDone
    const isOver = state !== 'WAITING' && state !== 'RUNNING'
    if (isOver || performance.now() + pauseMs > deadline) return
    await wait(pauseMs)
  }
}
