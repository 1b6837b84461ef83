/** Sessions as the API shows them, with their readings and what was found implausible. */

import type {
  Irregularity,
  MeterReading,
  ReadingSource,
  Ruling,
  Session,
  SessionSource,
  SessionState,
  StoredRuling,
  TokenType,
} from '@wattline/billing'
import type { Instant } from '@wattline/units'
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql'

import { TokenTypeEnum } from '../facts/token-type.js'
import { InstantScalar } from '../values/instant.js'
import { JsonScalar } from '../values/json.js'
import { namedEnum } from '../values/named-enum.js'

export const SessionStateEnum = namedEnum<SessionState>('SessionState', 'Where a session stands.', {
  active: 'It runs.',
  ended: 'It has ended and waits to be billed.',
  held: 'Its readings cannot be right. A person decides: see `decideHeldSession`.',
  parked: 'It has no price until a plugin is mended. Release it then.',
  billed: 'It stands on an invoice.',
  dropped: 'A person decided that it is never billed; its hold was let go.',
})

export const SessionSourceEnum = namedEnum<SessionSource>(
  'SessionSource',
  'Where a session comes from.',
  {
    live: 'It was reported while it ran.',
    import: 'It was imported from another system after it ended.',
    cdr: 'It came as a charge detail record of a roaming partner.',
  },
)

export const ActivityEnum = { CHARGING: 'CHARGING', PARKED: 'PARKED' } as const
registerEnumType(ActivityEnum, {
  name: 'Activity',
  description: 'What the vehicle does.',
  valuesConfig: {
    CHARGING: { description: 'It charges.' },
    PARKED: { description: 'It is connected and asks for no power.' },
  },
})

export const ReadingSourceEnum = namedEnum<ReadingSource>(
  'ReadingSource',
  'Which reading of a session it is.',
  {
    begin: 'The one at the start.',
    periodic: 'One in between.',
    end: 'The one at the stop.',
    import: 'One made from an imported total.',
  },
)

const IrregularityActionEnum = namedEnum<Irregularity['action']>(
  'IrregularityAction',
  'What an irregularity does to the bill.',
  {
    report: 'It is reported; the bill goes out.',
    hold: 'It holds the bill until a person decides.',
  },
)

export const RulingEnum = namedEnum<Ruling>(
  'Ruling',
  'What a person says of a session that is held.',
  {
    accept: 'It is billed as it was measured.',
    drop: 'It is never billed, and its hold is let go.',
  },
)

@ObjectType('SessionRuling', {
  description: 'A person’s word on a session that was held.',
  simpleResolvers: true,
})
export class SessionRulingType implements Pick<StoredRuling, 'decision' | 'reason' | 'keyId'> {
  @Field(() => RulingEnum, { description: 'What was decided.' })
  readonly decision!: Ruling

  @Field(() => String, { description: 'Why.' })
  readonly reason!: string

  @Field(() => ID, { description: 'The API key that decided.' })
  readonly keyId!: string
}

@ObjectType('Trouble', {
  description: 'Why something does not go on by itself.',
  simpleResolvers: true,
})
export class TroubleType {
  @Field(() => String, { description: 'A code to go by.' })
  readonly code!: string

  @Field(() => String, { description: 'What is wrong, in words.' })
  readonly message!: string
}

@ObjectType('MeterReading', {
  description: 'One register value of the meter at one instant. Readings are never changed.',
  simpleResolvers: true,
})
export class MeterReadingType
  implements
    Pick<
      MeterReading,
      'measuredAt' | 'receivedAt' | 'source' | 'activity' | 'powerW' | 'currentMilliA'
    >
{
  @Field(() => InstantScalar, { description: 'When it was taken, by the charger’s clock.' })
  readonly measuredAt!: Instant

  @Field(() => InstantScalar, { description: 'When it came in, by our clock.' })
  readonly receivedAt!: Instant

  @Field(() => ReadingSourceEnum, { description: 'Which reading of the session it is.' })
  readonly source!: ReadingSource

  @Field(() => ActivityEnum, {
    nullable: true,
    description: 'What the vehicle does from then on; as before when null.',
  })
  readonly activity!: 'CHARGING' | 'PARKED' | null

  @Field(() => Int, { nullable: true, description: 'Power at that instant in W, where stated.' })
  readonly powerW!: number | null

  @Field(() => Int, { nullable: true, description: 'Current at that instant in mA, where stated.' })
  readonly currentMilliA!: number | null
}

@ObjectType('Irregularity', {
  description: 'Something about a session that cannot be right, found before its money moved.',
  simpleResolvers: true,
})
export class IrregularityType implements Pick<Irregularity, 'code' | 'action' | 'foundAt'> {
  @Field(() => String, { description: 'What was found, as a code.' })
  readonly code!: string

  @Field(() => IrregularityActionEnum, { description: 'What it does to the bill.' })
  readonly action!: Irregularity['action']

  @Field(() => JsonScalar, { description: 'The figures it was found by.' })
  readonly detail!: Record<string, unknown>

  @Field(() => InstantScalar, { description: 'When it was found.' })
  readonly foundAt!: Instant
}

type Shown =
  | 'id'
  | 'source'
  | 'externalId'
  | 'state'
  | 'timeZone'
  | 'tokenType'
  | 'couponCode'
  | 'reservedFrom'
  | 'reservationExpired'
  | 'startedAt'
  | 'endedAt'
  | 'stopReason'
  | 'energySource'
  | 'trouble'
  | 'ruling'
  | 'needsReview'
  | 'driverId'

@ObjectType('Session', {
  description: 'One charging visit, while and after it happens.',
  simpleResolvers: true,
})
export class SessionType implements Pick<Session, Shown> {
  @Field(() => ID, { description: 'Its id.' })
  readonly id!: string

  @Field(() => SessionSourceEnum, { description: 'Where it comes from.' })
  readonly source!: SessionSource

  @Field(() => String, {
    nullable: true,
    description: 'Its name in the system it was imported from.',
  })
  readonly externalId!: string | null

  @Field(() => SessionStateEnum, { description: 'Where it stands.' })
  readonly state!: SessionState

  @Field(() => String, {
    description: 'IANA time zone of its location, whose clock its prices follow.',
  })
  readonly timeZone!: string

  @Field(() => TokenTypeEnum, {
    nullable: true,
    description: 'How the driver was authorised, as far as it was said.',
  })
  readonly tokenType!: TokenType | null

  @Field(() => String, { nullable: true, description: 'The coupon the driver gave.' })
  readonly couponCode!: string | null

  @Field(() => InstantScalar, {
    nullable: true,
    description: 'From when the connector was kept for the driver; null where it was not.',
  })
  readonly reservedFrom!: Instant | null

  @Field(() => Boolean, {
    description:
      'Whether it is a reservation that ran out before the vehicle came: it starts and ends then.',
  })
  readonly reservationExpired!: boolean

  @Field(() => InstantScalar, { description: 'When it started.' })
  readonly startedAt!: Instant

  @Field(() => InstantScalar, { nullable: true, description: 'When it ended; null while it runs.' })
  readonly endedAt!: Instant | null

  @Field(() => String, {
    nullable: true,
    description: 'Why it ended, as the charger gave it: `EVDisconnected`, `PowerLoss`, …',
  })
  readonly stopReason!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Which readings its energy was taken from; set when it is billed.',
  })
  readonly energySource!: string | null

  @Field(() => TroubleType, {
    nullable: true,
    description: 'Why it is held, parked or not billed.',
  })
  readonly trouble!: TroubleType | null

  @Field(() => SessionRulingType, {
    nullable: true,
    description: 'What a person decided when it was held.',
  })
  readonly ruling!: StoredRuling | null

  @Field(() => Boolean, {
    description:
      'Whether a person should look: a plugin or its billing failed, or nobody could be charged.',
  })
  readonly needsReview!: boolean

  @Field(() => ID, { nullable: true, description: 'The driver, by a pseudonymous id.' })
  readonly driverId!: string | null
}
