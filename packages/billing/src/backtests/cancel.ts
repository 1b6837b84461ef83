/** Ends a back-test that somebody no longer waits for; what was counted so far stays. */

import { type Authority, operatorOf, requireRole } from '../authority.js'
import type { Core } from '../core.js'
import { once } from '../once.js'
import { Refusal } from '../refusal.js'
import { Backtest } from './backtest.entity.js'

export interface CancelInput {
  readonly operatorId?: string | null
  readonly backtestId: string
  readonly idempotencyKey: string
}

/**
 * The job that runs it ends before its next page. One that has ended by itself stays as it is.
 *
 * @throws Refusal `not-found`
 */
export async function cancelBacktest(
  core: Core,
  authority: Authority,
  input: CancelInput,
): Promise<{ backtestId: string }> {
  requireRole(authority, 'operator', 'finance')
  const { backtestId, idempotencyKey: key } = input
  const operatorId = operatorOf(authority, input.operatorId)
  const ask = { holderId: authority.holderId, operatorId, key, input: ['cancelBacktest', input] }
  return once(core, ask, async tx => {
    const found = await tx.findOneBy(Backtest, { id: backtestId })
    if (!found) throw new Refusal('not-found', { what: 'back-test' })
    await tx.query(
      `update backtest set state = 'cancelled', updated_at = $2
       where id = $1 and state in ('waiting', 'running')`,
      [backtestId, core.clock.now().toString()],
    )
    return { backtestId }
  })
}
