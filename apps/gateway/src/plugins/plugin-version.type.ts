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
    description: 'All that it declares, as it stands in its bundle and is hashed.',
  })
  readonly manifest!: PluginVersion['manifest']

  @Field(() => InstantScalar, { description: 'When it was published.' })
  readonly publishedAt!: Instant

  @Field(() => ID, {
    nullable: true,
    description: 'The API key it was handed in with; null for the platform’s own plugins.',
  })
  readonly publishedBy!: string | null

  @Field(() => ID, {
    nullable: true,
    description: 'The publication that made it; null for the platform’s own plugins.',
  })
  readonly publicationId!: string | null
}

/** What stands behind a version: large, so a few versions are asked for it at a time. */
@ObjectType('PluginSource', {
  description: 'What a plugin version was published from.',
  simpleResolvers: true,
})
export class PluginSourceType {
  @Field(() => String, { description: 'The code: one ES file without imports.' })
  readonly bundle!: string

  @Field(() => JsonScalar, {
    nullable: true,
    description: 'The author’s golden tests; null for the platform’s own plugins.',
  })
  readonly goldens!: unknown

  @Field(() => String, {
    nullable: true,
    description: 'Source map (JSON, version 3) to the author’s files; null where none came.',
  })
  readonly sourceMap!: string | null
}
