/** The `Decimal` scalar: an exact number as text, so that no figure ever passes through a float. */

import { type Decimal, decimal, isDecimalText, showDecimal } from '@wattline/units'
import { GraphQLError, GraphQLScalarType, Kind } from 'graphql'

export const DecimalScalar = new GraphQLScalarType<Decimal, string>({
  name: 'Decimal',
  description:
    'An exact decimal number as text, such as `"12.34"`: without exponent, thousands separator ' +
    'or plus sign. ' +
    'Numbers without quotes are refused, because a float has lost the exact value already.',
  serialize(value) {
    if (typeof value === 'string' && isDecimalText(value)) return value
    if (typeof value === 'object' && value !== null) return showDecimal(value as Decimal)
    throw new GraphQLError('A Decimal can only be made of an exact decimal')
  },
  parseValue: read,
  parseLiteral: node => read(node.kind === Kind.STRING ? node.value : undefined),
})

function read(value: unknown): Decimal {
  if (typeof value === 'string' && isDecimalText(value)) return decimal(value)
  throw new GraphQLError('A Decimal is text such as "12.34", in quotes')
}
