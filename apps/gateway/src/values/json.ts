/**
 * The `JSON` scalar: an object in a format of its own, such as an OCPI tariff or a plugin's
 * parameters.
 */

import { GraphQLScalarType, valueFromASTUntyped } from 'graphql'

export const JsonScalar = new GraphQLScalarType<unknown, unknown>({
  name: 'JSON',
  description:
    'Any JSON value, whose format the field names: an OCPI tariff, the parameters of a plugin, ' +
    'a detail.',
  serialize: value => value,
  parseValue: value => value,
  parseLiteral: (node, variables) => valueFromASTUntyped(node, variables),
})
