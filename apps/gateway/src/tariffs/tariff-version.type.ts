/** Published tariffs as the API shows them, and how one is published. */

import type { TariffVersion } from '@wattline/billing'
import type { Instant } from '@wattline/units'
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'

import { idempotencyKeyField, operatorIdField } from '../values/idempotency-key.js'
import { InstantScalar } from '../values/instant.js'
import { JsonScalar } from '../values/json.js'
import { TariffWarningType } from './tariff-warning.type.js'

type Shown =
  | 'id'
  | 'operatorId'
  | 'tariffId'
  | 'number'
  | 'hash'
  | 'currency'
  | 'document'
  | 'publishedAt'

@ObjectType('TariffVersion', {
  description: 'One published version of a tariff: numbered, hashed, never changed.',
  simpleResolvers: true,
})
export class TariffVersionType implements Pick<TariffVersion, Shown> {
  @Field(() => ID, { description: 'Its id: what a price list names.' })
  readonly id!: string

  @Field(() => ID, { description: 'The operator who published it.' })
  readonly operatorId!: string

  @Field(() => String, { description: 'OCPI id of the tariff: the same for all its versions.' })
  readonly tariffId!: string

  @Field(() => Int, { description: 'The version’s number, from 1.' })
  readonly number!: number

  @Field(() => String, { description: 'SHA-256 of the document with sorted keys, in hex.' })
  readonly hash!: string

  @Field(() => String, { description: 'ISO 4217 code.' })
  readonly currency!: string

  @Field(() => JsonScalar, { description: 'The OCPI tariff as it was published.' })
  readonly document!: Record<string, unknown>

  @Field(() => InstantScalar, { description: 'When it was published.' })
  readonly publishedAt!: Instant
}

@InputType({ description: 'A tariff to publish.' })
export class PublishTariffInput {
  @Field(() => ID, operatorIdField)
  readonly operatorId?: string | null

  @Field(() => JsonScalar, { description: 'The tariff, as OCPI 2.2.1, 2.3.0 or 2.1.1 writes it.' })
  readonly document!: unknown

  @Field(() => String, idempotencyKeyField)
  readonly idempotencyKey!: string
}

@ObjectType({ description: 'What came of publishing a tariff.', simpleResolvers: true })
export class PublishTariffPayload {
  @Field(() => TariffVersionType, { description: 'The version.' })
  readonly tariffVersion!: TariffVersion

  @Field(() => [TariffWarningType], {
    description: 'Warnings and notes: what is allowed and may not be meant.',
  })
  readonly warnings!: readonly TariffWarningType[]
}
