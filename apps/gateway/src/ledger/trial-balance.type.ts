/** The trial balance as the API shows it. */

import { Field, ObjectType } from 'type-graphql'

import { MoneyType } from '../values/money.type.js'

@ObjectType('AccountBalance', { description: 'What stands on one account.', simpleResolvers: true })
export class AccountBalanceType {
  @Field(() => String, { description: 'The account, such as `adyen:clearing`.' })
  readonly code!: string

  @Field(() => MoneyType, { description: 'The sum of its debits.' })
  readonly debit!: MoneyType

  @Field(() => MoneyType, { description: 'The sum of its credits.' })
  readonly credit!: MoneyType

  @Field(() => MoneyType, { description: 'Debits less credits.' })
  readonly balance!: MoneyType
}

@ObjectType('TrialBalance', {
  description: 'All accounts of one currency. Debits equal credits at every instant.',
  simpleResolvers: true,
})
export class TrialBalanceType {
  @Field(() => String, { description: 'ISO 4217 code.' })
  readonly currency!: string

  @Field(() => MoneyType, { description: 'The sum of all debits.' })
  readonly debit!: MoneyType

  @Field(() => MoneyType, { description: 'The sum of all credits.' })
  readonly credit!: MoneyType

  @Field(() => [AccountBalanceType], { description: 'The accounts, by their codes.' })
  readonly accounts!: readonly AccountBalanceType[]
}
