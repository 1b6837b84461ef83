/** Invoices and credit notes as the API shows them. */

import type { Invoice, InvoiceKind, PaymentRoute } from '@wattline/billing'
import type { Instant } from '@wattline/units'
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'

import { PluginUseType } from '../bills/bill.type.js'
import { InstantScalar } from '../values/instant.js'
import { namedEnum } from '../values/named-enum.js'

export const InvoiceKindEnum = namedEnum<InvoiceKind>('InvoiceKind', 'Which of the two it is.', {
  invoice: 'A claim on the driver or the partner.',
  'credit-note': 'Takes back an invoice, or a part of one.',
})

export const PaymentRouteEnum = namedEnum<PaymentRoute>(
  'PaymentRoute',
  'How an invoice is to be paid.',
  {
    provider: 'Through the payment provider.',
    bank: 'By bank transfer.',
    none: 'Not at all: it comes to nothing.',
  },
)

@ObjectType('InvoiceProof', {
  description:
    'What an invoice was made from. The same inputs give the same invoice; a hash that differs ' +
    'names what changed.',
  simpleResolvers: true,
})
export class InvoiceProofType {
  @Field(() => String, { nullable: true, description: 'SHA-256 over all inputs, in hex.' })
  readonly inputsHash?: string | null

  @Field(() => String, { nullable: true, description: 'SHA-256 of the meter readings, in hex.' })
  readonly readings?: string | null

  @Field(() => Int, { nullable: true, description: 'How many meter readings there were.' })
  readonly readingCount?: number | null

  @Field(() => String, { nullable: true, description: 'Which readings the energy is taken from.' })
  readonly energySource?: string | null

  @Field(() => String, { nullable: true, description: 'SHA-256 of the tariff document, in hex.' })
  readonly tariff?: string | null

  @Field(() => String, { nullable: true, description: 'SHA-256 of the price list, in hex.' })
  readonly priceList?: string | null

  @Field(() => [PluginUseType], { description: 'The plugins of the price list, in order.' })
  readonly plugins!: readonly PluginUseType[]

  @Field(() => String, { nullable: true, description: 'IANA time zone of the session’s location.' })
  readonly timeZone?: string | null

  @Field(() => String, { nullable: true, description: 'Version of the time zone data.' })
  readonly zoneData?: string | null

  @Field(() => String, { nullable: true, description: 'What the plugins ran in.' })
  readonly engine?: string | null

  @Field(() => [String], {
    description: 'Codes of what was found irregular, and billed all the same.',
  })
  readonly findings!: readonly string[]

  @Field(() => [String], { description: 'What could not be priced as it stands, in words.' })
  readonly warnings!: readonly string[]
}

type Shown = 'id' | 'operatorId' | 'number' | 'kind' | 'paymentRoute' | 'issuedAt' | 'driverId'

@ObjectType('Invoice', {
  description: 'An invoice or a credit note: issued once, never changed.',
  simpleResolvers: true,
})
export class InvoiceType implements Pick<Invoice, Shown> {
  @Field(() => ID, { description: 'Its id.' })
  readonly id!: string

  @Field(() => ID, { description: 'The operator who issued it.' })
  readonly operatorId!: string

  @Field(() => String, { description: 'Its number: without gaps per operator, kind and year.' })
  readonly number!: string

  @Field(() => InvoiceKindEnum, { description: 'Invoice or credit note.' })
  readonly kind!: InvoiceKind

  @Field(() => PaymentRouteEnum, { description: 'How it is to be paid.' })
  readonly paymentRoute!: PaymentRoute

  @Field(() => InstantScalar, { description: 'When it was issued.' })
  readonly issuedAt!: Instant

  @Field(() => ID, { nullable: true, description: 'The driver who owes it, by a pseudonymous id.' })
  readonly driverId!: string | null
}

@InputType({ description: 'Narrows a list of invoices; what is left out does not narrow.' })
export class InvoiceFilter {
  @Field(() => InvoiceKindEnum, { nullable: true, description: 'Of this kind.' })
  readonly kind?: InvoiceKind | null

  @Field(() => String, { nullable: true, description: 'With this number.' })
  readonly number?: string | null

  @Field(() => ID, { nullable: true, description: 'Owed by this driver.' })
  readonly driverId?: string | null

  @Field(() => ID, { nullable: true, description: 'Owed by this partner.' })
  readonly partnerId?: string | null

  @Field(() => InstantScalar, { nullable: true, description: 'Issued then or later.' })
  readonly issuedFrom?: Instant | null

  @Field(() => InstantScalar, { nullable: true, description: 'Issued before then.' })
  readonly issuedBefore?: Instant | null
}
