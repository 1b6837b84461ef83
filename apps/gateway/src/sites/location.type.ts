/** Locations and connectors as the API shows them, and how they are added. */

import { type Connector, type Location, type PowerType, powerTypes } from '@wattline/billing'
import type { Instant } from '@wattline/units'
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'

import { idempotencyKeyField, operatorIdField } from '../values/idempotency-key.js'
import { InstantScalar } from '../values/instant.js'

const PowerTypeEnum = Object.fromEntries(powerTypes.map(type => [type, type])) as {
  [K in PowerType]: K
}
registerEnumType(PowerTypeEnum, {
  name: 'PowerType',
  description: 'How a connector delivers power (OCPI PowerType).',
  valuesConfig: {
    AC_1_PHASE: { description: 'Alternating current, one phase.' },
    AC_2_PHASE: { description: 'Alternating current, two phases.' },
    AC_3_PHASE: { description: 'Alternating current, three phases.' },
    DC: { description: 'Direct current.' },
  },
})

@ObjectType('Location', {
  description: 'A site with chargers (OCPI Location).',
  simpleResolvers: true,
})
export class LocationType
  implements
    Pick<Location, 'id' | 'operatorId' | 'ocpiId' | 'name' | 'city' | 'country' | 'timeZone'>
{
  @Field(() => ID, { description: 'Its id.' })
  readonly id!: string

  @Field(() => ID, { description: 'The operator who runs it.' })
  readonly operatorId!: string

  @Field(() => String, { description: 'Its id in OCPI, unique for the operator.' })
  readonly ocpiId!: string

  @Field(() => String, { description: 'Its name.' })
  readonly name!: string

  @Field(() => String, { description: 'The city it lies in.' })
  readonly city!: string

  @Field(() => String, { description: 'ISO 3166-1 code of its country.' })
  readonly country!: string

  @Field(() => String, {
    description: 'IANA time zone: prices by the time of day follow this zone’s clock.',
  })
  readonly timeZone!: string

  @Field(() => InstantScalar, { description: 'When it was added.' })
  readonly createdAt!: Instant
}

@ObjectType('Connector', {
  description: 'One plug of one charger (OCPI Connector).',
  simpleResolvers: true,
})
export class ConnectorType
  implements
    Pick<Connector, 'id' | 'evseUid' | 'connectorId' | 'standard' | 'powerType' | 'maxPowerW'>
{
  @Field(() => ID, { description: 'Its id: what quotes and sessions name.' })
  readonly id!: string

  @Field(() => String, { description: 'OCPI uid of the EVSE, the place at the charger.' })
  readonly evseUid!: string

  @Field(() => String, { description: 'OCPI id of the connector at its EVSE.' })
  readonly connectorId!: string

  @Field(() => String, { description: 'Its kind of plug, such as `IEC_62196_T2_COMBO`.' })
  readonly standard!: string

  @Field(() => PowerTypeEnum, { description: 'How it delivers power.' })
  readonly powerType!: PowerType

  @Field(() => Int, { description: 'The most power it can deliver, in watts.' })
  readonly maxPowerW!: number

  @Field(() => InstantScalar, { description: 'When it was added.' })
  readonly createdAt!: Instant
}

@InputType({ description: 'A location to add.' })
export class AddLocationInput {
  @Field(() => ID, operatorIdField)
  readonly operatorId?: string | null

  @Field(() => String, { description: 'Its id in OCPI, unique for the operator.' })
  readonly ocpiId!: string

  @Field(() => String, { description: 'Its name.' })
  readonly name!: string

  @Field(() => String, { description: 'The city it lies in.' })
  readonly city!: string

  @Field(() => String, { description: 'ISO 3166-1 code of its country: two letters.' })
  readonly country!: string

  @Field(() => String, { description: 'IANA time zone, such as `Europe/Berlin`.' })
  readonly timeZone!: string

  @Field(() => String, idempotencyKeyField)
  readonly idempotencyKey!: string
}

@InputType({ description: 'A connector to add.' })
export class AddConnectorInput {
  @Field(() => ID, { description: 'The location it stands at.' })
  readonly locationId!: string

  @Field(() => String, { description: 'OCPI uid of its EVSE.' })
  readonly evseUid!: string

  @Field(() => String, { description: 'OCPI id of the connector at its EVSE.' })
  readonly connectorId!: string

  @Field(() => String, { description: 'Its kind of plug, such as `IEC_62196_T2`.' })
  readonly standard!: string

  @Field(() => PowerTypeEnum, { description: 'How it delivers power.' })
  readonly powerType!: PowerType

  @Field(() => Int, { description: 'The most power it can deliver, in watts.' })
  readonly maxPowerW!: number

  @Field(() => String, idempotencyKeyField)
  readonly idempotencyKey!: string
}

@ObjectType({ description: 'What came of adding a location.', simpleResolvers: true })
export class AddLocationPayload {
  @Field(() => LocationType, { description: 'The location.' })
  readonly location!: Location
}

@ObjectType({ description: 'What came of adding a connector.', simpleResolvers: true })
export class AddConnectorPayload {
  @Field(() => ConnectorType, { description: 'The connector.' })
  readonly connector!: Connector
}
