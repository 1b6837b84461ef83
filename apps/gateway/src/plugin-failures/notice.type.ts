/** Notices as the API shows them to staff, and where an operator has its own sent. */

import type { Notice, NoticeKind } from '@wattline/billing'
import type { Instant } from '@wattline/units'
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'

import { idempotencyKeyField, operatorIdField } from '../values/idempotency-key.js'
import { InstantScalar } from '../values/instant.js'
import { JsonScalar } from '../values/json.js'
import { namedEnum } from '../values/named-enum.js'

export const NoticeKindEnum = namedEnum<NoticeKind>('NoticeKind', 'What a notice tells.', {
  receipt: 'An invoice was paid, or nothing is owed on it. For the partner.',
  'refund-decided': 'A claim was decided. For the partner.',
  'refund-accepted': 'The money is on its way back. For the partner.',
  'refund-reopened': 'A refund came back from the bank. For the partner.',
  'payment-trouble': 'What is owed could not be collected. For the partner.',
  'plugin-failed':
    'Sessions were billed or parked without a plugin: told once for each plugin and hour. For ' +
    'the operator.',
  'plugin-suspended': 'A plugin failed too often and is no longer run. For the operator.',
})

const NoticeStateEnum = namedEnum<Notice['state']>('NoticeState', 'Where a notice stands.', {
  pending: 'It waits to be sent.',
  sent: 'It was taken at its address.',
  kept: 'There was no address to send it to.',
  failed: 'Its address did not take it, however often it was tried.',
})

type Shown =
  | 'id'
  | 'operatorId'
  | 'kind'
  | 'state'
  | 'payload'
  | 'attempts'
  | 'createdAt'
  | 'sentAt'

@ObjectType('Notice', {
  description: 'Something a partner or the operator is told.',
  simpleResolvers: true,
})
export class NoticeType implements Pick<Notice, Shown> {
  @Field(() => ID, { description: 'Its id, which is sent with it.' })
  readonly id!: string

  @Field(() => ID, { description: 'The operator whose notice it is.' })
  readonly operatorId!: string

  @Field(() => NoticeKindEnum, { description: 'What it tells.' })
  readonly kind!: NoticeKind

  @Field(() => NoticeStateEnum, { description: 'Where it stands.' })
  readonly state!: Notice['state']

  @Field(() => JsonScalar, { description: 'What is sent: plain JSON, without people.' })
  readonly payload!: Notice['payload']

  @Field(() => Int, { description: 'How often it was tried to send it.' })
  readonly attempts!: number

  @Field(() => InstantScalar, { description: 'When it was made.' })
  readonly createdAt!: Instant

  @Field(() => InstantScalar, { nullable: true, description: 'When it was taken.' })
  readonly sentAt!: Instant | null
}

@InputType({ description: 'Where an operator is told of its plugins.' })
export class SetOperatorNoticesInput {
  @Field(() => ID, operatorIdField)
  readonly operatorId?: string | null

  @Field(() => String, {
    nullable: true,
    description: 'An https address to post notices to; null keeps them to be asked for.',
  })
  readonly noticeUrl?: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Signs the notices, so that you know who sent them. Never shown again.',
  })
  readonly noticeSecret?: string | null

  @Field(() => String, idempotencyKeyField)
  readonly idempotencyKey!: string
}

@ObjectType({
  description: 'What came of setting an operator’s address.',
  simpleResolvers: true,
})
export class SetOperatorNoticesPayload {
  @Field(() => ID, { description: 'The operator.' })
  readonly operatorId!: string

  @Field(() => String, {
    nullable: true,
    description: 'Where its signed notices are posted; null keeps them to be asked for.',
  })
  readonly noticeUrl!: string | null
}
