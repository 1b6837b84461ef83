/** A line of a bill: the same in a quote, a running session's cost and an invoice. */

import type { Decimal } from '@wattline/units'
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql'

import { DecimalScalar } from '../values/decimal.js'
import { MoneyType } from '../values/money.type.js'
import { ExplanationType } from './explanation.type.js'

export const LineComponentEnum = {
  ENERGY: 'ENERGY',
  TIME: 'TIME',
  PARKING_TIME: 'PARKING_TIME',
  FLAT: 'FLAT',
  RESERVATION_TIME: 'RESERVATION_TIME',
  SESSION: 'SESSION',
  MIN_PRICE: 'MIN_PRICE',
  MAX_PRICE: 'MAX_PRICE',
  CAP: 'CAP',
  CREDIT: 'CREDIT',
} as const
registerEnumType(LineComponentEnum, {
  name: 'LineComponent',
  description: 'What a line charges for.',
  valuesConfig: {
    ENERGY: { description: 'Energy delivered.' },
    TIME: { description: 'Time spent charging.' },
    PARKING_TIME: { description: 'Time parked without charging.' },
    FLAT: { description: 'A fee for the session as such.' },
    RESERVATION_TIME: { description: 'Time the connector was reserved.' },
    SESSION: { description: 'A discount or surcharge on the whole session.' },
    MIN_PRICE: { description: 'What raises the total to the tariff’s minimum.' },
    MAX_PRICE: { description: 'What lowers the total to the tariff’s maximum.' },
    CAP: { description: 'What lowers the total to the cap that was promised.' },
    CREDIT: { description: 'A part given back, on a credit note.' },
  },
})

export const UnitEnum = { KWH: 'kWh', HOUR: 'h', SESSION: 'session' } as const
registerEnumType(UnitEnum, {
  name: 'Unit',
  description: 'What a quantity counts.',
  valuesConfig: {
    KWH: { description: 'Kilowatt-hours.' },
    HOUR: { description: 'Hours.' },
    SESSION: { description: 'Sessions: the quantity is 1.' },
  },
})

export const TaxSideEnum = { NET: 'net', GROSS: 'gross' } as const
registerEnumType(TaxSideEnum, {
  name: 'TaxSide',
  description: 'On which side of VAT an amount stands: the one the tariff states.',
  valuesConfig: {
    NET: { description: 'Before VAT.' },
    GROSS: { description: 'With VAT.' },
  },
})

@ObjectType('LinePlugin', {
  description: 'The tariff plugin that proposed a line.',
  simpleResolvers: true,
})
export class LinePluginType {
  @Field(() => String, { description: 'The plugin’s id.' })
  readonly id!: string

  @Field(() => String, { description: 'Its version.' })
  readonly version!: string

  @Field(() => String, { description: 'SHA-256 of its code and manifest, in hex.' })
  readonly hash!: string

  @Field(() => String, { description: 'SHA-256 of the parameters the operator gave it, in hex.' })
  readonly paramsHash!: string
}

@ObjectType('BillLine', {
  description: 'One line: quantity, price, amount, and why it stands there.',
  simpleResolvers: true,
})
export class BillLineType {
  @Field(() => Int, { description: 'Its place on the bill, from 1.' })
  readonly position!: number

  @Field(() => LineComponentEnum, { description: 'What it charges for.' })
  readonly component!: string

  @Field(() => String, { description: 'Its name, or a key of one to be translated.' })
  readonly label!: string

  @Field(() => DecimalScalar, { description: 'How much, in `unit`.' })
  readonly quantity!: string | Decimal

  @Field(() => UnitEnum, { description: 'What the quantity counts.' })
  readonly unit!: 'kWh' | 'h' | 'session'

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'Price of one unit in major units, as the tariff states it; null for a whole amount.',
  })
  readonly unitPrice!: string | Decimal | null

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Rate of VAT in percent; null where none is known.',
  })
  readonly vatPercent!: string | Decimal | null

  @Field(() => TaxSideEnum, { description: 'Whether `amount` is before VAT or with it.' })
  readonly taxSide!: 'net' | 'gross'

  @Field(() => MoneyType, { description: 'The amount, rounded once; below zero for a discount.' })
  readonly amount!: MoneyType

  @Field(() => LinePluginType, {
    nullable: true,
    description: 'The plugin that proposed the line; null where the tariff itself did.',
  })
  readonly plugin!: LinePluginType | null

  /** As it was stored, in English; shown by `BillLineResolver`. */
  readonly explanation!: ExplanationType
}

@ObjectType('TaxTotal', {
  description: 'All that one rate of VAT comes to, rounded once: net + vat = gross.',
  simpleResolvers: true,
})
export class TaxTotalType {
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'The rate in percent; null where none is known.',
  })
  readonly vatPercent!: string | Decimal | null

  @Field(() => MoneyType, { description: 'Before VAT.' })
  readonly net!: MoneyType

  @Field(() => MoneyType, { description: 'The VAT.' })
  readonly vat!: MoneyType

  @Field(() => MoneyType, { description: 'With VAT.' })
  readonly gross!: MoneyType
}
