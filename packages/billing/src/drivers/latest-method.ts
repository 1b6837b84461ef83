/** The means of payment a driver stored last, of those that still stand. */

import type { EntityManager } from 'typeorm'

import { PaymentMethod } from './payment-method.entity.js'

export function latestMethod(tx: EntityManager, driverId: string): Promise<PaymentMethod | null> {
  return tx
    .createQueryBuilder(PaymentMethod, 'method')
    .where('method.driver_id = :driverId and method.disabled_at is null', { driverId })
    .orderBy('method.createdAt', 'DESC')
    .getOne()
}
