/** An operator as the API shows it. */

import type { Operator, SecondPerson } from '@wattline/billing'
import type { Instant } from '@wattline/units'
import { Field, ID, ObjectType } from 'type-graphql'

import { InstantScalar } from '../values/instant.js'
import { JsonScalar } from '../values/json.js'
import { namedEnum } from '../values/named-enum.js'

type Shown =
  | 'id'
  | 'name'
  | 'country'
  | 'currency'
  | 'timeZone'
  | 'refundPolicy'
  | 'secondPerson'
  | 'createdAt'

export const SecondPersonEnum = namedEnum<SecondPerson>(
  'SecondPerson',
  'Whether a price list that bills by something new waits for a second person.',
  {
    required: 'Another key than its maker’s must approve it.',
    waived: 'It counts from its start at once.',
  },
)

@ObjectType('Operator', {
  description: 'A charge point operator: whose prices apply, and who issues the invoices.',
  simpleResolvers: true,
})
export class OperatorType implements Pick<Operator, Shown> {
  @Field(() => ID, { description: 'Its id.' })
  readonly id!: string

  @Field(() => String, { description: 'Its name, as on invoices.' })
  readonly name!: string

  @Field(() => String, { description: 'ISO 3166-1 code of the country whose VAT it owes.' })
  readonly country!: string

  @Field(() => String, { description: 'ISO 4217 code of the currency it bills in.' })
  readonly currency!: string

  @Field(() => String, {
    description: 'IANA time zone of its books: which day and year an invoice belongs to.',
  })
  readonly timeZone!: string

  @Field(() => JsonScalar, {
    description:
      'When money is given back, in clauses: the first whose cause and conditions fit a claim ' +
      'applies. ' +
      'Amounts inside are minor units, as text.',
  })
  readonly refundPolicy!: Operator['refundPolicy']

  @Field(() => SecondPersonEnum, {
    description: 'Whether plugins and parameters never live before wait for a second person.',
  })
  readonly secondPerson!: SecondPerson

  @Field(() => InstantScalar, { description: 'When it was set up.' })
  readonly createdAt!: Instant
}
