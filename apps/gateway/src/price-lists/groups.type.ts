/** Groups of connectors and of drivers as the API shows them, and how they change. */

import type { Instant } from '@wattline/units'
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'

import { idempotencyKeyField, operatorIdField } from '../values/idempotency-key.js'
import { InstantScalar } from '../values/instant.js'

const rank = 'Which group wins for a member of several: the one with the smaller rank.'

@ObjectType('PriceGroup', {
  description: 'A named set of connectors, or of drivers, that price lists can be assigned to.',
  simpleResolvers: true,
})
export class PriceGroupType {
  @Field(() => ID, { description: 'Its id.' })
  readonly id!: string

  @Field(() => ID, { description: 'The operator it belongs to.' })
  readonly operatorId!: string

  @Field(() => String, { description: 'Its name: no two alike.' })
  readonly name!: string

  @Field(() => Int, { description: rank })
  readonly rank!: number

  @Field(() => InstantScalar, { description: 'When it was made.' })
  readonly createdAt!: Instant

  @Field(() => [ID], { description: 'Its connectors, or drivers, at the instant asked about.' })
  readonly memberIds!: readonly string[]
}

@InputType({ description: 'A group to make; it has no members yet.' })
export class MakeGroupInput {
  @Field(() => ID, operatorIdField)
  readonly operatorId?: string | null

  @Field(() => String, { description: 'Its name: no two alike.' })
  readonly name!: string

  @Field(() => Int, {
    nullable: true,
    description: `${rank} From 1, no two alike; after all others when left out.`,
  })
  readonly rank?: number | null

  @Field(() => String, idempotencyKeyField)
  readonly idempotencyKey!: string
}

@InputType({ description: 'Who joins a group and who leaves it.' })
export class ChangeGroupInput {
  @Field(() => ID, { description: 'The group.' })
  readonly groupId!: string

  @Field(() => [ID], { nullable: true, defaultValue: [], description: 'Who joins it.' })
  readonly add?: readonly string[] | null

  @Field(() => [ID], { nullable: true, defaultValue: [], description: 'Who leaves it.' })
  readonly remove?: readonly string[] | null

  @Field(() => InstantScalar, {
    nullable: true,
    description: 'From when: now when left out, and never in the past.',
  })
  readonly from?: Instant | null

  @Field(() => String, idempotencyKeyField)
  readonly idempotencyKey!: string
}

@ObjectType({ description: 'What came of making or changing a group.', simpleResolvers: true })
export class PriceGroupPayload {
  @Field(() => PriceGroupType, {
    description: 'The group, with its members from the instant of the change on.',
  })
  readonly group!: PriceGroupType
}
