/** Price lists as the API shows them, and how one is assigned. */

import type { OnFailure, PriceList, PriceListAssignment } from '@wattline/billing'
import type { Instant } from '@wattline/units'
import { Field, ID, InputType, ObjectType } from 'type-graphql'

import { idempotencyKeyField, operatorIdField } from '../values/idempotency-key.js'
import { InstantScalar } from '../values/instant.js'
import { JsonScalar } from '../values/json.js'
import { MoneyInput } from '../values/money.type.js'
import { namedEnum } from '../values/named-enum.js'

export const OnFailureEnum = namedEnum<OnFailure>(
  'OnPluginFailure',
  'What becomes of a bill whose plugin failed.',
  {
    continue: 'It goes out without the plugin’s lines, and is reviewed.',
    park: 'It waits until the plugin is mended.',
  },
)

@ObjectType('PriceListPlugin', {
  description: 'One plugin of a price list, with the operator’s parameters.',
  simpleResolvers: true,
})
export class PriceListPluginType {
  @Field(() => ID, { description: 'The published version of the plugin.' })
  readonly pluginVersionId!: string

  @Field(() => JsonScalar, { description: 'Its parameters.' })
  readonly params!: unknown

  @Field(() => OnFailureEnum, { description: 'What becomes of a bill when it fails.' })
  readonly onFailure!: OnFailure
}

@ObjectType('PriceList', {
  description: 'A tariff version and the plugins applied to it, in order. Never changed.',
  simpleResolvers: true,
})
export class PriceListType
  implements Pick<PriceList, 'id' | 'operatorId' | 'name' | 'hash' | 'createdAt'>
{
  @Field(() => ID, { description: 'Its id.' })
  readonly id!: string

  @Field(() => ID, { description: 'The operator whose prices it holds.' })
  readonly operatorId!: string

  @Field(() => String, { description: 'Its name, for people.' })
  readonly name!: string

  @Field(() => String, { description: 'SHA-256 of its content, in hex.' })
  readonly hash!: string

  @Field(() => InstantScalar, { description: 'When it was made.' })
  readonly createdAt!: Instant
}

@ObjectType('PriceListAssignment', {
  description:
    'Where a price list applies, and from when. The narrower place wins (connector, location, ' +
    'operator), then the later start.',
  simpleResolvers: true,
})
export class PriceListAssignmentType
  implements
    Pick<PriceListAssignment, 'id' | 'locationId' | 'connectorId' | 'startsAt' | 'createdAt'>
{
  @Field(() => ID, { description: 'Its id.' })
  readonly id!: string

  @Field(() => ID, { nullable: true, description: 'The location it is for.' })
  readonly locationId!: string | null

  @Field(() => ID, { nullable: true, description: 'The connector it is for.' })
  readonly connectorId!: string | null

  @Field(() => InstantScalar, { description: 'From when it applies.' })
  readonly startsAt!: Instant

  @Field(() => InstantScalar, { description: 'When it was made.' })
  readonly createdAt!: Instant
}

@InputType({ description: 'A plugin of a price list.' })
export class PriceListPluginInput {
  @Field(() => ID, { description: 'The published version of the plugin.' })
  readonly pluginVersionId!: string

  @Field(() => JsonScalar, { description: 'Its parameters, as its manifest’s JSON Schema asks.' })
  readonly params!: unknown

  @Field(() => OnFailureEnum, {
    nullable: true,
    defaultValue: 'continue',
    description: 'What becomes of a bill when it fails.',
  })
  readonly onFailure?: OnFailure | null
}

@InputType({ description: 'A price list and where it applies.' })
export class AssignPriceListInput {
  @Field(() => ID, operatorIdField)
  readonly operatorId?: string | null

  @Field(() => String, { description: 'Its name, for people.' })
  readonly name!: string

  @Field(() => ID, { description: 'The published tariff it prices by.' })
  readonly tariffVersionId!: string

  @Field(() => [PriceListPluginInput], {
    nullable: true,
    defaultValue: [],
    description: 'The plugins applied to it, in order.',
  })
  readonly plugins?: readonly PriceListPluginInput[] | null

  @Field(() => MoneyInput, {
    nullable: true,
    description:
      'The most a session costs, VAT included: no bill by this price list exceeds it, not even ' +
      'for the tariff’s own minimum. Promised with every quote.',
  })
  readonly cap?: MoneyInput | null

  @Field(() => MoneyInput, {
    nullable: true,
    description:
      'The least to reserve on the card when a session starts; ten units of the currency where ' +
      'nothing is said. Not a price.',
  })
  readonly leastHold?: MoneyInput | null

  @Field(() => ID, { nullable: true, description: 'The location it is for.' })
  readonly locationId?: string | null

  @Field(() => ID, {
    nullable: true,
    description: 'The connector it is for. Neither: everywhere the operator charges.',
  })
  readonly connectorId?: string | null

  @Field(() => InstantScalar, { description: 'From when it applies.' })
  readonly startsAt!: Instant

  @Field(() => String, idempotencyKeyField)
  readonly idempotencyKey!: string
}

@ObjectType({ description: 'What came of assigning a price list.', simpleResolvers: true })
export class AssignPriceListPayload {
  @Field(() => PriceListType, { description: 'The price list.' })
  readonly priceList!: PriceList

  @Field(() => PriceListAssignmentType, { description: 'Where it applies, and from when.' })
  readonly assignment!: PriceListAssignment
}
