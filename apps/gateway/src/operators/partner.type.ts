/** A partner of an operator as the API shows it, and how one is added. */

import type { Partner, PartnerKind } from '@wattline/billing'
import type { Instant } from '@wattline/units'
import { Field, ID, InputType, ObjectType } from 'type-graphql'

import { PartnerKindEnum } from '../facts/token-type.js'
import { idempotencyKeyField, operatorIdField } from '../values/idempotency-key.js'
import { InstantScalar } from '../values/instant.js'

@ObjectType('Partner', {
  description: 'A partner of one operator: a driver’s app, a fleet or a roaming provider.',
  simpleResolvers: true,
})
export class PartnerType
  implements Pick<Partner, 'id' | 'operatorId' | 'name' | 'kind' | 'noticeUrl' | 'createdAt'>
{
  @Field(() => ID, { description: 'Its id.' })
  readonly id!: string

  @Field(() => ID, { description: 'The operator it is a partner of.' })
  readonly operatorId!: string

  @Field(() => String, { description: 'Its name.' })
  readonly name!: string

  @Field(() => PartnerKindEnum, { description: 'What it is to the operator.' })
  readonly kind!: PartnerKind

  @Field(() => String, {
    nullable: true,
    description: 'Where signed notices are posted; null keeps them to be asked for.',
  })
  readonly noticeUrl!: string | null

  @Field(() => InstantScalar, { description: 'When it was added.' })
  readonly createdAt!: Instant
}

@InputType({ description: 'A partner to add.' })
export class AddPartnerInput {
  @Field(() => ID, operatorIdField)
  readonly operatorId?: string | null

  @Field(() => String, { description: 'The partner’s name.' })
  readonly name!: string

  @Field(() => PartnerKindEnum, {
    nullable: true,
    defaultValue: 'APP',
    description: 'What it is to the operator.',
  })
  readonly kind?: PartnerKind | null

  @Field(() => String, { nullable: true, description: 'An https address to post notices to.' })
  readonly noticeUrl?: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Signs the notices, so that the partner knows who sent them. Never shown again.',
  })
  readonly noticeSecret?: string | null

  @Field(() => String, idempotencyKeyField)
  readonly idempotencyKey!: string
}

@ObjectType({ description: 'What came of adding a partner.', simpleResolvers: true })
export class AddPartnerPayload {
  @Field(() => PartnerType, { description: 'The partner.' })
  readonly partner!: Partner
}
