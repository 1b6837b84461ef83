/** What price lists are made of, and how one is assigned: the inputs. */

import type { AssignmentMode, OnFailure } from '@wattline/billing'
import type { Instant } from '@wattline/units'
import { Field, ID, InputType, Int } from 'type-graphql'

import { idempotencyKeyField, operatorIdField } from '../values/idempotency-key.js'
import { InstantScalar } from '../values/instant.js'
import { JsonScalar } from '../values/json.js'
import { MoneyInput } from '../values/money.type.js'
import { AssignmentModeEnum } from './assignment.type.js'
import { OnFailureEnum } from './price-list.type.js'

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

const place = {
  description: 'At most one place is named; none: everywhere the operator charges.',
}

@InputType({ description: `A place and its drivers. ${place.description}` })
export class PriceListPlaceInput {
  @Field(() => ID, { nullable: true, description: 'The location it is for.' })
  readonly locationId?: string | null

  @Field(() => ID, { nullable: true, description: 'The connector group it is for.' })
  readonly connectorGroupId?: string | null

  @Field(() => ID, {
    nullable: true,
    description: `The connector it is for. ${place.description}`,
  })
  readonly connectorId?: string | null

  @Field(() => ID, {
    nullable: true,
    description: 'The driver group it is for; for every driver when left out.',
  })
  readonly driverGroupId?: string | null
}

/** Fields of every input that assigns. */
@InputType({ description: 'Where a price list applies, for whom and from when.' })
export class ActivationFields extends PriceListPlaceInput {
  @Field(() => ID, operatorIdField)
  readonly operatorId?: string | null

  @Field(() => AssignmentModeEnum, {
    nullable: true,
    defaultValue: 'live',
    description: 'Whether it bills, and where.',
  })
  readonly mode?: AssignmentMode | null

  @Field(() => Int, {
    nullable: true,
    description: 'The share of connectors a canary takes, in basis points from 1 to 9999.',
  })
  readonly shareBp?: number | null

  @Field(() => InstantScalar, {
    description:
      'From when it applies. With plugins, where the operator asks for a second person, it lies ' +
      'in the future.',
  })
  readonly startsAt!: Instant

  @Field(() => String, idempotencyKeyField)
  readonly idempotencyKey!: string
}

const content = {
  name: { description: 'Its name, for people.' },
  tariffVersionId: { description: 'The published tariff it prices by.' },
  plugins: {
    nullable: true,
    defaultValue: [],
    description: 'The plugins applied to it, in order.',
  },
  cap: {
    nullable: true,
    description:
      'The most a session costs, VAT included: no bill by this price list exceeds it, not even ' +
      'for the tariff’s own minimum. Promised with every quote.',
  },
  leastHold: {
    nullable: true,
    description:
      'The least to reserve on the card when a session starts; ten units of the currency where ' +
      'nothing is said. Not a price.',
  },
}

@InputType({ description: 'A price list and where it applies.' })
export class AssignPriceListInput extends ActivationFields {
  @Field(() => String, content.name)
  readonly name!: string

  @Field(() => ID, content.tariffVersionId)
  readonly tariffVersionId!: string

  @Field(() => [PriceListPluginInput], content.plugins)
  readonly plugins?: readonly PriceListPluginInput[] | null

  @Field(() => MoneyInput, content.cap)
  readonly cap?: MoneyInput | null

  @Field(() => MoneyInput, content.leastHold)
  readonly leastHold?: MoneyInput | null
}

@InputType({ description: 'A price list that applies nowhere yet.' })
export class DraftPriceListInput {
  @Field(() => ID, operatorIdField)
  readonly operatorId?: string | null

  @Field(() => String, content.name)
  readonly name!: string

  @Field(() => ID, content.tariffVersionId)
  readonly tariffVersionId!: string

  @Field(() => [PriceListPluginInput], content.plugins)
  readonly plugins?: readonly PriceListPluginInput[] | null

  @Field(() => MoneyInput, content.cap)
  readonly cap?: MoneyInput | null

  @Field(() => MoneyInput, content.leastHold)
  readonly leastHold?: MoneyInput | null

  @Field(() => String, idempotencyKeyField)
  readonly idempotencyKey!: string
}

@InputType({ description: 'A price list that exists, and where it applies.' })
export class ActivatePriceListInput extends ActivationFields {
  @Field(() => ID, { description: 'The price list: a draft, or one that applies elsewhere.' })
  readonly priceListId!: string
}

@InputType({ description: 'New parameters of one of a price list’s plugins.' })
export class PluginParamsInput {
  @Field(() => ID, { description: 'Which plugin, by its version in the list.' })
  readonly pluginVersionId!: string

  @Field(() => JsonScalar, {
    description: 'The parameters that change, by their names; the others stay as they are.',
  })
  readonly params!: unknown
}

@InputType({ description: 'A price list with other parameters, for one place.' })
export class EditPriceListInput extends ActivationFields {
  @Field(() => ID, { description: 'The price list to start from: it stays as it is.' })
  readonly priceListId!: string

  @Field(() => [PluginParamsInput], { description: 'What changes, at least one.' })
  readonly edits!: readonly PluginParamsInput[]

  @Field(() => String, { nullable: true, description: 'Its name; the old list’s when left out.' })
  readonly name?: string | null
}
