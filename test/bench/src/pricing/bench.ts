/**
 * `npm run bench -- pricing`: sessions billed per second on one core, beside a plain decimal twin
 * of the same rules, in turn in the same run.
 *
 * The goal is twice the Rust reference engine by way of the twin; the floor is 0.8 of a goal.
 */

import { pairedRatios, show, spread } from '../rounds.js'
import { inTurn, type Work } from './cpu.js'
import { compileSites, invoiceText } from './engine.js'
import { benchMemory } from './memory.js'
import { assertSameBills, engine, prepare, type Session, twinOf } from './sessions.js'
import { tariffText } from './tariff.js'
import { goal, jsonGoal, reference } from './twin/arithmetic.js'
import { readTwinTariff } from './twin/read-tariff.js'
import { makeVisits, type VisitKind, visitKinds } from './workload.js'

const rounds = Number(process.env.BENCH_ROUNDS ?? 5)
const measuredMs = 300
const sessionsOfKind = 2000
const floor = 0.8

/** One line of the table. */
interface Row {
  readonly name: string
  readonly ours: readonly number[]
  readonly twin: readonly number[]
  /** Absent where the row only informs. */
  readonly goal?: number
}

export async function benchPricing(say: (line: string) => void): Promise<boolean> {
  say(`Per CPU second, ${rounds} rounds in turn: median [min..max], ratios inside each round.`)
  say(`${reference} × the decimal.js twin is the Rust reference engine.`)
  const verdicts = visitKinds.map(kind => benchKind(kind, say))
  const isFlat = benchMemory(say)
  return verdicts.every(Boolean) && isFlat
}

function benchKind(kind: VisitKind, say: (line: string) => void): boolean {
  const sites = compileSites()
  const sessions = makeVisits(kind, sessionsOfKind).map(visit => prepare(visit, sites))
  const twin = twinOf(readTwinTariff(tariffText))
  assertSameBills(sessions, twin)

  const mean = (count: (session: Session) => number): string =>
    (sessions.reduce((sum, session) => sum + count(session), 0) / sessions.length).toFixed(1)
  const periods = mean(({ opened }) => opened.read.periods.length)
  const lines = mean(session => engine.metered(session).lines.length)
  say('')
  say(`${kind.name}: ${periods} periods and ${lines} lines on average, all bills the same`)

  const work = (name: string, bill: (session: Session) => number): Work => {
    return { name, count: sessions.length, run: index => bill(sessions[index] as Session) }
  }
  const [metered = [], facts = [], twinMetered = [], received = [], json = [], twinCdr = []] =
    inTurn(
      [
        work('metered', session => engine.metered(session).lines.length),
        work('facts', session => engine.facts(session).lines.length),
        work('twin metered', session => twin.metered(session).lines.length),
        work('received', session => engine.received(session).lines.length),
        work('json', ({ tariff, cdrText }) => invoiceText(tariff, cdrText).length),
        work('twin received', session => twin.received(session).lines.length),
      ],
      { rounds, leastMs: measuredMs },
    )
  const rows: Row[] = [
    { name: 'metered, split exactly', ours: metered, twin: twinMetered, goal },
    { name: 'the same, read from facts', ours: facts, twin: twinMetered },
    { name: 'received CDR', ours: received, twin: twinCdr, goal },
    { name: 'CDR JSON in, invoice JSON out', ours: json, twin: twinCdr, goal: jsonGoal },
  ]
  return rows.map(row => report(row, say)).every(Boolean)
}

function report({ name, ours, twin, goal: wanted }: Row, say: (line: string) => void): boolean {
  const ratios = pairedRatios(ours, twin)
  const thousands = (figures: readonly number[]): string =>
    `${show(spread(figures.map(figure => figure / 1000)), 1)} k/s`.padEnd(26)
  const aim = wanted === undefined ? '' : `  goal ${wanted}`
  say(`  ${name.padEnd(30)} ${thousands(ours)} twin ${thousands(twin)} ${show(ratios)} ×${aim}`)
  return wanted === undefined || ratios.median >= wanted * floor
}
