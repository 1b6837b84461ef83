/** Publications of plugins as the API shows and takes them. */

import type { GateFault, GateStep, PluginPublication, PublicationState } from '@wattline/billing'
import type { Instant } from '@wattline/units'
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'

import { idempotencyKeyField, operatorIdField } from '../values/idempotency-key.js'
import { InstantScalar } from '../values/instant.js'
import { JsonScalar } from '../values/json.js'
import { namedEnum } from '../values/named-enum.js'

export const PublicationStateEnum = namedEnum<PublicationState>(
  'PublicationState',
  'Where a publication stands.',
  {
    checking: 'It waits to be judged by the publish gate.',
    published: 'It passed, and is a version.',
    refused: 'It did not pass: every reason is listed.',
  },
)

const GateStepEnum = namedEnum<GateStep>('GateStep', 'What the publish gate looks at, in order.', {
  bundle: 'The upload: one ES module of a bounded size.',
  lint: 'The code: only what gives the same answer everywhere.',
  manifest: 'What it declares of itself.',
  goldens: 'The author’s golden tests.',
  fuel: 'How much work one session takes.',
  invariants: 'What must hold of every bill, tried on generated ones.',
  agreement: 'Equal answers from every engine, in every order and batch.',
})

@ObjectType('PluginPlace', { description: 'A place in the author’s code.', simpleResolvers: true })
export class PluginPlaceType {
  @Field(() => String, { description: 'The author’s file, or the bundle without a source map.' })
  readonly file!: string

  @Field(() => Int, { description: 'Line, from 1.' })
  readonly line!: number

  @Field(() => Int, { description: 'Column, from 1.' })
  readonly column!: number
}

@ObjectType('PluginShowingBill', {
  description: 'A session that shows a fault, made as small as it could be.',
  simpleResolvers: true,
})
export class PluginShowingBillType {
  @Field(() => JsonScalar, {
    description: 'What `price` was handed: session, periods, earlier lines and facts.',
  })
  readonly input!: unknown

  @Field(() => JsonScalar, { description: 'The parameters it was handed.' })
  readonly params!: unknown

  @Field(() => JsonScalar, { nullable: true, description: 'What it answered, where it did.' })
  readonly lines!: unknown
}

@ObjectType('PluginFault', {
  description: 'A reason why an upload was refused.',
  simpleResolvers: true,
})
export class PluginFaultType {
  @Field(() => GateStepEnum, { description: 'The step that found it.' })
  readonly step!: GateStep

  @Field(() => String, { description: 'What the plugin did, and what is allowed.' })
  readonly message!: string

  @Field(() => PluginPlaceType, { nullable: true, description: 'Where, as far as that is known.' })
  readonly place!: PluginPlaceType | null

  @Field(() => String, { nullable: true, description: 'The golden test at fault.' })
  readonly golden!: string | null

  @Field(() => PluginShowingBillType, {
    nullable: true,
    description: 'The smallest bill that shows it, where a bill does.',
  })
  readonly bill!: PluginShowingBillType | null
}

type Shown =
  | 'id'
  | 'operatorId'
  | 'state'
  | 'bundleSha256'
  | 'goldensSha256'
  | 'sourceMapSha256'
  | 'submittedAt'
  | 'submittedBy'
  | 'waitingBecause'
  | 'decidedAt'

@ObjectType('PluginPublication', {
  description: 'One upload of a tariff plugin and what became of it: judged once, kept for ever.',
  simpleResolvers: true,
})
export class PluginPublicationType implements Pick<PluginPublication, Shown> {
  @Field(() => ID, { description: 'Its id.' })
  readonly id!: string

  @Field(() => ID, { description: 'The operator it is for.' })
  readonly operatorId!: string

  @Field(() => PublicationStateEnum, { description: 'Where it stands.' })
  readonly state!: PublicationState

  @Field(() => String, { description: 'SHA-256 of the bundle, in hex.' })
  readonly bundleSha256!: string

  @Field(() => String, { description: 'SHA-256 of the goldens as JSON with sorted keys, in hex.' })
  readonly goldensSha256!: string

  @Field(() => String, { nullable: true, description: 'SHA-256 of the source map, in hex.' })
  readonly sourceMapSha256!: string | null

  @Field(() => InstantScalar, { description: 'When it was handed in.' })
  readonly submittedAt!: Instant

  @Field(() => ID, { description: 'The API key it was handed in with.' })
  readonly submittedBy!: string

  @Field(() => String, {
    nullable: true,
    description: 'Why it could not be judged yet; null where nothing hinders it.',
  })
  readonly waitingBecause!: string | null

  @Field(() => InstantScalar, { nullable: true, description: 'When it was judged.' })
  readonly decidedAt!: Instant | null
}

@InputType({ description: 'A plugin to publish.' })
export class PublishPluginInput {
  @Field(() => ID, operatorIdField)
  readonly operatorId?: string | null

  @Field(() => String, {
    description: 'One ES file without imports that exports the plugin as default; 256 KiB at most.',
  })
  readonly bundle!: string

  @Field(() => JsonScalar, {
    description:
      'The golden tests: a list of objects with name, input, params and lines; 1 MiB at most.',
  })
  readonly goldens!: unknown

  @Field(() => String, {
    nullable: true,
    description:
      'Source map (JSON, version 3) from the bundle to your files, so that faults name their ' +
      'places there; 1 MiB at most.',
  })
  readonly sourceMap?: string | null

  @Field(() => String, idempotencyKeyField)
  readonly idempotencyKey!: string
}

@ObjectType({ description: 'What came of handing a plugin in.', simpleResolvers: true })
export class PublishPluginPayload {
  @Field(() => PluginPublicationType, { description: 'The publication, waiting to be judged.' })
  readonly publication!: PluginPublication
}

export function showFault({ step, message, place, golden, bill }: GateFault): PluginFaultType {
  return {
    step,
    message,
    place: place ?? null,
    golden: golden ?? null,
    bill: bill ? { ...bill, lines: bill.lines ?? null } : null,
  }
}
