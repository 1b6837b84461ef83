/** Mendings as the API shows them, and how one is ordered. */

import type { Mending, MendingState } from '@wattline/billing'
import type { Instant } from '@wattline/units'
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'

import { idempotencyKeyField, operatorIdField } from '../values/idempotency-key.js'
import { InstantScalar } from '../values/instant.js'
import { MoneyType } from '../values/money.type.js'
import { namedEnum } from '../values/named-enum.js'

export const MendingStateEnum = namedEnum<MendingState>(
  'PluginMendingState',
  'Where a mending stands.',
  {
    waiting: 'Bills are being rated again.',
    done: 'Every bill was looked at.',
    failed: 'It stopped on a fault; what was mended until then stays mended.',
  },
)

@ObjectType('PluginMendingAmounts', {
  description: 'What bills of one currency come to with the plugin.',
  simpleResolvers: true,
})
export class MendingAmountsType {
  @Field(() => MoneyType, {
    description:
      'Billed too much: given back by the refund policy, or by a person above its limit.',
  })
  readonly lower!: MoneyType

  @Field(() => MoneyType, { description: 'Billed too little: the operator carries it.' })
  readonly higher!: MoneyType
}

type Shown =
  | 'id'
  | 'operatorId'
  | 'failedHash'
  | 'mendedVersionId'
  | 'isDryRun'
  | 'state'
  | 'createdAt'
  | 'updatedAt'

@ObjectType('PluginMending', {
  description: 'Bills that went out without a plugin, rated again with the version that mends it.',
  simpleResolvers: true,
})
export class MendingType implements Pick<Mending, Shown> {
  @Field(() => ID, { description: 'Its id.' })
  readonly id!: string

  @Field(() => ID, { description: 'The operator whose bills are mended.' })
  readonly operatorId!: string

  @Field(() => String, { description: 'The hash of the version that failed.' })
  readonly failedHash!: string

  @Field(() => ID, { description: 'The version in its place.' })
  readonly mendedVersionId!: string

  @Field(() => Boolean, { description: 'Whether nothing is given back: it only tells.' })
  readonly isDryRun!: boolean

  @Field(() => MendingStateEnum, { description: 'Where it stands.' })
  readonly state!: MendingState

  @Field(() => Int, { description: 'Bills that were rated again so far.' })
  readonly sessions!: number

  @Field(() => Int, { description: 'Of these, billed too much.' })
  readonly lower!: number

  @Field(() => Int, { description: 'Of these, billed too little.' })
  readonly higher!: number

  @Field(() => Int, {
    description:
      'Bills that come out lower and are not paid through the provider yet: order another ' +
      'mending once they are. Those that are paid by bank stay here.',
  })
  readonly unpaid!: number

  @Field(() => Int, { description: 'Bills that the mended version has no answer for either.' })
  readonly failedAgain!: number

  @Field(() => [MendingAmountsType], { description: 'The sums, one for each currency.' })
  readonly amounts!: readonly MendingAmountsType[]

  @Field(() => InstantScalar, { description: 'When it was ordered.' })
  readonly createdAt!: Instant

  @Field(() => InstantScalar, { description: 'When it last moved on.' })
  readonly updatedAt!: Instant
}

@InputType({ description: 'A plugin to mend.' })
export class MendPluginInput {
  @Field(() => ID, operatorIdField)
  readonly operatorId?: string | null

  @Field(() => String, { description: 'The hash of the version that failed.' })
  readonly failedHash!: string

  @Field(() => ID, {
    description: 'A version of the same plugin that reads the same facts and takes its parameters.',
  })
  readonly mendedVersionId!: string

  @Field(() => Boolean, { description: 'Only tells what would be given back.' })
  readonly dryRun!: boolean

  @Field(() => String, idempotencyKeyField)
  readonly idempotencyKey!: string
}

@ObjectType({ description: 'What came of ordering a mending.', simpleResolvers: true })
export class MendPluginPayload {
  @Field(() => MendingType, { description: 'The mending, to be asked for as it goes on.' })
  readonly pluginMending!: MendingType
}
