/** Gathers the facts of a claim from what is stored, while the payment is locked. */

import { parseInstant } from '@wattline/units'
import type { EntityManager } from 'typeorm'

import type { Core } from '../core.js'
import type { LockedPayment } from '../payments/lock.js'
import { componentsOf } from './components.js'
import type { ClaimFacts, SessionEvidence } from './evidence.js'
import { loadDocument } from './load-document.js'
import type { Refund } from './refund.entity.js'
import { restMinor } from './refundable.js'

/** Gross by session as priced again; a session that could not be is missing. */
export type ReRated = ReadonlyMap<string, bigint>

export interface Gathering {
  readonly refund: Refund
  readonly locked: LockedPayment
  readonly reRated: ReRated
}

export async function gather(
  core: Core,
  tx: EntityManager,
  { refund, locked, reRated }: Gathering,
): Promise<ClaimFacts> {
  const document = await loadDocument(tx, refund.invoiceId)
  const { invoice, lines, taxes, creditedMinor } = document
  const { payment, intents } = locked
  return {
    gatheredAt: core.clock.now().toString(),
    invoice: {
      id: invoice.id,
      number: invoice.number,
      issuedAt: invoice.issuedAt.toString(),
      currency: invoice.currency,
      grossMinor: invoice.grossMinor.toString(),
      creditedMinor: creditedMinor.toString(),
      components: componentsOf(lines, taxes),
    },
    payment: {
      id: payment.id,
      state: payment.state,
      authorisedMinor: payment.authorisedMinor.toString(),
      capturedMinor: payment.capturedMinor.toString(),
      refundedMinor: payment.refundedMinor.toString(),
      refundingMinor: payment.refundingMinor.toString(),
      restMinor: restMinor(payment, { grossMinor: invoice.grossMinor, creditedMinor }).toString(),
      history: intents.map(intent => ({
        kind: intent.kind,
        state: intent.state,
        amountMinor: intent.amountMinor.toString(),
        createdAt: intent.createdAt.toString(),
      })),
    },
    sessions: await gatherSessions(tx, refund.invoiceId, reRated),
    earlierRefunds: await tx.query<Mutable<ClaimFacts['earlierRefunds']>>(
      `select id as "refundId", state, cause, approved_minor::text as "approvedMinor"
       from refund where invoice_id = $1 and id <> $2 and credit_note_id is not null order by id`,
      [refund.invoiceId, refund.id],
    ),
  }
}

type Mutable<T> = T extends readonly (infer Item)[] ? Item[] : never

interface SessionRow {
  id: string
  source: string
  started_at: string
  ended_at: string | null
  reservation_expired: boolean
  stop_reason: string | null
  energy_wh: string | null
  energy_source: string | null
  count: number
  first_at: string | null
  last_at: string | null
  largest_gap: number | null
  after_parked: string | null
  irregularities: string[]
  overlapping: SessionEvidence['overlapping']
}

async function gatherSessions(
  tx: EntityManager,
  invoiceId: string,
  reRated: ReRated,
): Promise<SessionEvidence[]> {
  const rows = await tx.query<SessionRow[]>(sessionsSql, [invoiceId])
  return rows.map(row => ({
    sessionId: row.id,
    source: row.source,
    startedAt: iso(row.started_at) ?? row.started_at,
    endedAt: iso(row.ended_at),
    ...(row.reservation_expired && { reservationExpired: true }),
    stopReason: row.stop_reason,
    energyWh: row.energy_wh,
    energySource: row.energy_source,
    readings: {
      count: row.count,
      firstAt: iso(row.first_at),
      lastAt: iso(row.last_at),
      largestGapSeconds: row.largest_gap ?? 0,
      energyAfterParkedWh: row.after_parked ?? '0',
    },
    irregularities: row.irregularities,
    overlapping: row.overlapping,
    reRatedGrossMinor: reRated.get(row.id)?.toString() ?? null,
  }))
}

function iso(text: string | null): string | null {
  return text === null ? null : (parseInstant(text.replace(' ', 'T'))?.toString() ?? text)
}

const sessionsSql = `
  select s.id, s.source, s.started_at::text, s.ended_at::text, s.reservation_expired, s.stop_reason, s.energy_wh::text, s.energy_source,
         summary.count, summary.first_at::text, summary.last_at::text, summary.largest_gap,
         trunc(greatest(summary.last_wh - parked.register_wh, 0))::text as after_parked,
         coalesce((select jsonb_agg(i.code order by i.code) from irregularity i where i.session_id = s.id), '[]')
           as irregularities,
         coalesce((
           select jsonb_agg(jsonb_build_object(
             'sessionId', o.id, 'sameDriver', o.driver_id is not distinct from s.driver_id,
             'sameEnergy', o.energy_wh is not distinct from s.energy_wh) order by o.id)
           from session o
           where o.connector_id = s.connector_id and o.id <> s.id
             and coalesce(o.reserved_from, o.started_at) < s.ended_at
             and coalesce(o.ended_at, 'infinity') > coalesce(s.reserved_from, s.started_at)), '[]') as overlapping
  from invoice_session standing
  join session s on s.id = standing.session_id
  cross join lateral (
    select count(*)::int as count, min(measured_at) as first_at, max(measured_at) as last_at,
           max(register_wh) as last_wh, max(gap)::int as largest_gap
    from (select measured_at, register_wh,
                 extract(epoch from measured_at - lag(measured_at) over (order by measured_at)) as gap
          from meter_reading where session_id = s.id) reading) summary
  left join lateral (
    select register_wh from meter_reading where session_id = s.id and activity = 'PARKED'
    order by measured_at limit 1) parked on true
  where standing.invoice_id = $1 order by s.started_at, s.id`
