/**
 * `npm run bench -- graphql`: an invoice with its lines from Postgres at 50 connections, warm; the
 * gateway beside the same schema on Apollo + Express with loaders per request, in turn, in the same
 * run.
 *
 * Goal: at least 3 times the requests and at most half the p99; floor: 1.6 times and 0.8.
 */

import assert from 'node:assert/strict'
import { fileURLToPath } from 'node:url'

import { pairedRatios, show, spread } from '../rounds.js'
import { type Contender, startContender } from './contender.js'
import { makeData } from './data.js'
import { answerOf, type Load, type Measured, measure } from './load.js'

const rounds = Number(process.env.BENCH_ROUNDS ?? 5)
const warmSeconds = 3
const measuredSeconds = 4
const floor = { requests: 1.6, p99: 0.8 }

export async function benchGraphql(say: (line: string) => void): Promise<boolean> {
  const data = await makeData()
  const load = { ...data, connections: 50 }
  const contenders: Contender[] = []
  try {
    const ours = await startContender(
      'gateway',
      fileURLToPath(import.meta.resolve('@wattline/gateway/main')),
      {
        DATABASE_URL: data.core.urls.gatewayUrl,
        PORT: '0',
        HOST: '127.0.0.1',
        LOG_LEVEL: 'error',
        OPERATIONS_PER_SECOND: '1000000',
        ADYEN_ENVIRONMENT: 'TEST',
        ADYEN_HMAC_KEYS: '00'.repeat(32),
        ADYEN_WEBHOOK_USER: 'bench',
        ADYEN_WEBHOOK_PASSWORD: 'bench-password',
      },
    )
    contenders.push(ours)
    const peer = await startContender(
      'apollo + express',
      fileURLToPath(new URL('./peer.js', import.meta.url)),
      {
        DATABASE_URL: data.core.urls.ownerUrl,
        SCHEMA_FILE: fileURLToPath(
          new URL('../../../../apps/gateway/schema.graphql', import.meta.url),
        ),
      },
    )
    contenders.push(peer)
    await assertSameAnswers(ours, peer, load)
    return report(await inTurn([ours, peer], load, say), say)
  } finally {
    for (const contender of contenders) contender.stop()
    await data.core.close()
  }
}

/** The two are only comparable when they say the same. */
async function assertSameAnswers(ours: Contender, peer: Contender, load: Load): Promise<void> {
  for (const id of load.invoiceIds.slice(0, 5)) {
    const [a, b] = [await answerOf(ours, load, id), await answerOf(peer, load, id)]
    // The peer shows an instant as JavaScript does, with milliseconds.
    const shown = JSON.stringify(b).replaceAll('.000Z', 'Z')
    assert.equal(JSON.stringify(a), shown, 'both answer the same')
  }
}

async function inTurn(
  contenders: readonly [Contender, Contender],
  load: Load,
  say: (line: string) => void,
): Promise<[Measured[], Measured[]]> {
  const measured: [Measured[], Measured[]] = [[], []]
  for (let round = 1; round <= rounds; round += 1) {
    for (const [index, contender] of contenders.entries()) {
      await measure(contender, load, warmSeconds)
      const figures = await measure(contender, load, measuredSeconds)
      measured[index === 0 ? 0 : 1].push(figures)
      say(
        `round ${round}  ${contender.name.padEnd(16)} ${figures.requestsPerSecond.toFixed(0).padStart(6)} req/s  ` +
          `p50 ${figures.p50Ms} ms  p99 ${figures.p99Ms} ms`,
      )
    }
  }
  return measured
}

function report([ours, peer]: [Measured[], Measured[]], say: (line: string) => void): boolean {
  const pick = (from: readonly Measured[], figure: keyof Measured) => from.map(one => one[figure])
  const requests = pairedRatios(pick(ours, 'requestsPerSecond'), pick(peer, 'requestsPerSecond'))
  const p99 = pairedRatios(pick(ours, 'p99Ms'), pick(peer, 'p99Ms'))
  say(`gateway           ${show(spread(pick(ours, 'requestsPerSecond')), 0)} req/s`)
  say(`apollo + express  ${show(spread(pick(peer, 'requestsPerSecond')), 0)} req/s`)
  say(`requests          ${show(requests)} × the peer (goal 3, floor ${floor.requests})`)
  say(`p99               ${show(p99)} × the peer (goal 0.5, floor ${floor.p99})`)
  return requests.median >= floor.requests && p99.median <= floor.p99
}
