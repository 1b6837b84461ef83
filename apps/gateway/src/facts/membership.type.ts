/** Memberships of drivers as the API shows them, and how they are put and ended. */

import type { Membership } from '@wattline/billing'
import type { Instant } from '@wattline/units'
import { Field, ID, InputType, ObjectType } from 'type-graphql'

import { idempotencyKeyField } from '../values/idempotency-key.js'
import { InstantScalar } from '../values/instant.js'

@ObjectType('Membership', {
  description:
    'A driver’s membership of a tier, as it was put. What was put later wins for its time; ' +
    'a row without a tier ends what was put before it.',
  simpleResolvers: true,
})
export class MembershipType implements Omit<Membership, 'fromAt' | 'untilAt'> {
  @Field(() => ID, { description: 'Its id.' })
  readonly id!: string

  @Field(() => ID, { description: 'The operator whose membership it is.' })
  readonly operatorId!: string

  @Field(() => ID, { description: 'The driver.' })
  readonly driverId!: string

  @Field(() => String, {
    nullable: true,
    description: 'The tier that plugins are told; null: none from then on.',
  })
  readonly tier!: string | null

  @Field(() => InstantScalar, { description: 'For sessions that begin from then on.' })
  readonly from!: Instant

  @Field(() => InstantScalar, {
    nullable: true,
    description: 'And before then; null where that is open.',
  })
  readonly until!: Instant | null

  @Field(() => InstantScalar, { description: 'When it was put.' })
  readonly createdAt!: Instant
}

@InputType({ description: 'A membership to put.' })
export class PutMembershipInput {
  @Field(() => ID, { description: 'The driver.' })
  readonly driverId!: string

  @Field(() => String, { description: 'The tier, in the operator’s words: `gold`.' })
  readonly tier!: string

  @Field(() => InstantScalar, { description: 'For sessions that begin from then on.' })
  readonly from!: Instant

  @Field(() => InstantScalar, { nullable: true, description: 'And before then.' })
  readonly until?: Instant | null

  @Field(() => String, idempotencyKeyField)
  readonly idempotencyKey!: string
}

@InputType({ description: 'A membership to end.' })
export class EndMembershipInput {
  @Field(() => ID, { description: 'The driver.' })
  readonly driverId!: string

  @Field(() => InstantScalar, { description: 'Sessions that begin from then on have none.' })
  readonly at!: Instant

  @Field(() => String, idempotencyKeyField)
  readonly idempotencyKey!: string
}

@ObjectType({ description: 'What came of it.', simpleResolvers: true })
export class MembershipPayload {
  @Field(() => MembershipType, { description: 'The membership as it was put.' })
  readonly membership!: MembershipType
}

export function showMembership({ fromAt, untilAt, ...row }: Membership): MembershipType {
  return { ...row, from: fromAt, until: untilAt }
}
