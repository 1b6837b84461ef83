/** What a session would have cost otherwise: the question and its answer. */

import { Field, InputType, Int, ObjectType } from 'type-graphql'

import { BillType } from '../bills/bill.type.js'
import { MoneyType } from '../values/money.type.js'

@InputType({ description: 'What is to be otherwise: one of them, or both at once.' })
export class WhatIfInput {
  @Field(() => Int, {
    nullable: true,
    description:
      'Position of a line of the bill, from 1: the price or plugin behind it is left out.',
  })
  readonly withoutLine?: number | null

  @Field(() => Int, {
    nullable: true,
    description: 'The whole session so many minutes later; earlier below zero. At most a year.',
  })
  readonly shiftMinutes?: number | null
}

@ObjectType('Otherwise', {
  description: 'A session as it is and as it might have been, priced by the same function.',
  simpleResolvers: true,
})
export class OtherwiseType {
  @Field(() => BillType, { description: 'The session as it is.' })
  readonly actual!: BillType

  @Field(() => BillType, { description: 'The session as asked about. Nothing of it is stored.' })
  readonly otherwise!: BillType

  @Field(() => MoneyType, {
    description: 'The second less the first, with VAT: below zero where it would be cheaper.',
  })
  readonly difference!: MoneyType
}
