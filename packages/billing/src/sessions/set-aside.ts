/**
 * Holds sessions whose readings cannot be right and parks those without a price, each with its
 * reason.
 */

import { inScope } from '@wattline/database'

import type { Core } from '../core.js'
import type { Judged, PricedSession } from '../invoices/bill-sessions.js'

/** Sessions that have moved on meanwhile stay as they are. */
export async function setAside(
  core: Core,
  operatorId: string,
  { held, parked }: { held: readonly Judged[]; parked: readonly PricedSession[] },
): Promise<void> {
  const troubles = [
    ...held.map(({ session, findings }) => {
      const finding = findings.find(({ holds }) => holds)
      const message = `Its readings cannot be right: ${JSON.stringify(finding?.detail)}`
      return { id: session.id, state: 'held', trouble: { code: finding?.code, message } }
    }),
    ...parked.map(({ session, price }) => {
      const plugin = price.kind === 'parked' ? price.plugin : undefined
      const message = `Plugin ${plugin?.id} ${plugin?.version} failed (${plugin?.cause}): ${plugin?.message}`
      return { id: session.id, state: 'parked', trouble: { code: 'plugin-failed', message } }
    }),
  ]
  if (troubles.length === 0) return
  const findings = held.flatMap(({ session, findings }) =>
    findings.map(({ code, detail, holds }) => ({
      sessionId: session.id,
      code,
      detail,
      action: holds ? 'hold' : 'report',
    })),
  )
  const now = core.clock.now().toString()
  await inScope(core.db, [operatorId], async tx => {
    await tx.query(
      `update session set state = row ->> 'state', trouble = row -> 'trouble', updated_at = $2
       from jsonb_array_elements($1::jsonb) row
       where id = (row ->> 'id')::uuid and session.state = 'ended'`,
      [JSON.stringify(troubles), now],
    )
    await tx.query(
      `insert into irregularity (id, operator_id, session_id, code, action, detail, found_at)
       select gen_random_uuid(), $1, (row ->> 'sessionId')::uuid, row ->> 'code', row ->> 'action', row -> 'detail', $3
       from jsonb_array_elements($2::jsonb) row
       on conflict (session_id, code) do nothing`,
      [operatorId, JSON.stringify(findings), now],
    )
  })
}
