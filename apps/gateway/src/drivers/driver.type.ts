/** Drivers as the API takes and shows them: a pseudonymous id, and nothing of the person. */

import type { Driver } from '@wattline/billing'
import type { Instant } from '@wattline/units'
import { Field, ID, InputType, ObjectType } from 'type-graphql'

import { idempotencyKeyField, operatorIdField } from '../values/idempotency-key.js'
import { InstantScalar } from '../values/instant.js'

@ObjectType('Driver', {
  description: 'A driver, known by an id alone: who that is can be erased and is never shown here.',
  simpleResolvers: true,
})
export class DriverType implements Pick<Driver, 'id' | 'createdAt'> {
  @Field(() => ID, { description: 'Its id: what quotes and sessions name.' })
  readonly id!: string

  @Field(() => InstantScalar, { description: 'When it was registered.' })
  readonly createdAt!: Instant
}

@InputType({ description: 'A means of payment that the payment provider keeps for a shopper.' })
export class StoredPaymentMethodInput {
  @Field(() => String, { description: 'The shopper’s reference at the provider.' })
  readonly shopperReference!: string

  @Field(() => String, { description: 'The provider’s token of the means of payment.' })
  readonly storedPaymentMethodId!: string

  @Field(() => String, { nullable: true, description: 'Its brand, such as `visa`.' })
  readonly brand?: string | null
}

@InputType({ description: 'A driver to register.' })
export class RegisterDriverInput {
  @Field(() => ID, operatorIdField)
  readonly operatorId?: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Your name for the driver: the same one again gives the same driver.',
  })
  readonly externalId?: string | null

  @Field(() => String, { nullable: true, description: 'The person’s name; can be erased.' })
  readonly name?: string | null

  @Field(() => String, { nullable: true, description: 'The person’s address; can be erased.' })
  readonly email?: string | null

  @Field(() => StoredPaymentMethodInput, {
    nullable: true,
    description: 'How the driver pays when no card is sent with a session.',
  })
  readonly storedPaymentMethod?: StoredPaymentMethodInput | null

  @Field(() => String, idempotencyKeyField)
  readonly idempotencyKey!: string
}

@ObjectType({ description: 'What came of registering a driver.', simpleResolvers: true })
export class RegisterDriverPayload {
  @Field(() => DriverType, { description: 'The driver.' })
  readonly driver!: Driver
}
