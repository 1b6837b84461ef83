/** Refunds as the API shows and takes them. */

import type { Finding, Refund, RefundCause, RefundState, StoredDecision } from '@wattline/billing'
import type { Instant } from '@wattline/units'
import { Field, ID, InputType, ObjectType } from 'type-graphql'

import { idempotencyKeyField } from '../values/idempotency-key.js'
import { InstantScalar } from '../values/instant.js'
import { JsonScalar } from '../values/json.js'
import { MoneyInput, MoneyType } from '../values/money.type.js'
import { namedEnum } from '../values/named-enum.js'

export const RefundStateEnum = namedEnum<RefundState>('RefundState', 'Where a refund stands.', {
  claimed: 'It was claimed; evidence is being gathered.',
  'for-person': 'It waits for a person to decide.',
  denied: 'It was denied.',
  requested: 'It was approved and booked; the provider is still to be asked.',
  sent: 'The provider was asked.',
  uncertain: 'Nobody knows yet whether the provider took it; it is being found out.',
  accepted: 'The provider has sent the money back.',
  settled: 'The provider has settled it.',
  rejected: 'The provider refused; the driver is owed the money and a person sees to it.',
  failed: 'The money came back; the driver is owed it and a person sees to it.',
  returned: 'The bank sent the money back; the driver is owed it and a person sees to it.',
})

export const RefundCauseEnum = namedEnum<RefundCause>('RefundCause', 'Why money is claimed back.', {
  'no-energy': 'No energy was delivered.',
  interrupted: 'The session was interrupted.',
  overcharged: 'More was billed than the price promised.',
  'wrong-idle-fee': 'Parking was billed while the vehicle still charged.',
  duplicate: 'The session was billed twice.',
  'hold-not-released': 'The rest of the hold has not come back.',
  fault: 'The charger was at fault.',
  goodwill: 'As goodwill.',
})

const ConfidenceEnum = namedEnum<Finding['confidence']>('Confidence', 'How sure a finding is.', {
  possible: 'A hint.',
  likely: 'Likely.',
  certain: 'Proven by the facts at hand.',
})

const DecisionOutcomeEnum = namedEnum<StoredDecision['outcome']>(
  'DecisionOutcome',
  'What the policy or a person decided.',
  { approved: 'Money goes back.', denied: 'It does not.', 'for-person': 'A person is to decide.' },
)

@ObjectType('Finding', { description: 'What the evidence shows.', simpleResolvers: true })
export class FindingType {
  @Field(() => String, { description: 'What was found, as a code.' })
  readonly code!: string

  @Field(() => ConfidenceEnum, { description: 'How sure it is.' })
  readonly confidence!: Finding['confidence']

  @Field(() => String, { description: 'In words, with its figures.' })
  readonly words!: string
}

@ObjectType('PolicyClause', {
  description: 'The clause of the operator’s public policy that was applied.',
  simpleResolvers: true,
})
export class PolicyClauseType {
  @Field(() => String, { description: 'Its id.' })
  readonly id!: string

  @Field(() => String, { description: 'What the driver is told.' })
  readonly words!: string
}

@ObjectType('RefundDecision', {
  description: 'How a claim was decided, and by which clause.',
  simpleResolvers: true,
})
export class RefundDecisionType {
  @Field(() => DecisionOutcomeEnum, { description: 'What was decided.' })
  readonly outcome!: StoredDecision['outcome']

  @Field(() => String, { description: 'The version of the policy.' })
  readonly policyVersion!: string

  @Field(() => PolicyClauseType, { description: 'The clause that was applied.' })
  readonly clause!: PolicyClauseType

  @Field(() => MoneyType, { description: 'What was approved, or is proposed to the person.' })
  readonly amount!: MoneyType

  @Field(() => String, {
    nullable: true,
    description: 'Why a person must look, although a clause applies.',
  })
  readonly reservation!: string | null

  @Field(() => String, { nullable: true, description: 'What the person who decided noted.' })
  readonly note!: string | null
}

type Shown = 'id' | 'state' | 'cause' | 'note' | 'claimedAt' | 'decidedAt' | 'updatedAt'

@ObjectType('Refund', {
  description: 'A claim for money back: its evidence, its decision, and where the money is.',
  simpleResolvers: true,
})
export class RefundType implements Pick<Refund, Shown> {
  @Field(() => ID, { description: 'Its id.' })
  readonly id!: string

  @Field(() => RefundStateEnum, { description: 'Where it stands.' })
  readonly state!: RefundState

  @Field(() => RefundCauseEnum, { description: 'Why the money is claimed back.' })
  readonly cause!: RefundCause

  @Field(() => String, { nullable: true, description: 'What whoever claimed it noted.' })
  readonly note!: string | null

  @Field(() => InstantScalar, { description: 'When it was claimed.' })
  readonly claimedAt!: Instant

  @Field(() => InstantScalar, { nullable: true, description: 'When it was decided.' })
  readonly decidedAt!: Instant | null

  @Field(() => InstantScalar, { description: 'When it last changed.' })
  readonly updatedAt!: Instant

  @Field(() => JsonScalar, {
    nullable: true,
    description:
      'All facts the decision rests on, frozen with it. Amounts inside are minor units, as text.',
  })
  readonly evidence!: unknown
}

@InputType({ description: 'A claim for money back.' })
export class RequestRefundInput {
  @Field(() => ID, { description: 'The invoice it is claimed on.' })
  readonly invoiceId!: string

  @Field(() => RefundCauseEnum, { description: 'Why.' })
  readonly cause!: RefundCause

  @Field(() => MoneyInput, {
    nullable: true,
    description: 'How much, with VAT; all that can still be given back when left out.',
  })
  readonly amount?: MoneyInput | null

  @Field(() => String, { nullable: true, description: 'A note for whoever decides.' })
  readonly note?: string | null

  @Field(() => String, idempotencyKeyField)
  readonly idempotencyKey!: string
}

@InputType({ description: 'A person’s decision of a claim.' })
export class DecideRefundInput {
  @Field(() => ID, { description: 'The refund.' })
  readonly refundId!: string

  @Field(() => Boolean, { description: 'Whether the money goes back.' })
  readonly approve!: boolean

  @Field(() => MoneyInput, {
    nullable: true,
    description: 'How much, with VAT, when it is not what was asked.',
  })
  readonly amount?: MoneyInput | null

  @Field(() => String, { description: 'Why: kept with the decision.' })
  readonly note!: string

  @Field(() => String, idempotencyKeyField)
  readonly idempotencyKey!: string
}

@InputType({ description: 'A refund whose money came back, to be sent again.' })
export class RetryRefundInput {
  @Field(() => ID, { description: 'The refund.' })
  readonly refundId!: string

  @Field(() => String, idempotencyKeyField)
  readonly idempotencyKey!: string
}

@ObjectType({ description: 'What came of a write to a refund.', simpleResolvers: true })
export class RefundPayload {
  @Field(() => RefundType, { description: 'The refund as it stands now.' })
  readonly refund!: Refund
}

@InputType({ description: 'Narrows a list of refunds; what is left out does not narrow.' })
export class RefundFilter {
  @Field(() => [RefundStateEnum], { nullable: true, description: 'In one of these states.' })
  readonly states?: RefundState[] | null

  @Field(() => RefundCauseEnum, { nullable: true, description: 'Claimed for this cause.' })
  readonly cause?: RefundCause | null

  @Field(() => ID, { nullable: true, description: 'Of this driver.' })
  readonly driverId?: string | null
}
