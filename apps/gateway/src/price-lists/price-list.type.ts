/** Price lists as the API shows them. */

import type { OnFailure, PriceList } from '@wattline/billing'
import type { Instant } from '@wattline/units'
import { Field, ID, ObjectType } from 'type-graphql'

import { InstantScalar } from '../values/instant.js'
import { JsonScalar } from '../values/json.js'
import { namedEnum } from '../values/named-enum.js'

export const OnFailureEnum = namedEnum<OnFailure>(
  'OnPluginFailure',
  'What becomes of a bill whose plugin failed.',
  {
    continue: 'It goes out without the plugin’s lines, and is reviewed.',
    park: 'It waits until the plugin is mended.',
  },
)

@ObjectType('PriceListPlugin', {
  description: 'One plugin of a price list, with the operator’s parameters.',
  simpleResolvers: true,
})
export class PriceListPluginType {
  @Field(() => ID, { description: 'The published version of the plugin.' })
  readonly pluginVersionId!: string

  @Field(() => JsonScalar, { description: 'Its parameters.' })
  readonly params!: unknown

  @Field(() => OnFailureEnum, { description: 'What becomes of a bill when it fails.' })
  readonly onFailure!: OnFailure
}

@ObjectType('PriceList', {
  description: 'A tariff version and the plugins applied to it, in order. Never changed.',
  simpleResolvers: true,
})
export class PriceListType
  implements Pick<PriceList, 'id' | 'operatorId' | 'name' | 'hash' | 'createdAt'>
{
  @Field(() => ID, { description: 'Its id.' })
  readonly id!: string

  @Field(() => ID, { description: 'The operator whose prices it holds.' })
  readonly operatorId!: string

  @Field(() => String, { description: 'Its name, for people.' })
  readonly name!: string

  @Field(() => String, { description: 'SHA-256 of its content, in hex.' })
  readonly hash!: string

  @Field(() => InstantScalar, { description: 'When it was made.' })
  readonly createdAt!: Instant
}
