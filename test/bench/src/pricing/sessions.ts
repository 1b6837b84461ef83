/** Prepares one kind of session in every form it is priced from, and shows that all agree. */

import assert from 'node:assert/strict'

import {
  type Bill,
  type CompiledTariff,
  courseOf,
  type OpenedCdr,
  rateCourse,
  rateOpened,
  rateSession,
  type SessionCourse,
  type SessionFacts,
  totalBill,
} from '@wattline/tariffs'
import { formatAmount, type ZoneTable } from '@wattline/units'

import { openCdrText } from './engine.js'
import { pricePeriods } from './twin/price-periods.js'
import { periodsOfCdr, readTwinCdr, type TwinCdrPeriod } from './twin/read-cdr.js'
import type { TwinElement } from './twin/read-tariff.js'
import { splitVisit } from './twin/split-visit.js'
import { type TwinBill, totalBill as twinBill } from './twin/total-bill.js'
import { factsOf, type Visit } from './workload.js'
import { writeCdr } from './write-cdr.js'

export interface Session {
  readonly tariff: CompiledTariff
  readonly zone: ZoneTable
  /** What the twin splits. */
  readonly visit: Visit
  readonly facts: SessionFacts
  readonly course: SessionCourse
  readonly cdrText: string
  readonly opened: OpenedCdr
  readonly twinCdr: readonly TwinCdrPeriod[]
}

export function prepare(visit: Visit, sites: readonly CompiledTariff[]): Session {
  const tariff = sites[visit.site]
  if (!tariff) throw new Error(`There is no site ${visit.site}`)
  const facts = factsOf(visit)
  const cdrText = writeCdr(rateSession(tariff, facts, []))
  return {
    tariff,
    zone: tariff.zone,
    visit,
    facts,
    course: courseOf(facts),
    cdrText,
    opened: openCdrText(tariff, cdrText),
    twinCdr: readTwinCdr(cdrText),
  }
}

/** What the twin bills for the metered session and for its CDR. */
export function twinOf(elements: readonly TwinElement[]) {
  return {
    metered: ({ visit, zone }: Session): TwinBill =>
      twinBill(pricePeriods(elements, splitVisit(visit, elements, zone))),
    received: ({ twinCdr, zone }: Session): TwinBill =>
      twinBill(pricePeriods(elements, periodsOfCdr(twinCdr, zone))),
  }
}

/** The same of the engine. */
export const engine = {
  metered: ({ tariff, course }: Session): Bill => totalBill(rateCourse(tariff, course, []), []),
  facts: ({ tariff, facts }: Session): Bill => totalBill(rateSession(tariff, facts, []), []),
  received: ({ tariff, opened }: Session): Bill => totalBill(rateOpened(tariff, opened), []),
}

/** Two engines are only comparable when they bill the same, to the cent and line by line. */
export function assertSameBills(
  sessions: readonly Session[],
  twin: ReturnType<typeof twinOf>,
): void {
  for (const session of sessions) {
    assertSame(engine.metered(session), twin.metered(session))
    assertSame(engine.facts(session), twin.metered(session))
    assertSame(engine.received(session), twin.received(session))
  }
}

function assertSame({ lines, ...ours }: Bill, theirs: TwinBill): void {
  const show = (minor: bigint): string => formatAmount({ minor, currency: ours.currency })
  const totals = [ours.netMinor, ours.vatMinor, ours.grossMinor].map(show)
  assert.deepEqual(totals, [theirs.net, theirs.vat, theirs.gross])
  const named = (line: { component: string; quantity: string }): string =>
    `${line.component} ${line.quantity}`
  assert.deepEqual(lines.map(named).sort(), theirs.lines.map(named).sort())
}
