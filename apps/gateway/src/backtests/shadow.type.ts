/** Shadows and canaries as the API shows them: what a list would have made of each new bill. */

import type { ShadowResult } from '@wattline/billing'
import type { Instant } from '@wattline/units'
import { Field, ID, ObjectType } from 'type-graphql'

import { InstantScalar } from '../values/instant.js'
import { PriceComparisonType } from './comparison.type.js'

@ObjectType('ShadowFailure', {
  description: 'A plugin that failed while a session was priced beside its bill.',
  simpleResolvers: true,
})
export class ShadowFailureType {
  @Field(() => String, { description: 'The plugin’s id.' })
  readonly plugin!: string

  @Field(() => String, { description: 'Its version.' })
  readonly version!: string

  @Field(() => String, {
    description: 'The cause: threw, timeout, memory, bad-output, load or cell-lost.',
  })
  readonly cause!: string

  @Field(() => String, { description: 'What it said.' })
  readonly message!: string
}

type Shown = 'id' | 'sessionId' | 'invoiceId' | 'priceListId' | 'pricedAt' | 'failures'

@ObjectType('ShadowDifference', {
  description: 'One billed session beside what a price list that did not bill it makes of it.',
  simpleResolvers: true,
})
export class ShadowDifferenceType implements Pick<ShadowResult, Shown> {
  @Field(() => ID, { description: 'Its id.' })
  readonly id!: string

  @Field(() => ID, { description: 'The session.' })
  readonly sessionId!: string

  @Field(() => ID, { description: 'The invoice it was billed on.' })
  readonly invoiceId!: string

  @Field(() => ID, {
    description: 'The price list; of a canary, what would have applied without it.',
  })
  readonly priceListId!: string

  @Field(() => [ShadowFailureType], { description: 'Plugins of it that failed.' })
  readonly failures!: ShadowResult['failures']

  @Field(() => InstantScalar, { description: 'When it was priced.' })
  readonly pricedAt!: Instant
}

@ObjectType('ShadowReport', {
  description:
    'What was billed beside all that one shadow, or the absence of a canary, makes of it.',
  simpleResolvers: true,
})
export class ShadowReportType {
  @Field(() => ID, { description: 'The assignment: a shadow or a canary.' })
  readonly assignmentId!: string

  @Field(() => InstantScalar, {
    nullable: true,
    description: 'When the last session was added; null before the first.',
  })
  readonly updatedAt!: Instant | null

  @Field(() => PriceComparisonType, {
    description: 'All sessions together; `draft` is the price that was not billed.',
  })
  readonly result!: PriceComparisonType
}
