/** Why an earlier element of a tariff did not apply, as data that support can search. */

import type { Restriction } from '@wattline/billing'
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql'

const RestrictionEnum: Readonly<Record<Restriction, Restriction>> = {
  TIME_OF_DAY: 'TIME_OF_DAY',
  DATE: 'DATE',
  DAY_OF_WEEK: 'DAY_OF_WEEK',
  ENERGY: 'ENERGY',
  DURATION: 'DURATION',
  POWER: 'POWER',
  CURRENT: 'CURRENT',
  RESERVATION: 'RESERVATION',
}
registerEnumType(RestrictionEnum, {
  name: 'Restriction',
  description: 'What a tariff may ask before an element applies (OCPI TariffRestrictions).',
  valuesConfig: {
    TIME_OF_DAY: { description: 'A daily window on the site’s clock, as `HH:MM`.' },
    DATE: { description: 'Dates of the site’s calendar, as `YYYY-MM-DD`.' },
    DAY_OF_WEEK: { description: 'Days of the week, such as `MONDAY`.' },
    ENERGY: { description: 'Energy of the session so far, in kWh.' },
    DURATION: { description: 'Seconds since the session’s start.' },
    POWER: { description: 'Power at that moment, in kW.' },
    CURRENT: { description: 'Current over all phases at that moment, in A.' },
    RESERVATION: { description: 'Whether a reservation expired.' },
  },
})

@ObjectType('WantedRestriction', {
  description: 'What an element asks for, in the form of its restriction.',
  simpleResolvers: true,
})
export class WantedType {
  @Field(() => String, { nullable: true, description: 'The least, inclusive.' })
  readonly from?: string | null

  @Field(() => String, { nullable: true, description: 'The most, exclusive.' })
  readonly to?: string | null

  @Field(() => [String], { nullable: true, description: 'Days of the week.' })
  readonly days?: readonly string[] | null
}

@ObjectType('Reason', {
  description: 'Why an earlier element with a price for the same did not apply.',
  simpleResolvers: true,
})
export class ReasonType {
  @Field(() => Int, { description: 'Place of that element in the tariff, from 0.' })
  readonly elementIndex!: number

  @Field(() => RestrictionEnum, { description: 'The restriction that did not hold.' })
  readonly restriction!: Restriction

  @Field(() => WantedType, { description: 'What it asks for.' })
  readonly wanted!: WantedType

  @Field(() => String, {
    nullable: true,
    description: 'What there was instead; null where nothing was measured.',
  })
  readonly found!: string | null
}
