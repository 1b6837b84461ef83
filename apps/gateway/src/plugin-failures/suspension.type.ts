/** Suspensions of plugins as the API shows them, and how one is lifted. */

import type { PluginSuspension } from '@wattline/billing'
import type { Instant } from '@wattline/units'
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'

import { idempotencyKeyField } from '../values/idempotency-key.js'
import { InstantScalar } from '../values/instant.js'

@ObjectType('PluginSuspension', {
  description:
    'A plugin that failed in more than 1 % of at least three runs within five minutes, and is ' +
    'not run until somebody lifts it. Sessions go on without it or are parked, as their price ' +
    'list says; those without a price are parked.',
  simpleResolvers: true,
})
export class PluginSuspensionType implements PluginSuspension {
  @Field(() => ID, { description: 'Its id.' })
  readonly id!: string

  @Field(() => ID, { description: 'The operator for whom it is not run.' })
  readonly operatorId!: string

  @Field(() => String, { description: 'The plugin’s id.' })
  readonly pluginId!: string

  @Field(() => String, { description: 'Its version.' })
  readonly pluginVersion!: string

  @Field(() => String, { description: 'Its hash: other versions run on.' })
  readonly pluginHash!: string

  @Field(() => Int, { description: 'How often it ran in the five minutes before.' })
  readonly ran!: number

  @Field(() => Int, { description: 'How often it failed of that.' })
  readonly failed!: number

  @Field(() => InstantScalar, { description: 'Since when it is not run.' })
  readonly suspendedAt!: Instant

  @Field(() => InstantScalar, {
    nullable: true,
    description: 'When it was lifted; null while it stands.',
  })
  readonly liftedAt!: Instant | null

  @Field(() => ID, { nullable: true, description: 'The key of whoever lifted it.' })
  readonly liftedBy!: string | null
}

@InputType({ description: 'A suspension to lift.' })
export class LiftPluginSuspensionInput {
  @Field(() => ID, { description: 'The suspension.' })
  readonly suspensionId!: string

  @Field(() => String, idempotencyKeyField)
  readonly idempotencyKey!: string
}

@ObjectType({ description: 'What came of lifting a suspension.', simpleResolvers: true })
export class PluginSuspensionPayload {
  @Field(() => PluginSuspensionType, { description: 'The suspension as it stands now.' })
  readonly pluginSuspension!: PluginSuspension
}
