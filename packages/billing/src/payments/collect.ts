/** Does for a payment what it needs next: authorise, capture, or let go. */

import { inScope } from '@wattline/database'
import { unreachable } from '@wattline/units'
import type { EntityManager } from 'typeorm'

import type { Core } from '../core.js'
import { type LockedPayment, lockPayment, owedMinorOf } from './lock.js'
import { type NextMove, nextMove } from './next-move.js'
import { isOpen } from './outcome/authorisation.js'
import { Payment } from './payment.entity.js'
import { type IntentKind, movePayment } from './states.js'
import { writeIntent } from './write-intent.js'

/**
 * Decides and writes the intent; safe any number of times, for each move leaves the state that
 * called for it.
 */
export async function collect(core: Core, operatorId: string, paymentId: string): Promise<void> {
  await inScope(core.db, [operatorId], async tx =>
    makeNextMove(core, tx, await lockPayment(tx, paymentId)),
  )
}

/** The same within a transaction that holds the payment's lock. */
export async function makeNextMove(
  core: Core,
  tx: EntityManager,
  locked: LockedPayment,
): Promise<void> {
  await make(core, tx, { locked, move: nextMove(situationOf(locked)) })
}

/** The move that was refused before, at a person's word. False when there is none to make. */
export async function moveAgain(
  core: Core,
  tx: EntityManager,
  locked: LockedPayment,
): Promise<boolean> {
  const move = nextMove({ ...situationOf(locked), refused: [] })
  if (move.kind === 'wait' || move.kind === 'nothing') return false
  await make(core, tx, { locked, move })
  return true
}

async function make(
  core: Core,
  tx: EntityManager,
  { locked, move }: { readonly locked: LockedPayment; readonly move: NextMove },
): Promise<void> {
  const { payment } = locked
  switch (move.kind) {
    case 'authorise':
      movePayment(payment, 'pending-authorisation')
      await writeIntent(core, tx, {
        payment,
        kind: 'authorise',
        amountMinor: move.amountMinor,
        authorisationType: move.type,
      })
      break
    case 'capture':
      movePayment(payment, 'capturing')
      if (move.shortMinor > 0n) {
        const message = `${move.shortMinor} minor units are not covered by the authorisation`
        payment.trouble = { code: 'underpaid', message }
      }
      await writeIntent(core, tx, { payment, kind: 'capture', amountMinor: move.amountMinor })
      break
    case 'cancel':
      movePayment(payment, 'cancelling')
      await writeIntent(core, tx, { payment, kind: 'cancel', amountMinor: 0n })
      break
    case 'technical-cancel':
      await writeIntent(core, tx, { payment, kind: 'technical-cancel', amountMinor: 0n })
      break
    case 'wait':
    case 'nothing':
      return
    default:
      unreachable(move)
  }
  await tx.update(
    Payment,
    { id: payment.id },
    { state: payment.state, trouble: payment.trouble, updatedAt: core.clock.now() },
  )
}

function situationOf(locked: LockedPayment) {
  const { payment, intents } = locked
  const kinds = (wanted: (intent: LockedPayment['intents'][number]) => boolean): IntentKind[] =>
    intents.filter(intent => intent.origin === 'ours' && wanted(intent)).map(({ kind }) => kind)
  return {
    state: payment.state,
    askedMinor: payment.askedMinor,
    authorisedMinor: payment.authorisedMinor,
    owedMinor: owedMinorOf(locked),
    refused: kinds(({ state }) => state === 'refused'),
    open: kinds(isOpen),
  }
}
