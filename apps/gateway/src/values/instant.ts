/** The `Instant` scalar: a point in time as ISO 8601 text with an offset, never a local time. */

import { type Instant, parseInstant, Temporal } from '@wattline/units'
import { GraphQLError, GraphQLScalarType, Kind } from 'graphql'

export const InstantScalar = new GraphQLScalarType<Instant, string>({
  name: 'Instant',
  description:
    'A point in time, as ISO 8601 text with an offset: `2026-11-22T18:30:00Z` or ' +
    '`2026-11-22T19:30:00+01:00`. ' +
    'Answers are in UTC.',
  serialize(value) {
    if (value instanceof Temporal.Instant) return value.toString()
    // Instants inside stored bills are ISO text already.
    const read = typeof value === 'string' ? parseInstant(value) : undefined
    if (read) return read.toString()
    throw new GraphQLError('An Instant can only be made of an instant')
  },
  parseValue: read,
  parseLiteral: node => read(node.kind === Kind.STRING ? node.value : undefined),
})

function read(value: unknown): Instant {
  const instant = typeof value === 'string' ? parseInstant(value) : undefined
  if (instant) return instant
  throw new GraphQLError(
    'An Instant is ISO 8601 text with an offset, such as "2026-11-22T18:30:00Z"',
  )
}
