/** Which price lists could apply at a connector, and why each won or lost. */

import type { PriceList, PriceListAssignment, Verdict } from '@wattline/billing'
import { Field, ObjectType } from 'type-graphql'

import { namedEnum } from '../values/named-enum.js'
import { PriceListAssignmentType } from './assignment.type.js'
import { PriceListType } from './price-list.type.js'

export const VerdictEnum = namedEnum<Verdict>(
  'PriceListVerdict',
  'Why an assigned price list applies to a session, or does not.',
  {
    wins: 'It bills.',
    beside: 'It is a shadow: priced beside the bill.',
    withdrawn: 'It was taken back before it counted.',
    waiting: 'Nobody has approved it yet.',
    'not-started': 'It starts later.',
    ended: 'It was rolled back before then.',
    'other-drivers': 'It is for a group that the driver is not in then.',
    'outside-share': 'It is a canary, and the connector is outside its share.',
    'driver-group': 'The one that wins is for a group the driver is in; this is for everybody.',
    'driver-group-rank': 'The driver group of the one that wins has a smaller rank.',
    place: 'The one that wins is for a narrower place.',
    'group-rank': 'The connector group of the one that wins has a smaller rank.',
    'later-start': 'The one that wins started later at the same place.',
  },
)

@ObjectType('PriceListCandidate', {
  description: 'An assignment whose place holds the connector.',
  simpleResolvers: true,
})
export class PriceListCandidateType {
  @Field(() => PriceListAssignmentType, { description: 'The assignment.' })
  readonly assignment!: PriceListAssignment

  @Field(() => PriceListType, { description: 'The price list it assigns.' })
  readonly priceList!: PriceList

  @Field(() => VerdictEnum, { description: 'Why it won or lost.' })
  readonly verdict!: Verdict
}
