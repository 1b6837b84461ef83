/**
 * The janitor's turn: asks again about what is still open, looks after orphans, and names what
 * needs a person.
 */

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

interface OpenIntent {
  readonly intent_id: string
  readonly operator_id: string
  readonly kind: IntentKind
  readonly state: IntentState
}

/** How many are asked about side by side: a provider that hangs must not hold up the whole turn. */
const lanes = 4

/**
 * Asks with the same key as before; never once the provider may have forgotten it, for then it
 * would act again.
 */
export async function askAgain(core: WorkerCore, options: AskAgainOptions): Promise<JanitorTurn> {
  const { olderThanSeconds, limit = 100 } = options
  const now = core.clock.now()
  const bornAfter = keysBornAfter(now).toString()
  const open = await core.db.query<OpenIntent[]>('select * from open_intents($1, $2, $3)', [
    now.subtract({ seconds: olderThanSeconds }).toString(),
    bornAfter,
    limit,
  ])
  const failed = await askAll(core, open)
  const readopted = await readopt(core, limit)
  const stale = await core.db.query<OpenIntent[]>('select * from stale_intents($1, $2)', [
    bornAfter,
    limit,
  ])
  const tooOld = stale.map(intent => needed(intent, tooOldToAsk))
  const needsPerson = [...failed, ...tooOld, ...(await orphans(core, limit))]
  return { asked: open.length, readopted, needsPerson }
}

const tooOldToAsk =
  'It is too old to be asked about again: find out at the provider what came of it'

/** Returns those that could not even be asked about; they hold up no other. */
async function askAll(core: WorkerCore, open: readonly OpenIntent[]): Promise<NeedsPerson[]> {
  const queue = [...open]
  const failed: NeedsPerson[] = []
  const lane = async () => {
    for (let intent = queue.shift(); intent; intent = queue.shift()) {
      try {
        await askProvider(core, intent.operator_id, intent.intent_id)
      } catch (error) {
        const what = error instanceof Error ? error.message : String(error)
        failed.push(needed(intent, `Asking about it again failed: ${what}`))
      }
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return failed
}

function needed(intent: OpenIntent, why: string): NeedsPerson {
  const { intent_id: intentId, operator_id: operatorId, kind: intentKind, state } = intent
  return { kind: 'intent', intentId, operatorId, intentKind, state, why }
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
