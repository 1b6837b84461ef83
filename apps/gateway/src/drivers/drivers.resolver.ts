/** Registers drivers. */

import { registerDriverIn } from '@wattline/billing'
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'

import { authorityOf, type GatewayContext, loadersOf } from '../engine/context.js'
import { onceForKey } from '../engine/once-for-key.js'
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
    const { core } = context.services
    const id = await onceForKey(core, ask, (tx, operatorId) =>
      registerDriverIn(core, tx, {
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
