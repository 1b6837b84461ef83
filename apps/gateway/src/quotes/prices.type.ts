/** The prices shown with a quote, as the API shows them: in the order of the law. */

import type { ShownPrice, ShownPrices } from '@wattline/billing'
import { Field, ObjectType, registerEnumType } from 'type-graphql'

import { DecimalScalar } from '../values/decimal.js'
import { namedEnum } from '../values/named-enum.js'

const PriceOrderEnum = namedEnum<ShownPrices['order']>(
  'PriceOrder',
  'In which order prices are to be shown: Regulation (EU) 2023/1804 (AFIR), Art. 5(4).',
  {
    'kwh-then-occupancy': 'From 50 kW: the price per kWh, then the occupancy fee per minute.',
    'kwh-minute-session-other':
      'Below 50 kW: per kWh, per minute, per session, then any other component.',
  },
)

const PriceKindEnum = namedEnum<ShownPrice['kind']>('PriceKind', 'What a price is for.', {
  ENERGY: 'Energy delivered.',
  TIME: 'Time spent charging.',
  PARKING_TIME: 'Time parked without charging.',
  RESERVATION_TIME: 'Time the connector is reserved.',
  FLAT: 'The session as such, or its reservation: `when` says so.',
  MIN_PRICE: 'What a session costs at least.',
  MAX_PRICE: 'What a session costs at most, by the tariff.',
  CAP: 'What a session costs at most, as promised: no bill exceeds it.',
  DISCOUNT: 'What a tariff plugin may take off; how much hangs on the session.',
  SURCHARGE: 'What a tariff plugin may add; how much hangs on the session.',
})

const PriceUnitEnum = { KWH: 'kWh', MINUTE: 'min', SESSION: 'session' } as const
registerEnumType(PriceUnitEnum, {
  name: 'PriceUnit',
  description: 'What a price is for one of.',
  valuesConfig: {
    KWH: { description: 'A kilowatt-hour.' },
    MINUTE: { description: 'A minute.' },
    SESSION: { description: 'A session.' },
  },
})

@ObjectType('PriceComponent', {
  description: 'One price as it is to be shown before a session.',
  simpleResolvers: true,
})
export class PriceComponentType implements ShownPrice {
  @Field(() => PriceKindEnum, { description: 'What it is for.' })
  readonly kind!: ShownPrice['kind']

  @Field(() => PriceUnitEnum, {
    nullable: true,
    description: 'What it is for one of; null for what a plugin may add or take off.',
  })
  readonly unit!: ShownPrice['unit']

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Before VAT, in major units to four decimals; null where it is not known.',
  })
  readonly net!: string | null

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'With VAT, in major units to four decimals; null where it is not known.',
  })
  readonly gross!: string | null

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Rate of VAT in percent; null where none is known.',
  })
  readonly vatPercent!: string | null

  @Field(() => [String], {
    description: 'When it applies, each to follow "applies"; all hold. Empty: always.',
  })
  readonly when!: readonly string[]

  @Field(() => String, { nullable: true, description: 'The plugin and the code of its line.' })
  readonly label!: string | null

  @Field(() => Boolean, { description: 'Whether the session that was asked about pays it.' })
  readonly isExpected!: boolean
}

@ObjectType('PriceDisplay', {
  description:
    'All prices that a session under the quote may come to pay, in the order in which the law ' +
    'wants them shown before it starts.',
  simpleResolvers: true,
})
export class PriceDisplayType implements ShownPrices {
  @Field(() => String, { description: 'ISO 4217 code of every price.' })
  readonly currency!: string

  @Field(() => PriceOrderEnum, { description: 'The order that holds at this connector’s power.' })
  readonly order!: ShownPrices['order']

  @Field(() => [PriceComponentType], {
    description: 'The prices, in that order; of one kind, the first that applies is paid.',
  })
  readonly components!: readonly PriceComponentType[]

  @Field(() => String, {
    nullable: true,
    description:
      'What that law would not have at such a point in the European Union; the operator’s to mend.',
  })
  readonly notice!: string | null
}
