/** What the API takes to start, follow and stop a session, and what comes of it. */

import type { EnergyUnit, Ruling, Session, TokenType } from '@wattline/billing'
import type { Decimal, Instant } from '@wattline/units'
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'

import { TokenTypeEnum } from '../facts/token-type.js'
import { DecimalScalar } from '../values/decimal.js'
import { idempotencyKeyField } from '../values/idempotency-key.js'
import { InstantScalar } from '../values/instant.js'
import { ActivityEnum, RulingEnum, SessionStateEnum, SessionType } from './session.type.js'

const EnergyUnitEnum = { WH: 'Wh', KWH: 'kWh' } as const satisfies Record<string, EnergyUnit>
registerEnumType(EnergyUnitEnum, {
  name: 'EnergyUnit',
  description: 'The unit a meter counts in.',
  valuesConfig: {
    WH: { description: 'Watt-hours.' },
    KWH: { description: 'Kilowatt-hours.' },
  },
})

@InputType({ description: 'What the meter’s register shows.' })
export class RegisterInput {
  @Field(() => DecimalScalar, {
    description: 'The value: 0 or more, with at most 4 decimals in Wh.',
  })
  readonly value!: Decimal

  @Field(() => EnergyUnitEnum, { description: 'Its unit.' })
  readonly unit!: EnergyUnit
}

@InputType({
  description: 'A card, in fields that the payment provider’s form encrypted. Never a card number.',
})
export class EncryptedCardInput {
  @Field(() => String, { description: 'As the provider’s form gives it.' })
  readonly encryptedCardNumber!: string

  @Field(() => String, { description: 'As the provider’s form gives it.' })
  readonly encryptedExpiryMonth!: string

  @Field(() => String, { description: 'As the provider’s form gives it.' })
  readonly encryptedExpiryYear!: string

  @Field(() => String, { description: 'As the provider’s form gives it.' })
  readonly encryptedSecurityCode!: string

  @Field(() => String, { nullable: true, description: 'The name on the card.' })
  readonly holderName?: string | null

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Whether the provider keeps the card for the driver’s next sessions.',
  })
  readonly store?: boolean | null
}

@InputType({ description: 'A session that starts.' })
export class StartSessionInput {
  @Field(() => ID, { description: 'Where.' })
  readonly connectorId!: string

  @Field(() => ID, {
    nullable: true,
    description: 'The quote it is billed by; without one, the prices in force at its start apply.',
  })
  readonly quoteId?: string | null

  @Field(() => ID, { nullable: true, description: 'Who; may be left out where the quote says so.' })
  readonly driverId?: string | null

  @Field(() => TokenTypeEnum, {
    nullable: true,
    description: 'How the driver was authorised; left out, what the quote says.',
  })
  readonly tokenType?: TokenType | null

  @Field(() => String, {
    nullable: true,
    description:
      'A coupon the driver gives: one use is held from now on, and refused at once where none ' +
      'is left. Left out, that of the quote.',
  })
  readonly couponCode?: string | null

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      'Whether the partner who holds the key owes the bill, by bank; nothing is reserved then.',
  })
  readonly partnerPays?: boolean | null

  @Field(() => InstantScalar, {
    nullable: true,
    description:
      'From when the connector was kept for the driver, at most 24 hours before `startedAt`: ' +
      'that time is priced as a reservation, and without a quote the prices in force then apply.',
  })
  readonly reservedFrom?: Instant | null

  @Field(() => InstantScalar, { description: 'When it started.' })
  readonly startedAt!: Instant

  @Field(() => RegisterInput, { nullable: true, description: 'What the meter showed then.' })
  readonly meterStart?: RegisterInput | null

  @Field(() => EncryptedCardInput, {
    nullable: true,
    description: 'A card to pay with; without one, the driver’s stored means of payment are used.',
  })
  readonly card?: EncryptedCardInput | null

  @Field(() => String, idempotencyKeyField)
  readonly idempotencyKey!: string
}

@InputType({ description: 'A reservation that ran out before the vehicle came.' })
export class ExpireReservationInput {
  @Field(() => ID, { description: 'Which connector was kept.' })
  readonly connectorId!: string

  @Field(() => ID, { description: 'For whom: their stored means of payment pay for it.' })
  readonly driverId!: string

  @Field(() => InstantScalar, {
    description: 'From when it was kept: at most 24 hours before `expiredAt`.',
  })
  readonly reservedFrom!: Instant

  @Field(() => InstantScalar, { description: 'When the reservation ran out.' })
  readonly expiredAt!: Instant

  @Field(() => String, idempotencyKeyField)
  readonly idempotencyKey!: string
}

@InputType({ description: 'One reading of the meter.' })
export class MeterReadingInput {
  @Field(() => InstantScalar, { description: 'When it was taken.' })
  readonly measuredAt!: Instant

  @Field(() => RegisterInput, { description: 'What the register showed.' })
  readonly register!: RegisterInput

  @Field(() => ActivityEnum, {
    nullable: true,
    description: 'What the vehicle does from then on; as before when left out.',
  })
  readonly activity?: 'CHARGING' | 'PARKED' | null

  @Field(() => Int, {
    nullable: true,
    description: 'Power at that instant in whole W, over all phases. Prices by power need it.',
  })
  readonly powerW?: number | null

  @Field(() => Int, {
    nullable: true,
    description:
      'Current at that instant in whole mA, all phases together. Prices by current need it.',
  })
  readonly currentMilliA?: number | null
}

@InputType({
  description: 'Readings of a session, in any order; late and repeated ones are welcome.',
})
export class RecordMeterReadingsInput {
  @Field(() => ID, { description: 'The session.' })
  readonly sessionId!: string

  @Field(() => [MeterReadingInput], {
    description: 'From 1 to 1000 readings; all are stored, or none.',
  })
  readonly readings!: readonly MeterReadingInput[]

  @Field(() => String, idempotencyKeyField)
  readonly idempotencyKey!: string
}

@InputType({ description: 'A session that stops.' })
export class StopSessionInput {
  @Field(() => ID, { description: 'The session.' })
  readonly sessionId!: string

  @Field(() => InstantScalar, { description: 'When it ended.' })
  readonly endedAt!: Instant

  @Field(() => RegisterInput, { nullable: true, description: 'What the meter showed then.' })
  readonly meterStop?: RegisterInput | null

  @Field(() => String, { nullable: true, description: 'Why, as the charger gives it.' })
  readonly reason?: string | null

  @Field(() => String, idempotencyKeyField)
  readonly idempotencyKey!: string
}

@InputType({ description: 'A parked session whose price can be found now.' })
export class ReleaseSessionInput {
  @Field(() => ID, { description: 'The session.' })
  readonly sessionId!: string

  @Field(() => String, idempotencyKeyField)
  readonly idempotencyKey!: string
}

@InputType({ description: 'A person’s word on a session that is held.' })
export class DecideHeldSessionInput {
  @Field(() => ID, { description: 'The session.' })
  readonly sessionId!: string

  @Field(() => RulingEnum, { description: 'Whether it is billed.' })
  readonly decision!: Ruling

  @Field(() => String, { description: 'Why: kept with the session and with its bill.' })
  readonly reason!: string

  @Field(() => String, idempotencyKeyField)
  readonly idempotencyKey!: string
}

@ObjectType({ description: 'What came of a write to a session.', simpleResolvers: true })
export class SessionPayload {
  @Field(() => SessionType, { description: 'The session as it stands now.' })
  readonly session!: Session
}

@ObjectType({ description: 'What came of recording readings.', simpleResolvers: true })
export class RecordMeterReadingsPayload {
  @Field(() => SessionType, { description: 'The session as it stands now.' })
  readonly session!: Session

  @Field(() => Int, { description: 'How many readings were new.' })
  readonly stored!: number

  @Field(() => Int, { description: 'How many were stored before, and changed nothing.' })
  readonly duplicates!: number
}

@InputType({ description: 'Narrows a list of sessions; what is left out does not narrow.' })
export class SessionFilter {
  @Field(() => [SessionStateEnum], { nullable: true, description: 'In one of these states.' })
  readonly states?: Session['state'][] | null

  @Field(() => ID, { nullable: true, description: 'At this location.' })
  readonly locationId?: string | null

  @Field(() => ID, { nullable: true, description: 'At this connector.' })
  readonly connectorId?: string | null

  @Field(() => ID, { nullable: true, description: 'Of this driver.' })
  readonly driverId?: string | null

  @Field(() => InstantScalar, { nullable: true, description: 'Started then or later.' })
  readonly startedFrom?: Instant | null

  @Field(() => InstantScalar, { nullable: true, description: 'Started before then.' })
  readonly startedBefore?: Instant | null

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether a person should look at the bill.',
  })
  readonly needsReview?: boolean | null
}
