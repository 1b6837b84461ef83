/** What a plugin declares of itself, field by field, as the API shows it. */

import type { PluginVersion } from '@wattline/billing'
import { Field, Int, ObjectType } from 'type-graphql'

import { LineComponentEnum } from '../bills/line.type.js'
import { DecimalScalar } from '../values/decimal.js'
import { namedEnum } from '../values/named-enum.js'

export type Manifest = PluginVersion['manifest']
type Emit = Manifest['emits'][number]

export const PluginPhaseEnum = namedEnum<Manifest['phase']>(
  'PluginPhase',
  'When a plugin runs: phases in this order, and inside one in the price list’s order.',
  {
    PRICE: 'It makes the price: without it there is none.',
    PROMOTION: 'It gives something off for a while.',
    LOYALTY: 'It gives something off for who the driver is.',
    SURCHARGE: 'It adds to the price.',
  },
)

const kinds = namedEnum<Emit['kind']>('PluginLineKind', 'Which way a plugin’s line goes.', {
  DISCOUNT: 'It lowers the bill.',
  SURCHARGE: 'It raises the bill.',
})

export type BoundKind = 'share-of-base' | 'per-kwh' | 'per-hour' | 'per-session'
const boundKinds = namedEnum<BoundKind>('PluginBoundKind', 'What a bound is measured by.', {
  'share-of-base': 'A share of what the tariff alone bills there, in basis points.',
  'per-kwh': 'Minor units × 10 000 for each kWh.',
  'per-hour': 'Minor units × 10 000 for each hour.',
  'per-session': 'Minor units × 10 000 once.',
})

export type CutKind = 'clock' | 'since-start' | 'since-charging-ended' | 'session-energy' | 'series'
const cutKinds = namedEnum<CutKind>('PluginCutKind', 'What a cut goes by.', {
  clock: 'Whenever the site’s clock shows a time.',
  'since-start': 'So many seconds after the session’s start.',
  'since-charging-ended': 'So many seconds after charging ended.',
  'session-energy': 'When the session has taken so many Wh.',
  series: 'Whenever a price series takes another value.',
})

@ObjectType('PluginFigure', {
  description: 'A figure, or where it is taken from when a session is priced: one of the three.',
  simpleResolvers: true,
})
export class PluginFigureType {
  @Field(() => String, { nullable: true, description: 'The figure itself: a number or a text.' })
  readonly value!: string | null

  @Field(() => String, { nullable: true, description: 'The parameter that holds it.' })
  readonly param!: string | null

  @Field(() => String, { nullable: true, description: 'The fact that holds it.' })
  readonly fact!: string | null
}

@ObjectType('PluginRead', {
  description: 'A fact the plugin is told. Nothing but what it reads is sent to it.',
  simpleResolvers: true,
})
export class PluginReadType {
  @Field(() => String, { description: 'The name it is told it under.' })
  readonly name!: string

  @Field(() => String, { description: 'The fact, such as `membership.tier`.' })
  readonly fact!: string

  @Field(() => PluginFigureType, {
    nullable: true,
    description: 'Over how many days it is counted; null where that is not asked.',
  })
  readonly days!: PluginFigureType | null

  @Field(() => PluginFigureType, {
    nullable: true,
    description: 'How many Wh a month are allowed; null where that is not asked.',
  })
  readonly perMonthWh!: PluginFigureType | null
}

@ObjectType('PluginSeriesRead', {
  description: 'A price series of the operator that the plugin is told, period by period.',
  simpleResolvers: true,
})
export class PluginSeriesReadType {
  @Field(() => String, { description: 'The name it is told it under.' })
  readonly name!: string

  @Field(() => PluginFigureType, { description: 'The series’ own name.' })
  readonly series!: PluginFigureType
}

@ObjectType('PluginBound', {
  description: 'The most a line may come to; several bounds add up.',
  simpleResolvers: true,
})
export class PluginBoundType {
  @Field(() => boundKinds, { description: 'What it is measured by.' })
  readonly kind!: BoundKind

  @Field(() => PluginFigureType, { description: 'How much.' })
  readonly figure!: PluginFigureType
}

@ObjectType('PluginEmit', {
  description: 'A line the plugin may add to a bill.',
  simpleResolvers: true,
})
export class PluginEmitType {
  @Field(() => String, { description: 'The line’s code.' })
  readonly code!: string

  @Field(() => kinds, { description: 'Whether it lowers or raises the bill.' })
  readonly kind!: Emit['kind']

  @Field(() => LineComponentEnum, { description: 'What it is bound to, and takes its VAT from.' })
  readonly on!: Emit['on']

  @Field(() => [PluginBoundType], { description: 'The most it may come to.' })
  readonly bounds!: readonly PluginBoundType[]
}

@ObjectType('PluginCut', {
  description: 'Where the plugin’s price changes, so that no charging period ever straddles it.',
  simpleResolvers: true,
})
export class PluginCutType {
  @Field(() => cutKinds, { description: 'What it goes by.' })
  readonly kind!: CutKind

  @Field(() => PluginFigureType, {
    description: 'The time (`22:00`), the seconds, the Wh, or the name the series is told under.',
  })
  readonly at!: PluginFigureType
}

@ObjectType('PluginGateReport', {
  description: 'What the publish gate tried before a version was taken.',
  simpleResolvers: true,
})
export class PluginGateReportType {
  @Field(() => [String], { description: 'The engines whose answers were compared.' })
  readonly engines!: readonly string[]

  @Field(() => Int, { description: 'The author’s golden tests.' })
  readonly goldens!: number

  @Field(() => Int, { description: 'Bills that were made up to try it.' })
  readonly generatedBills!: number

  @Field(() => String, {
    description: 'SHA-256 over all answers: equal on every engine, in every order and batch.',
  })
  readonly answersHash!: string

  @Field(() => DecimalScalar, { description: 'QuickJS ticks of the costliest session.' })
  readonly fuelMost!: string

  @Field(() => DecimalScalar, { description: 'How many ticks are allowed.' })
  readonly fuelAllowed!: string
}
