/**
 * Mends one bill: what comes out lower is claimed for its driver, once; what comes out higher,
 * never.
 */

import { inScope } from '@wattline/database'
import { assert, money } from '@wattline/units'
import type { EntityManager } from 'typeorm'

import type { Core } from '../core.js'
import { couponTakenMinor } from '../facts/coupon-spend.js'
import { settleCoupon } from '../facts/use-coupon.js'
import { Invoice } from '../invoices/invoice.entity.js'
import type { RunnablePlugin } from '../plugins/runner.js'
import { claimIn, restOf } from '../refunds/claim.js'
import { Refusal } from '../refusal.js'
import type { Mending } from './mending.entity.js'
import type { Mended } from './mending-tally.js'
import { type MendedBill, rateMended } from './rate-mended.js'

interface Billed {
  readonly sessionId: string
  readonly invoiceId: string
}

/** A plugin that failed on the session, with what it was mended by, and to which price. */
interface Earlier {
  readonly failed_hash: string
  readonly plugin: RunnablePlugin
  readonly mended_minor: string | null
}

/** Safe to repeat and to race: the row of a mended session is written once, with its claim. */
export async function mendSession(core: Core, mending: Mending, billed: Billed): Promise<Mended> {
  const { operatorId } = mending
  const mends = await inScope(core.db, [operatorId], tx => readMends(tx, mending, billed))
  const plugins = new Map(mends.map(({ failed_hash, plugin }) => [failed_hash, plugin]))
  const rated = await rateMended(core, { operatorId, sessionId: billed.sessionId }, plugins)
  if (!rated.after) return { kind: 'failed-again' }
  const owedMinor = lowest(BigInt(rated.before.grossMinor), mends)
  const mendedMinor = BigInt(rated.after.grossMinor)
  const mended = { currency: rated.after.currency, owedMinor, mendedMinor }
  if (mending.isDryRun) return { kind: 'rated', ...mended }
  try {
    const keeping = { mending, billed, rated, ...mended }
    await inScope(core.db, [operatorId], tx => keep(core, tx, keeping))
    return { kind: 'rated', ...mended }
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'invoice-not-paid') throw error
    return { kind: 'unpaid', ...mended }
  }
}

/** What was mended before has been given back: only what is still owed can come out lower. */
function lowest(billedMinor: bigint, mends: readonly Earlier[]): bigint {
  return mends.reduce((low, { mended_minor: minor }) => {
    return minor !== null && BigInt(minor) < low ? BigInt(minor) : low
  }, billedMinor)
}

/** The mend in hand last, after those of other plugins that failed on the same bill. */
function readMends(tx: EntityManager, mending: Mending, { sessionId }: Billed): Promise<Earlier[]> {
  return tx.query<Earlier[]>(
    `select asked.failed_hash, asked.mended_minor,
            jsonb_build_object('hash', v.hash, 'bundle', v.bundle, 'manifest', v.manifest) as plugin
     from (
       select m.failed_hash, o.mended_version_id, m.mended_minor::text, m.mended_at
       from mended_session m join mending o on o.id = m.mending_id
       where m.session_id = $1 and m.failed_hash <> $2
       union all
       select $2::char(64), $3::uuid, null, 'infinity') asked
     join plugin_version v on v.id = asked.mended_version_id
     order by asked.mended_at`,
    [sessionId, mending.failedHash, mending.mendedVersionId],
  )
}

interface Keeping {
  readonly mending: Mending
  readonly billed: Billed
  readonly rated: MendedBill
  readonly currency: string
  readonly owedMinor: bigint
  readonly mendedMinor: bigint
}

/** @throws Refusal `invoice-not-paid` where nothing can be given back yet: the row is not kept */
async function keep(core: Core, tx: EntityManager, keeping: Keeping): Promise<void> {
  const { mending, billed, currency, owedMinor, mendedMinor } = keeping
  const { operatorId, failedHash, id: mendingId, createdBy: keyId } = mending
  const invoice = await tx.findOneByOrFail(Invoice, { id: billed.invoiceId, kind: 'invoice' })
  const overMinor = owedMinor - mendedMinor
  const restMinor = overMinor > 0n ? await restOf(tx, invoice) : 0n
  const amountMinor = overMinor < restMinor ? overMinor : restMinor
  const refundId = amountMinor > 0n ? core.newId() : null
  const now = core.clock.now()
  const written = await tx.query<unknown[]>(
    `insert into mended_session (id, operator_id, mending_id, session_id, failed_hash, currency,
                                 owed_minor, mended_minor, refund_id, mended_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (session_id, failed_hash) do nothing returning id`,
    [
      core.newId(),
      operatorId,
      mendingId,
      billed.sessionId,
      failedHash,
      currency,
      owedMinor.toString(),
      mendedMinor.toString(),
      refundId,
      now.toString(),
    ],
  )
  if (written.length === 0) return
  await settleMended(tx, keeping, now)
  if (refundId === null) return
  const amount = money(amountMinor, invoice.currency)
  await claimIn(core, tx, { refundId, keyId, invoice, cause: 'overcharged', amount, note: null })
}

/** A coupon whose plugin failed has waited for what the plugin would have taken. */
async function settleMended(
  tx: EntityManager,
  { rated, billed }: Keeping,
  now: Parameters<typeof settleCoupon>[1]['now'],
): Promise<void> {
  assert(rated.after, 'a bill that was rated again')
  if (!rated.couponCode) return
  const takenMinor = couponTakenMinor(rated.after, rated.priceList)
  if (takenMinor === undefined) return
  await settleCoupon(tx, { sessionId: billed.sessionId, takenMinor, now })
}
