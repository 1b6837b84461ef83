/** Assignments of price lists as the API shows them. */

import type {
  AssignmentMode,
  AssignmentState,
  PriceList,
  PriceListAssignment,
} from '@wattline/billing'
import type { Instant } from '@wattline/units'
import { Field, ID, Int, ObjectType } from 'type-graphql'

import { InstantScalar } from '../values/instant.js'
import { namedEnum } from '../values/named-enum.js'
import { PriceListType } from './price-list.type.js'

export const AssignmentModeEnum = namedEnum<AssignmentMode>(
  'PriceListMode',
  'What an assigned price list does.',
  {
    live: 'It bills.',
    canary: 'It bills at a share of the connectors, each always or never.',
    shadow: 'It bills nothing: sessions are priced by it beside their bill.',
  },
)

export const AssignmentStateEnum = namedEnum<AssignmentState>(
  'PriceListAssignmentState',
  'Where an assignment stands.',
  {
    waiting: 'Another key than its maker’s must approve it; until then it does not count.',
    withdrawn: 'It was taken back before it counted.',
    scheduled: 'It counts from its start, which is still to come.',
    'in-force': 'It counts, though a narrower or a later one may win.',
    ended: 'It was rolled back, or was a shadow that was withdrawn.',
  },
)

@ObjectType('PriceListAssignment', {
  description:
    'Where a price list applies, for whom, and from when. One for a driver group wins over one ' +
    'for everybody; then the narrower place (connector, connector group, location, everywhere); ' +
    'then the later start. Between two groups the smaller rank wins.',
  simpleResolvers: true,
})
export class PriceListAssignmentType implements Omit<PriceListAssignment, 'operatorId'> {
  @Field(() => ID, { description: 'Its id.' })
  readonly id!: string

  @Field(() => ID, { description: 'The price list assigned.' })
  readonly priceListId!: string

  @Field(() => ID, { nullable: true, description: 'The location it is for.' })
  readonly locationId!: string | null

  @Field(() => ID, { nullable: true, description: 'The connector group it is for.' })
  readonly connectorGroupId!: string | null

  @Field(() => ID, { nullable: true, description: 'The connector it is for.' })
  readonly connectorId!: string | null

  @Field(() => ID, {
    nullable: true,
    description: 'The driver group it is for; null for every driver.',
  })
  readonly driverGroupId!: string | null

  @Field(() => AssignmentModeEnum, { description: 'Whether it bills, and where.' })
  readonly mode!: AssignmentMode

  @Field(() => Int, {
    nullable: true,
    description: 'The share of connectors a canary takes, in basis points; null for others.',
  })
  readonly shareBp!: number | null

  @Field(() => InstantScalar, { description: 'From when it applies.' })
  readonly startsAt!: Instant

  @Field(() => InstantScalar, { description: 'When it was made.' })
  readonly createdAt!: Instant

  @Field(() => ID, { nullable: true, description: 'The API key it was made with.' })
  readonly createdBy!: string | null

  @Field(() => Boolean, {
    description: 'Whether it brought what was never live before, and so needs a second person.',
  })
  readonly needsApproval!: boolean

  @Field(() => InstantScalar, { nullable: true, description: 'When it was approved.' })
  readonly approvedAt!: Instant | null

  @Field(() => ID, { nullable: true, description: 'The API key it was approved with.' })
  readonly approvedBy!: string | null

  @Field(() => InstantScalar, {
    nullable: true,
    description: 'From when it counts no more: withdrawn, or rolled back.',
  })
  readonly endsAt!: Instant | null

  @Field(() => ID, { nullable: true, description: 'The API key it was ended with.' })
  readonly endedBy!: string | null
}

@ObjectType({ description: 'What came of assigning a price list.', simpleResolvers: true })
export class AssignPriceListPayload {
  @Field(() => PriceListType, { description: 'The price list.' })
  readonly priceList!: PriceList

  @Field(() => PriceListAssignmentType, { description: 'Where it applies, and from when.' })
  readonly assignment!: PriceListAssignment
}

@ObjectType({ description: 'What came of a decision on an assignment.', simpleResolvers: true })
export class PriceListAssignmentPayload {
  @Field(() => PriceListAssignmentType, { description: 'The assignment as it stands now.' })
  readonly assignment!: PriceListAssignment
}

@ObjectType({ description: 'What came of a rollback.', simpleResolvers: true })
export class RollBackPriceListPayload {
  @Field(() => PriceListAssignmentType, { description: 'The assignment that was ended.' })
  readonly assignment!: PriceListAssignment

  @Field(() => [PriceListType], {
    description:
      'What applies at the connectors of the place instead, for drivers of no group: from the ' +
      'next instant on.',
  })
  readonly priceLists!: readonly PriceList[]
}

@ObjectType({ description: 'A price list that was drafted.', simpleResolvers: true })
export class DraftPriceListPayload {
  @Field(() => PriceListType, { description: 'The price list: it applies nowhere yet.' })
  readonly priceList!: PriceList
}
