/** Decisions on assignments that stand: the inputs. */

import type { Instant } from '@wattline/units'
import { Field, ID, InputType } from 'type-graphql'

import { idempotencyKeyField, operatorIdField } from '../values/idempotency-key.js'
import { InstantScalar } from '../values/instant.js'
import { PriceListPlaceInput } from './price-list-input.type.js'

@InputType({ description: 'The assignment to approve.' })
export class ApprovePriceListInput {
  @Field(() => ID, { description: 'The assignment that waits.' })
  readonly assignmentId!: string

  @Field(() => InstantScalar, {
    nullable: true,
    description: 'A later start than the maker’s, where that has passed or is too soon.',
  })
  readonly startsAt?: Instant | null

  @Field(() => String, idempotencyKeyField)
  readonly idempotencyKey!: string
}

@InputType({ description: 'The assignment to withdraw.' })
export class WithdrawPriceListInput {
  @Field(() => ID, { description: 'One that waits, or is scheduled, or a shadow.' })
  readonly assignmentId!: string

  @Field(() => String, idempotencyKeyField)
  readonly idempotencyKey!: string
}

@InputType({ description: 'What to roll back: an assignment, or what is in force at a place.' })
export class RollBackPriceListInput extends PriceListPlaceInput {
  @Field(() => ID, operatorIdField)
  readonly operatorId?: string | null

  @Field(() => ID, {
    nullable: true,
    description: 'The assignment in force. Without it, the latest one of exactly the place named.',
  })
  readonly assignmentId?: string | null

  @Field(() => String, idempotencyKeyField)
  readonly idempotencyKey!: string
}
