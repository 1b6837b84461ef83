/** Asks the driver's stored means for what an invoice is still owed, with a payment of its own. */

import { money } from '@wattline/units'
import type { EntityManager } from 'typeorm'

import type { Core } from '../core.js'
import { driverWithMethod } from '../drivers/with-method.js'
import { requestHold } from './hold.js'
import { type LockedPayment, restOfInvoice } from './lock.js'
import type { PaymentState } from './states.js'

/** None of these brings money in any more, unless the provider changes its mind. */
const spent: readonly PaymentState[] = [
  'refused',
  'cancelled',
  'expired',
  'captured',
  'settled',
  'paid-out',
  'unpaid',
]

/**
 * Undefined where there is nothing to ask for, nothing to ask with, or a payment of the invoice
 * that may yet bring it in. The payment must be locked.
 */
export async function askStoredMeans(
  core: Core,
  tx: EntityManager,
  locked: LockedPayment,
): Promise<{ paymentId: string } | undefined> {
  const { payment, others, invoice } = locked
  const restMinor = restOfInvoice(locked)
  if (!invoice || restMinor <= 0n || !payment.driverId) return undefined
  if ([payment, ...others].some(({ state }) => !spent.includes(state))) return undefined
  const driver = await driverWithMethod(tx, payment.driverId)
  if (!driver?.method) return undefined
  const { shopperReference, storedPaymentMethodId } = driver.method
  return requestHold(core, tx, {
    operator: { id: payment.operatorId, merchantAccount: payment.merchantAccount },
    sessionId: payment.sessionId,
    invoiceId: invoice.id,
    driverId: payment.driverId,
    partnerId: payment.partnerId,
    amount: money(restMinor, payment.currency),
    means: { kind: 'stored', shopperReference, storedPaymentMethodId, driverPresent: false },
  })
}
