/** Back-tests as the API shows and takes them. */

import type { Backtest, BacktestState } from '@wattline/billing'
import type { Instant } from '@wattline/units'
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'

import { PriceListPluginInput } from '../price-lists/price-list-input.type.js'
import { idempotencyKeyField, operatorIdField } from '../values/idempotency-key.js'
import { InstantScalar } from '../values/instant.js'
import { MoneyInput, MoneyType } from '../values/money.type.js'
import { namedEnum } from '../values/named-enum.js'

export const BacktestStateEnum = namedEnum<BacktestState>(
  'BacktestState',
  'Where a back-test stands.',
  {
    waiting: 'It waits for a worker.',
    running: 'It walks the sessions.',
    done: 'It has seen them all.',
    cancelled: 'Somebody ended it; what was counted until then stays.',
    failed: 'A fault of ours ended it; `trouble` says so.',
  },
)

@ObjectType('DriverShare', {
  description: 'Known drivers, by what all their sessions together would have cost them.',
  simpleResolvers: true,
})
export class DriverShareType {
  @Field(() => String, { description: 'ISO 4217 code, such as `EUR`.' })
  readonly currency!: string

  @Field(() => Int, { description: 'Drivers who would have paid less.' })
  readonly less!: number

  @Field(() => Int, { description: 'Drivers who would have paid exactly the same.' })
  readonly same!: number

  @Field(() => Int, { description: 'Drivers who would have paid more.' })
  readonly more!: number
}

@ObjectType('LocationComparison', {
  description: 'What one location brought in, and would have.',
  simpleResolvers: true,
})
export class LocationComparisonType {
  @Field(() => ID, { description: 'The location’s id.' })
  readonly locationId!: string

  @Field(() => Int, { description: 'How many sessions.' })
  readonly sessions!: number

  @Field(() => MoneyType, { description: 'What was billed, VAT included.' })
  readonly billed!: MoneyType

  @Field(() => MoneyType, { description: 'What it would have come to, VAT included.' })
  readonly draft!: MoneyType
}

type Shown =
  | 'id'
  | 'operatorId'
  | 'state'
  | 'tariffId'
  | 'locationId'
  | 'connectorId'
  | 'from'
  | 'until'
  | 'sessionsExpected'
  | 'trouble'
  | 'createdAt'
  | 'updatedAt'

@ObjectType('Backtest', {
  description:
    'What a draft price list would have made of an operator’s past sessions. Nothing is billed ' +
    'by it, and no bill changes.',
  simpleResolvers: true,
})
export class BacktestType implements Pick<Backtest, Shown> {
  @Field(() => ID, { description: 'Its id.' })
  readonly id!: string

  @Field(() => ID, { description: 'The operator whose sessions it walks.' })
  readonly operatorId!: string

  @Field(() => BacktestStateEnum, { description: 'Where it stands.' })
  readonly state!: BacktestState

  @Field(() => ID, { nullable: true, description: 'Only sessions at this location.' })
  readonly locationId!: string | null

  @Field(() => ID, { nullable: true, description: 'Only sessions at this connector.' })
  readonly connectorId!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Only sessions billed by a version of the tariff with this OCPI id.',
  })
  readonly tariffId!: string | null

  @Field(() => InstantScalar, { description: 'Sessions that started then or later.' })
  readonly from!: Instant

  @Field(() => InstantScalar, { description: 'And before then.' })
  readonly until!: Instant

  @Field(() => Int, {
    nullable: true,
    description: 'How many sessions it is about; null until it has begun.',
  })
  readonly sessionsExpected!: number | null

  @Field(() => String, { nullable: true, description: 'Why it failed.' })
  readonly trouble!: string | null

  @Field(() => InstantScalar, { description: 'When it was asked for.' })
  readonly createdAt!: Instant

  @Field(() => InstantScalar, { description: 'When it last came further.' })
  readonly updatedAt!: Instant
}

@InputType({ description: 'What a price list would be made of, or one that exists.' })
export class BacktestDraftInput {
  @Field(() => ID, {
    nullable: true,
    description: 'A price list that exists; then nothing else is given.',
  })
  readonly priceListId?: string | null

  @Field(() => ID, { nullable: true, description: 'The published tariff it would price by.' })
  readonly tariffVersionId?: string | null

  @Field(() => [PriceListPluginInput], {
    nullable: true,
    description: 'The plugins that would be applied to it, in order.',
  })
  readonly plugins?: readonly PriceListPluginInput[] | null

  @Field(() => MoneyInput, {
    nullable: true,
    description: 'The most a session would cost, VAT included.',
  })
  readonly cap?: MoneyInput | null
}

@InputType({ description: 'Which sessions: at most one of the three; none of them: everywhere.' })
export class BacktestScopeInput {
  @Field(() => ID, { nullable: true, description: 'Sessions at this location.' })
  readonly locationId?: string | null

  @Field(() => ID, { nullable: true, description: 'Sessions at this connector.' })
  readonly connectorId?: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Sessions billed by a version of the tariff with this OCPI id.',
  })
  readonly tariffId?: string | null
}

@InputType({ description: 'A draft, and the sessions to try it on.' })
export class StartBacktestInput {
  @Field(() => ID, operatorIdField)
  readonly operatorId?: string | null

  @Field(() => BacktestDraftInput, { description: 'The draft.' })
  readonly draft!: BacktestDraftInput

  @Field(() => BacktestScopeInput, { nullable: true, description: 'Which sessions.' })
  readonly scope?: BacktestScopeInput | null

  @Field(() => InstantScalar, { description: 'Sessions that started then or later.' })
  readonly from!: Instant

  @Field(() => InstantScalar, { description: 'And before then.' })
  readonly until!: Instant

  @Field(() => String, idempotencyKeyField)
  readonly idempotencyKey!: string
}

@InputType({ description: 'A back-test that nobody waits for any more.' })
export class CancelBacktestInput {
  @Field(() => ID, operatorIdField)
  readonly operatorId?: string | null

  @Field(() => ID, { description: 'The back-test.' })
  readonly backtestId!: string

  @Field(() => String, idempotencyKeyField)
  readonly idempotencyKey!: string
}

@ObjectType({ description: 'What came of asking for a back-test.', simpleResolvers: true })
export class BacktestPayload {
  @Field(() => BacktestType, { description: 'The back-test.' })
  readonly backtest!: Backtest
}
