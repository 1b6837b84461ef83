/**
 * Registers a driver: a pseudonymous id, the erasable person behind it, and a stored means of
 * payment.
 */

import { inScope } from '@wattline/database'

import type { EntityManager } from 'typeorm'

import type { Core } from '../core.js'
import { Driver } from './driver.entity.js'
import { DriverPerson } from './driver-person.entity.js'
import { PaymentMethod } from './payment-method.entity.js'

export interface NewDriver {
  readonly operatorId: string
  /**
   * The partner's or the old system's name for the driver; the same one again gives the same id.
   */
  readonly externalId?: string | null
  readonly name?: string | null
  readonly email?: string | null
  readonly stored?: {
    readonly shopperReference: string
    readonly storedPaymentMethodId: string
    readonly brand?: string | null
  } | null
}

/** Returns the driver's id. */
export async function registerDriver(core: Core, input: NewDriver): Promise<string> {
  return inScope(core.db, [input.operatorId], tx => registerDriverIn(core, tx, input))
}

/** Inside a transaction that is open. Returns the driver's id. */
export async function registerDriverIn(
  core: Core,
  tx: EntityManager,
  input: NewDriver,
): Promise<string> {
  const { operatorId } = input
  const externalId = input.externalId ?? null
  if (externalId) {
    // Two at once with one external id: the second waits here and then finds the first.
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `driver ${operatorId} ${externalId}`,
    ])
    const known = await tx.findOneBy(DriverPerson, { operatorId, externalId })
    if (known) return known.driverId
  }
  const id = core.newId()
  await tx.insert(Driver, { id, operatorId, createdAt: core.clock.now() })
  await tx.insert(DriverPerson, {
    driverId: id,
    operatorId,
    externalId,
    name: input.name ?? null,
    email: input.email ?? null,
  })
  if (input.stored) {
    await tx.insert(PaymentMethod, {
      id: core.newId(),
      operatorId,
      driverId: id,
      shopperReference: input.stored.shopperReference,
      storedPaymentMethodId: input.stored.storedPaymentMethodId,
      brand: input.stored.brand ?? null,
      createdAt: core.clock.now(),
      disabledAt: null,
    })
  }
  return id
}

/** Erases who a driver is. Sessions, invoices and the book keep the id alone. */
export async function erasePerson(core: Core, operatorId: string, driverId: string): Promise<void> {
  await inScope(core.db, [operatorId], tx => tx.delete(DriverPerson, { driverId, operatorId }))
}
