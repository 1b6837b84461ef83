/** What publishing a tariff warns of, with the sessions that show it, as the API shows them. */

import type { TariffWarning } from '@wattline/billing'
import { Field, Int, ObjectType } from 'type-graphql'

import { InstantScalar } from '../values/instant.js'
import { MoneyType } from '../values/money.type.js'
import { namedEnum } from '../values/named-enum.js'

type Severity = TariffWarning['severity']
type Example = NonNullable<TariffWarning['examples']>[number]
type Stretch = Example['stretches'][number]

const severities = namedEnum<Severity>('TariffWarningSeverity', 'How much it matters.', {
  fault: 'It keeps a tariff from being published.',
  warning: 'It is likely a mistake.',
  note: 'It may well be meant.',
})

@ObjectType('TariffExampleStretch', {
  description: 'A part of an example session, at a steady power.',
  simpleResolvers: true,
})
export class TariffExampleStretchType {
  @Field(() => String, {
    description: 'What happens: `CHARGING`, `PARKED`, or `RESERVED` before the vehicle comes.',
  })
  readonly activity!: Stretch['activity']

  @Field(() => Int, { description: 'How long it does so.' })
  readonly seconds!: number

  @Field(() => Int, { description: 'Energy delivered meanwhile, in Wh.' })
  readonly energyWh!: number

  @Field(() => Int, {
    nullable: true,
    description: 'Power that the meter shows, in W; null where none is shown or no price needs it.',
  })
  readonly powerW!: number | null

  @Field(() => Int, {
    nullable: true,
    description:
      'Current over all phases that the meter shows, in mA; ' +
      'null where none is shown or no price needs it.',
  })
  readonly currentMilliA!: number | null
}

@ObjectType('TariffExample', {
  description: 'A session that shows what a warning says, priced by the tariff.',
  simpleResolvers: true,
})
export class TariffExampleType {
  @Field(() => String, { description: 'IANA zone whose clock the tariff was read by.' })
  readonly timeZone!: string

  @Field(() => InstantScalar, { description: 'When it starts.' })
  readonly startedAt!: string

  @Field(() => [TariffExampleStretchType], { description: 'Its parts, one after the other.' })
  readonly stretches!: readonly TariffExampleStretchType[]

  @Field(() => Boolean, {
    description: 'Whether it is a reservation that ran out before the vehicle came.',
  })
  readonly reservationExpired!: boolean

  @Field(() => MoneyType, { description: 'What it costs, taxes included.' })
  readonly price!: MoneyType
}

@ObjectType('TariffWarning', {
  description: 'What is allowed in a tariff and may not be meant.',
  simpleResolvers: true,
})
export class TariffWarningType {
  @Field(() => String, { description: 'JSON path of its place.' })
  readonly path!: string

  @Field(() => String, { description: 'A code to go by.' })
  readonly code!: string

  @Field(() => severities, { description: 'How much it matters.' })
  readonly severity!: Severity

  @Field(() => String, { description: 'In words.' })
  readonly message!: string

  @Field(() => Int, { nullable: true, description: 'Place of the element it is about, from 0.' })
  readonly elementIndex!: number | null

  @Field(() => String, {
    nullable: true,
    description: 'The dimension it is about, as OCPI names it.',
  })
  readonly dimension!: TariffWarning['dimension'] | null

  @Field(() => [TariffExampleType], {
    description: 'Sessions that show it; two where prices are compared.',
  })
  readonly examples!: readonly TariffExampleType[]
}

export function showWarning(warning: TariffWarning): TariffWarningType {
  const { path, code, severity, message, elementIndex, dimension, examples = [] } = warning
  return {
    path,
    code,
    severity,
    message,
    elementIndex: elementIndex ?? null,
    dimension: dimension ?? null,
    examples: examples.map(showExample),
  }
}

function showExample(example: Example): TariffExampleType {
  const { timeZone, startedAt, stretches, reservationExpired = false, price, currency } = example
  return {
    timeZone,
    startedAt,
    stretches: stretches.map(showStretch),
    reservationExpired,
    price: { amount: price, currency },
  }
}

function showStretch(stretch: Stretch): TariffExampleStretchType {
  const { powerW = null, currentMilliA = null } = stretch
  return { ...stretch, powerW, currentMilliA }
}
