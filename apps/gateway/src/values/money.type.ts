/**
 * Money as the API shows and takes it: an amount in major units as exact text, and its currency.
 */

import { type Decimal, formatAmount, money } from '@wattline/units'
import { Field, InputType, ObjectType } from 'type-graphql'

import { DecimalScalar } from './decimal.js'

@ObjectType('Money', {
  description: 'An amount of money: `{ amount: "12.34", currency: "EUR" }`.',
  simpleResolvers: true,
})
export class MoneyType {
  @Field(() => DecimalScalar, {
    description: 'In major units, with all decimals of the currency: `12.34`; `500` for JPY.',
  })
  readonly amount!: string

  @Field(() => String, { description: 'ISO 4217 code, such as `EUR`.' })
  readonly currency!: string
}

@InputType('MoneyInput', { description: 'An amount of money.' })
export class MoneyInput {
  @Field(() => DecimalScalar, {
    description: 'In major units, with no more decimals than the currency has: `"12.34"`.',
  })
  readonly amount!: Decimal

  @Field(() => String, { description: 'ISO 4217 code, such as `EUR`.' })
  readonly currency!: string
}

/** Minor units as the API shows them. */
export function showMoney(minor: bigint, currency: string): MoneyType {
  return { amount: formatAmount(money(minor, currency)), currency }
}
