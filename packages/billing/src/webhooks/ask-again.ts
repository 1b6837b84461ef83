/** The janitor's turn: asks again about what is still open, looks after orphans, and names what needs a person. */

import type { WorkerCore } from '../core.js'
import { askProvider, keysBornAfter } from '../payments/ask-provider.js'
import type { IntentKind, IntentState } from '../payments/states.js'

export interface AskAgainOptions {
  /** Intents not asked about for so long are due. */
  readonly olderThanSeconds: number
  /** At most so many in one turn. */
  readonly limit?: number
}

/** Something that will not mend itself. */
export type NeedsPerson =
  | {
      readonly kind: 'intent'
      readonly intentId: string
      readonly operatorId: string
      readonly intentKind: IntentKind
      readonly state: IntentState
      readonly why: string
    }
  | { readonly kind: 'webhook'; readonly webhookId: string; readonly why: string }

export interface JanitorTurn {
  readonly asked: number
  /** Orphaned webhooks whose payment has turned up since. */
  readonly readopted: number
  readonly needsPerson: readonly NeedsPerson[]
}

/** Asks with the same key as before; never once the provider may have forgotten it, for then it would act again. */
export async function askAgain(core: WorkerCore, options: AskAgainOptions): Promise<JanitorTurn> {
  const { olderThanSeconds, limit = 100 } = options
  const now = core.clock.now()
  const open = await core.db.query<{ intent_id: string; operator_id: string }[]>(
    'select intent_id, operator_id from open_intents($1, $2, $3)',
    [now.subtract({ seconds: olderThanSeconds }).toString(), keysBornAfter(now).toString(), limit],
  )
  for (const row of open) await askProvider(core, row.operator_id, row.intent_id)
  return {
    asked: open.length,
    readopted: await readopt(core, limit),
    needsPerson: [...(await stale(core, limit)), ...(await orphans(core, limit))],
  }
}

async function stale(core: WorkerCore, limit: number): Promise<NeedsPerson[]> {
  const rows = await core.db.query<
    { intent_id: string; operator_id: string; kind: IntentKind; state: IntentState }[]
  >('select * from stale_intents($1, $2)', [keysBornAfter(core.clock.now()).toString(), limit])
  return rows.map(row => ({
    kind: 'intent',
    intentId: row.intent_id,
    operatorId: row.operator_id,
    intentKind: row.kind,
    state: row.state,
    why: 'It is too old to be asked about again: find out at the provider what came of it',
  }))
}

async function readopt(core: WorkerCore, limit: number): Promise<number> {
  const found = await core.db.query<unknown[]>(
    `with found as (
       select w.id from webhook w
       where w.state = 'orphaned' and exists (
         select 1 from payment_of_reference(array_remove(
           array[w.psp_reference, w.original_reference, w.body -> 'event' ->> 'merchantReference'], null)))
       order by w.received_at limit $2 for update skip locked),
     mended as (
       update webhook set state = 'stored', due_at = $1 from found where webhook.id = found.id returning webhook.id)
     select id from mended`,
    [core.clock.now().toString(), limit],
  )
  return found.length
}

async function orphans(core: WorkerCore, limit: number): Promise<NeedsPerson[]> {
  const rows = await core.db.query<{ id: string; event_code: string }[]>(
    `select id, event_code from webhook where state = 'orphaned' order by received_at limit $1`,
    [limit],
  )
  return rows.map(row => ({
    kind: 'webhook',
    webhookId: row.id,
    why: `${row.event_code} is about no payment of ours: somebody else’s, or a row of ours is missing`,
  }))
}
