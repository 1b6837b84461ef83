/** Registers drivers. */

import { registerDriver } from '@wattline/billing'
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'

import { authorityOf, type GatewayContext, loadersOf } from '../engine/context.js'
import { onceWithin } from '../engine/within.js'
import { found } from '../values/known-id.js'
import { RegisterDriverInput, RegisterDriverPayload } from './driver.type.js'

@Resolver()
export class DriversResolver {
  @Mutation(() => RegisterDriverPayload, {
    description: 'Registers a driver, so that sessions can name one and be paid by stored means.',
  })
  async registerDriver(
    @Arg('input', () => RegisterDriverInput, { description: 'The driver.' })
    input: RegisterDriverInput,
    @Ctx() context: GatewayContext,
  ): Promise<RegisterDriverPayload> {
    const ask = { name: 'registerDriver', authority: authorityOf(context), input }
    const id = await onceWithin(context.services.core, ask, (core, operatorId) =>
      registerDriver(core, {
        operatorId,
        externalId: input.externalId ?? null,
        name: input.name ?? null,
        email: input.email ?? null,
        stored: input.storedPaymentMethod ?? null,
      }),
    )
    return { driver: found('driver', id, await loadersOf(context).driver.load(id)) }
  }
}
