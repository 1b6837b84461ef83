/** An entry of the book as the API shows it. */

import type { JournalEntry } from '@wattline/ledger'
import type { Instant } from '@wattline/units'
import { Field, ID, ObjectType } from 'type-graphql'

import { InstantScalar } from '../values/instant.js'
import { MoneyType, showMoney } from '../values/money.type.js'

@ObjectType('Posting', {
  description: 'One movement in the book: an amount from a debit account to a credit account.',
  simpleResolvers: true,
})
export class PostingType {
  @Field(() => String, { description: 'The account debited, such as `adyen:clearing`.' })
  readonly debit!: string

  @Field(() => String, { description: 'The account credited, such as `revenue:charging`.' })
  readonly credit!: string

  @Field(() => MoneyType, { description: 'The amount, above zero.' })
  readonly amount!: MoneyType
}

@ObjectType('JournalEntry', {
  description: 'One event in the book. Nothing in the book is changed or deleted.',
  simpleResolvers: true,
})
export class JournalEntryType {
  @Field(() => ID, { description: 'Its id.' })
  readonly id!: string

  @Field(() => String, {
    description: 'What happened: `invoice-issued`, `captured`, `credit-note`, `refunded`, …',
  })
  readonly kind!: string

  @Field(() => String, { description: 'Names the event; the book takes each once.' })
  readonly reference!: string

  @Field(() => InstantScalar, { description: 'When it happened.' })
  readonly occurredAt!: Instant

  @Field(() => InstantScalar, { description: 'When it was written down.' })
  readonly recordedAt!: Instant

  @Field(() => [PostingType], { description: 'The movements, in order.' })
  readonly postings!: readonly PostingType[]
}

export function showEntry(entry: JournalEntry): JournalEntryType {
  return {
    ...entry,
    postings: entry.postings.map(({ debit, credit, amount }) => ({
      debit,
      credit,
      amount: showMoney(amount.minor, amount.currency),
    })),
  }
}
