/** Payments as the API shows them: how far the money of a session or an invoice has come. */

import type { Payment, PaymentState } from '@wattline/billing'
import type { Instant } from '@wattline/units'
import { Field, ID, InputType, ObjectType } from 'type-graphql'

import { TroubleType } from '../sessions/session.type.js'
import { idempotencyKeyField } from '../values/idempotency-key.js'
import { InstantScalar } from '../values/instant.js'
import { namedEnum } from '../values/named-enum.js'

export const PaymentStateEnum = namedEnum<PaymentState>('PaymentState', 'Where a payment stands.', {
  new: 'The provider is still to be asked.',
  'pending-authorisation': 'The provider is being asked to reserve the money.',
  'action-required': 'The driver must confirm it.',
  waiting: 'The provider will say later.',
  uncertain: 'Nobody knows yet whether the money is reserved; it is being found out.',
  authorised: 'The money is reserved.',
  adjusting: 'The reserved amount is being changed.',
  cancelling: 'The reservation is being let go.',
  cancelled: 'The reservation was let go; nothing was taken.',
  capturing: 'The money is being taken.',
  captured: 'The money was taken.',
  'capture-failed': 'The card scheme took the money back; the provider may try again.',
  unpaid: 'The money was taken back for good: the invoice is owed again.',
  settled: 'The provider has settled it.',
  'paid-out': 'The provider has paid it out to the operator.',
  expired: 'The reservation ran out.',
  refused: 'The bank refused.',
})

type Shown =
  | 'id'
  | 'state'
  | 'sessionId'
  | 'invoiceId'
  | 'merchantReference'
  | 'pspReference'
  | 'paymentMethod'
  | 'expiresAt'
  | 'trouble'
  | 'createdAt'
  | 'updatedAt'

@ObjectType('Payment', {
  description: 'One attempt to take money, from the hold to the capture and back.',
  simpleResolvers: true,
})
export class PaymentType implements Pick<Payment, Shown> {
  @Field(() => ID, { description: 'Its id.' })
  readonly id!: string

  @Field(() => PaymentStateEnum, { description: 'Where it stands.' })
  readonly state!: PaymentState

  @Field(() => ID, { nullable: true, description: 'The session a hold was taken for.' })
  readonly sessionId!: string | null

  @Field(() => ID, { nullable: true, description: 'The invoice it pays.' })
  readonly invoiceId!: string | null

  @Field(() => String, { description: 'Our reference of it at the provider.' })
  readonly merchantReference!: string

  @Field(() => String, { nullable: true, description: 'The provider’s reference of it.' })
  readonly pspReference!: string | null

  @Field(() => String, { nullable: true, description: 'What was paid with, such as `visa`.' })
  readonly paymentMethod!: string | null

  @Field(() => InstantScalar, { nullable: true, description: 'When a hold runs out.' })
  readonly expiresAt!: Instant | null

  @Field(() => TroubleType, { nullable: true, description: 'What a person should know of it.' })
  readonly trouble!: TroubleType | null

  @Field(() => InstantScalar, { description: 'When it was begun.' })
  readonly createdAt!: Instant

  @Field(() => InstantScalar, { description: 'When it last changed.' })
  readonly updatedAt!: Instant
}

@InputType({ description: 'A payment that the provider refused, to be asked for again.' })
export class RetryPaymentInput {
  @Field(() => ID, { description: 'The payment.' })
  readonly paymentId!: string

  @Field(() => String, idempotencyKeyField)
  readonly idempotencyKey!: string
}

@ObjectType({ description: 'What came of asking for a payment again.', simpleResolvers: true })
export class PaymentPayload {
  @Field(() => PaymentType, {
    description: 'The payment under way: the same, or a new one with the driver’s stored means.',
  })
  readonly payment!: Payment
}

@InputType({ description: 'Narrows a list of payments; what is left out does not narrow.' })
export class PaymentFilter {
  @Field(() => [PaymentStateEnum], { nullable: true, description: 'In one of these states.' })
  readonly states?: PaymentState[] | null

  @Field(() => ID, { nullable: true, description: 'Of this driver.' })
  readonly driverId?: string | null
}
