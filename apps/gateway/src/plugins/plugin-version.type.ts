/** Published tariff plugins as the API shows them. */

import type { PluginVersion } from '@wattline/billing'
import type { Instant } from '@wattline/units'
import { Field, ID, ObjectType } from 'type-graphql'

import { InstantScalar } from '../values/instant.js'
import { JsonScalar } from '../values/json.js'

type Shown = 'id' | 'operatorId' | 'pluginId' | 'version' | 'hash' | 'manifest' | 'publishedAt'

@ObjectType('PluginVersion', {
  description: 'One published version of a tariff plugin: named by its hash, never changed.',
  simpleResolvers: true,
})
export class PluginVersionType implements Pick<PluginVersion, Shown> {
  @Field(() => ID, { description: 'Its id: what a price list names.' })
  readonly id!: string

  @Field(() => ID, { description: 'The operator it was published for.' })
  readonly operatorId!: string

  @Field(() => String, { description: 'The plugin’s id: the same for all its versions.' })
  readonly pluginId!: string

  @Field(() => String, { description: 'Its version (semver).' })
  readonly version!: string

  @Field(() => String, { description: 'SHA-256 of its code and manifest, in hex.' })
  readonly hash!: string

  @Field(() => JsonScalar, {
    description:
      'What it declares: its phase, the lines it may add, and its parameters as JSON Schema.',
  })
  readonly manifest!: PluginVersion['manifest']

  @Field(() => InstantScalar, { description: 'When it was published.' })
  readonly publishedAt!: Instant
}
