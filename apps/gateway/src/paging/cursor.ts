/**
 * The `Cursor` scalar: a place in a list, opaque to callers. It names a row, so that it stays true
 * as the list grows.
 */

import { GraphQLError, GraphQLScalarType, Kind } from 'graphql'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Inside the gateway a cursor is the id of the row it stands at. */
export const CursorScalar = new GraphQLScalarType<string, string>({
  name: 'Cursor',
  description:
    'A place in a list. Take it from `pageInfo` or an edge and give it back as `after` or ' +
    '`before`; ' +
    'its content means nothing elsewhere.',
  serialize: value => Buffer.from(String(value), 'utf8').toString('base64url'),
  parseValue: read,
  parseLiteral: node => read(node.kind === Kind.STRING ? node.value : undefined),
})

function read(value: unknown): string {
  const id = typeof value === 'string' ? Buffer.from(value, 'base64url').toString('utf8') : ''
  if (uuid.test(id)) return id
  throw new GraphQLError('A Cursor is taken from an earlier page, as it is')
}
