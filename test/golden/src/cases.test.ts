/**
 * Golden cases: a tariff and a session in, the whole bill out, as JSON that a reviewer can read.
 *
 * `UPDATE_GOLDEN=1` rewrites the bills; the difference is then reviewed like any other change.
 */

import { readdirSync, readFileSync, writeFileSync } from 'node:fs'

import type { Manifest, PluginLine } from '@wattline/plugin-sdk'
import {
  type AcceptedLine,
  type Activity,
  adjust,
  compileTariff,
  explainBill,
  nothingTold,
  parseTariff,
  rateSession,
  resolveCuts,
  totalBill,
} from '@wattline/tariffs'
import { Temporal } from '@wattline/units'

interface GoldenSample {
  readonly at: string
  readonly energyWh: number
  readonly activity?: Activity
  readonly powerW?: number
  readonly currentMilliA?: number
}

interface GoldenCase {
  /** What the case shows. */
  readonly title: string
  /** Where its rule or its figures come from. */
  readonly source: string
  readonly timeZone: string
  readonly tariff: unknown
  readonly session: {
    readonly start: string
    readonly end: string
    readonly reservationExpired?: boolean
    readonly samples: readonly GoldenSample[]
  }
  readonly plugins?: readonly { manifest: Manifest; params: object; lines: readonly PluginLine[] }[]
  readonly bill?: unknown
}

const folder = new URL('../cases/', import.meta.url)
const files = readdirSync(folder).filter(name => name.endsWith('.json'))
const isRewriting = process.env.UPDATE_GOLDEN === '1'

function billOf({ tariff: document, timeZone, session, plugins = [] }: GoldenCase): unknown {
  const { tariff, faults } = parseTariff(document)
  if (!tariff) throw new Error(JSON.stringify(faults))
  const facts = {
    startedAt: Temporal.Instant.from(session.start),
    endedAt: Temporal.Instant.from(session.end),
    ...(session.reservationExpired && { reservationExpired: true }),
    samples: session.samples.map(({ at, energyWh, ...more }) => ({
      at: Temporal.Instant.from(at),
      energyWh: BigInt(energyWh),
      ...more,
    })),
  }
  const cuts = plugins.flatMap(({ manifest, params }) =>
    resolveCuts(manifest, { params: { ...params }, ...nothingTold, startSecond: 0 }),
  )
  const rated = rateSession(compileTariff(tariff, timeZone), facts, cuts)
  const accepted: AcceptedLine[] = []
  for (const { manifest, params, lines } of plugins) {
    const { id, version } = manifest
    const plugin = {
      id,
      version,
      hash: 'sha256',
      paramsHash: 'sha256',
      manifest,
      params: { ...params },
    }
    const answer = adjust(rated, accepted, { plugin, lines })
    if (!answer.accepted) throw new Error(answer.refused.join('; '))
    accepted.push(...answer.accepted)
  }
  return plain(explainBill({ rated, accepted, bill: totalBill(rated, accepted) }))
}

/** As JSON has it: minor units as text. */
function plain(value: unknown): unknown {
  const text = JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'bigint' ? part.toString() : part,
  )
  return JSON.parse(text)
}

test('there are cases, and each has a bill', () => {
  expect(files.length).toBeGreaterThanOrEqual(20)
})

test.each(files)('%s', file => {
  const path = new URL(file, folder)
  const golden = JSON.parse(readFileSync(path, 'utf8')) as GoldenCase
  const bill = billOf(golden)
  if (isRewriting) writeFileSync(path, `${JSON.stringify({ ...golden, bill }, null, 2)}\n`)
  else expect(bill).toEqual(golden.bill)
})
