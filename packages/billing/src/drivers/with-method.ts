/** Finds a driver with the means of payment stored last, of those that still stand. */

import type { EntityManager } from 'typeorm'

import { Driver } from './driver.entity.js'
import { PaymentMethod } from './payment-method.entity.js'

export interface DriverWithMethod {
  readonly driver: Driver
  readonly method: PaymentMethod | null
}

/** In one round trip; undefined when the scope has no such driver. */
export async function driverWithMethod(
  tx: EntityManager,
  driverId: string,
): Promise<DriverWithMethod | undefined> {
  const stands = 'method.driverId = driver.id and method.disabledAt is null'
  const found = await tx
    .createQueryBuilder(Driver, 'driver')
    .leftJoinAndMapOne('driver.method', PaymentMethod, 'method', stands)
    .where('driver.id = :driverId', { driverId })
    .orderBy('method.createdAt', 'DESC')
    .getOne()
  if (!found) return undefined
  const { method, ...driver } = found as Driver & { method: PaymentMethod | null }
  return { driver, method }
}
