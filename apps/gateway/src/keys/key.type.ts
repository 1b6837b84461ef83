/** API keys as the API shows them, and how they are made and revoked. */

import type { ApiKey, Operator, Partner, Role } from '@wattline/billing'
import type { Instant } from '@wattline/units'
import { Field, ID, InputType, ObjectType } from 'type-graphql'

import { OperatorType } from '../operators/operator.type.js'
import { PartnerType } from '../operators/partner.type.js'
import { idempotencyKeyField, operatorIdField } from '../values/idempotency-key.js'
import { InstantScalar } from '../values/instant.js'
import { namedEnum } from '../values/named-enum.js'

export const RoleEnum = namedEnum<Role>('Role', 'What an API key may do.', {
  partner: 'A driver’s app, fleet or roaming provider: sessions, quotes, invoices, refund claims.',
  operator: 'The operator: everything, its prices, keys and partners included.',
  finance: 'The operator’s bookkeeping: reads money, decides refunds.',
  support: 'The operator’s support: reads, helps sessions along, claims refunds.',
})

type Shown =
  | 'id'
  | 'operatorId'
  | 'partnerId'
  | 'role'
  | 'name'
  | 'prefix'
  | 'createdAt'
  | 'revokedAt'

@ObjectType('ApiKey', {
  description: 'An API key. Its secret is shown once, when it is made.',
  simpleResolvers: true,
})
export class ApiKeyType implements Pick<ApiKey, Shown> {
  @Field(() => ID, { description: 'Its id: what it is revoked by.' })
  readonly id!: string

  @Field(() => ID, { description: 'The operator who made it.' })
  readonly operatorId!: string

  @Field(() => ID, { nullable: true, description: 'The partner who holds it.' })
  readonly partnerId!: string | null

  @Field(() => RoleEnum, { description: 'What it may do.' })
  readonly role!: Role

  @Field(() => String, { description: 'What it is for, in the operator’s words.' })
  readonly name!: string

  @Field(() => String, { description: 'The first characters of its secret, to tell keys apart.' })
  readonly prefix!: string

  @Field(() => InstantScalar, { description: 'When it was made.' })
  readonly createdAt!: Instant

  @Field(() => InstantScalar, { nullable: true, description: 'When it was revoked.' })
  readonly revokedAt!: Instant | null
}

@ObjectType('Me', { description: 'Whose key this is.', simpleResolvers: true })
export class MeType {
  @Field(() => ID, { description: 'The key’s id.' })
  readonly keyId!: string

  @Field(() => RoleEnum, { description: 'What the key may do.' })
  readonly role!: Role

  @Field(() => [OperatorType], { description: 'The operators whose data the key sees.' })
  readonly operators!: readonly Operator[]

  @Field(() => PartnerType, { nullable: true, description: 'The partner who holds the key.' })
  readonly partner!: Partner | null
}

@InputType({ description: 'An API key to make.' })
export class CreateApiKeyInput {
  @Field(() => ID, operatorIdField)
  readonly operatorId?: string | null

  @Field(() => RoleEnum, { description: 'What the key may do.' })
  readonly role!: Role

  @Field(() => String, { description: 'What it is for, in your words.' })
  readonly name!: string

  @Field(() => ID, {
    nullable: true,
    description: 'The partner who will hold it; required for the role PARTNER.',
  })
  readonly partnerId?: string | null

  @Field(() => String, idempotencyKeyField)
  readonly idempotencyKey!: string
}

@ObjectType({ description: 'What came of making a key.', simpleResolvers: true })
export class CreateApiKeyPayload {
  @Field(() => ApiKeyType, { description: 'The key.' })
  readonly apiKey!: ApiKey

  @Field(() => String, {
    nullable: true,
    description:
      'The secret, for the header `Authorization: Bearer …`. Keep it: it is in the first ' +
      'answer only.',
  })
  readonly secret!: string | null
}

@InputType({ description: 'An API key to revoke.' })
export class RevokeApiKeyInput {
  @Field(() => ID, { description: 'The key’s id.' })
  readonly keyId!: string

  @Field(() => String, idempotencyKeyField)
  readonly idempotencyKey!: string
}

@ObjectType({ description: 'What came of revoking a key.', simpleResolvers: true })
export class RevokeApiKeyPayload {
  @Field(() => ApiKeyType, { description: 'The key, revoked.' })
  readonly apiKey!: ApiKey
}
