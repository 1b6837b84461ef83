/**
 * Holds sessions whose readings cannot be right and parks those without a price, each with its
 * reason.
 */

import { inScope } from '@wattline/database'

import type { Core } from '../core.js'
import type { Judged, PricedSession } from '../invoices/bill-sessions.js'
import { failuresOf, pluginFailed } from '../plugin-failures/failures-of.js'
import { noted } from '../plugin-failures/noted.js'

interface Aside {
  readonly held: readonly Judged[]
  readonly parked: readonly PricedSession[]
}

/** Sessions that have moved on meanwhile stay as they are. */
export async function setAside(core: Core, operatorId: string, aside: Aside): Promise<void> {
  const troubles = troublesOf(aside)
  if (troubles.length === 0) return
  const failed = aside.parked.map(({ session, price, priceList }) => ({
    sessionId: session.id,
    plugins: failuresOf(price, priceList),
  }))
  const findings = findingsOf(aside, failed)
  const now = core.clock.now().toString()
  await inScope(core.db, [operatorId], async tx => {
    const moved = await tx.query<{ id: string }[]>(
      `with moved as (
         update session set state = row ->> 'state', trouble = row -> 'trouble', updated_at = $2
         from jsonb_array_elements($1::jsonb) row
         where id = (row ->> 'id')::uuid and session.state = 'ended' returning id)
       select id from moved`,
      [JSON.stringify(troubles), now],
    )
    await tx.query(
      `insert into irregularity (id, operator_id, session_id, code, action, detail, found_at)
       select gen_random_uuid(), $1, (row ->> 'sessionId')::uuid, row ->> 'code', row ->> 'action', row -> 'detail', $3
       from jsonb_array_elements($2::jsonb) row
       on conflict (session_id, code) do nothing`,
      [operatorId, JSON.stringify(findings), now],
    )
    const ids = new Set(moved.map(({ id }) => id))
    const failures = failed
      .filter(({ sessionId }) => ids.has(sessionId))
      .flatMap(({ sessionId, plugins }) => noted(core, plugins, { sessionId, invoiceId: null }))
    if (failures.length === 0) return
    const note = [operatorId, now, JSON.stringify(failures)]
    await tx.query('select note_plugin_failures($1, $2, $3)', note)
  })
}

function troublesOf({ held, parked }: Aside) {
  return [
    ...held.map(({ session, findings }) => {
      const finding = findings.find(({ holds }) => holds)
      const message = `Its readings cannot be right: ${JSON.stringify(finding?.detail)}`
      return { id: session.id, state: 'held', trouble: { code: finding?.code, message } }
    }),
    ...parked.map(({ session, price }) => {
      const plugin = price.kind === 'parked' ? price.plugin : undefined
      const message = `Plugin ${plugin?.id} ${plugin?.version} failed (${plugin?.cause}): ${plugin?.message}`
      return { id: session.id, state: 'parked', trouble: { code: pluginFailed, message } }
    }),
  ]
}

function findingsOf(
  { held }: Aside,
  failed: readonly { readonly sessionId: string; readonly plugins: readonly object[] }[],
) {
  return [
    ...held.flatMap(({ session, findings }) =>
      findings.map(({ code, detail, holds }) => ({
        sessionId: session.id,
        code,
        detail,
        action: holds ? 'hold' : 'report',
      })),
    ),
    ...failed.map(({ sessionId, plugins }) => ({
      sessionId,
      code: pluginFailed,
      detail: { plugins },
      action: 'report',
    })),
  ]
}
